"""`import_framework`: all of a file, or nothing and every problem."""

from dataclasses import asdict
from io import StringIO
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import OperationalError

from skillmatrix.exchange.meaning import SheetMeaning
from skillmatrix.exchange.understanding.mapped import fingerprint
from skillmatrix.models import (
    Expectation,
    Import,
    ImportFile,
    Level,
    Operation,
    Proficiency,
    Role,
    SheetMapping,
    Skill,
    User,
)
from skillmatrix.queries.framework import present
from skillmatrix.rows import Table
from tests.commands.running import manage, refused, run, write
from tests.files import rows_of, xlsx_bytes

pytestmark = pytest.mark.django_db

HEADER = "domain,group,skill,role,family,level,proficiency,required,description"
SQL = "Data,Storing,SQL,Analyst,Science,Junior,Working,yes,Reads tables."


@pytest.fixture(autouse=True)
def four():
    run("add_proficiencies")


def load(tmp_path, *lines, options=()):
    return run("import_framework", write(tmp_path / "list.csv", *lines), *options)


def test_a_list_is_imported_and_said(tmp_path):
    said = load(tmp_path, HEADER, SQL)

    assert "Skill: 1 new\n" in said
    assert "Expectation: 1 new\n" in said
    assert "skill “SQL”" in said
    assert said.endswith("Imported.\n")
    assert Expectation.objects.get().proficiency.name == "Working"


def test_skill_role_and_level_are_enough(tmp_path):
    load(tmp_path, "skill,role,level", "SQL,Analyst,Junior")

    assert str(Expectation.objects.get()) == "SQL · Analyst · Junior"
    assert Skill.objects.get().domain is None


def test_xlsx_is_imported_too(tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx_bytes(Sheet1=[["skill", "role", "level"], ["SQL", "Analyst", "Junior"]]))

    run("import_framework", path)

    assert str(Expectation.objects.get()) == "SQL · Analyst · Junior"


def test_a_folder_is_imported_as_a_workbook(tmp_path):
    write(tmp_path / "Levels.csv", "name,rank", "Junior,20", "Trainee,10")
    write(tmp_path / "roles.csv", "name", "Analyst")

    run("import_framework", tmp_path)

    assert [level.name for level in Level.objects.all()] == ["Trainee", "Junior"]
    assert Role.objects.get().slug == "analyst"


def test_the_second_time_nothing_changes(tmp_path):
    load(tmp_path, HEADER, SQL)

    said = load(tmp_path, HEADER, SQL)

    assert "Expectation: 1 as before" in said
    assert "nothing is changed" in said


def test_new_names_stand_beside_the_likest(tmp_path):
    load(tmp_path, HEADER, SQL)

    said = load(tmp_path, "skill,role,level", "SQLs,Analyst,Junior")

    assert "skill “SQLs” (there is “SQL”)" in said


def test_a_dry_run_shows_old_and_new_values_and_writes_nothing(tmp_path):
    load(tmp_path, HEADER, SQL)

    said = load(tmp_path, HEADER, SQL.replace("yes,Reads", "no,Writes"), options=["--dry-run"])

    assert (
        "expectation “SQL · Analyst · Junior”: required “yes” → “no”, "
        "description “Reads tables.” → “Writes tables.”\n"
    ) in said
    assert said.endswith("Nothing is written: this was a dry run.\n")
    assert Expectation.objects.get().required


def test_replace_lists_and_deletes_what_the_file_lacks(tmp_path):
    load(tmp_path, HEADER, SQL, SQL.replace("SQL", "R"))

    said = load(tmp_path, HEADER, SQL, options=["--replace"])

    assert "Deleted:\n  expectation “R · Analyst · Junior”\n" in said
    assert str(Expectation.objects.get()) == "SQL · Analyst · Junior"


def test_keep_empty(tmp_path):
    load(tmp_path, HEADER, SQL)

    load(tmp_path, HEADER, ",,SQL,Analyst,,Junior,,,", options=["--keep-empty"])

    assert Expectation.objects.get().description == "Reads tables."


def test_what_is_worth_a_look_is_said(tmp_path):
    said = load(tmp_path, HEADER, SQL, ",,SQL,Analyst,,Senior,Awareness,yes,")

    assert (
        "1 required expectation has no description:\n  SQL · Analyst · Senior is required and has no" in said
    )
    assert "1 proficiency falls as the level rises:\n  SQL · Analyst asks for Working at Junior, but" in said


def test_what_blanks_mean_is_said(tmp_path):
    load(tmp_path, HEADER, SQL)

    said = load(tmp_path, "skill,role,level,description", "SQL,Analyst,Junior,", "SQL,Analyst,Senior,Writes.")

    assert "\n1 description would be emptied.\n" in said
    assert "\nNo column says what is required: 1 new expectation would be optional.\n" in said


def test_a_dry_run_names_every_warning(tmp_path):
    lines = [f"Data,,Skill {n},Analyst,,Junior,,yes," for n in range(25)]

    dry = load(tmp_path, HEADER, *lines, options=["--dry-run"])
    wet = load(tmp_path, HEADER, *lines)

    assert dry.count("has no description.") == 25
    assert wet.count("has no description.") == 20
    assert "and 5 more" in wet


def test_known_only(tmp_path):
    load(tmp_path, HEADER, SQL)

    said = refused(
        "import_framework",
        write(tmp_path / "b.csv", "skill,role,level", "SQLs,Analyst,Junior"),
        "--known-only",
    )

    assert "b.csv, row 2, column skill: “SQLs”" in said


def test_ignored_columns(tmp_path):
    load(
        tmp_path,
        "skill,role,level,notes,owner",
        "SQL,Analyst,Junior,a,b",
        options=["--ignore-column", "notes", "--ignore-column", "OWNER"],
    )

    assert Expectation.objects.count() == 1


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["skill,role", "SQL,Analyst"], ["row 1, column level: This column is missing."]),
        (["skill,role,level,requird", "SQL,Analyst,Junior,yes"], ["row 1, column requird:", "“required”"]),
        (["skill,role,level,Level", "SQL,Analyst,Junior,x"], ["row 1, column Level:", "twice"]),
        (["skill,role,level", "SQL,Analyst,Junior", " sql,ANALYST,junior "], ["row 3,", "Row 2"]),
        (["skill,role,level", "SQL,,Junior"], ["row 2, column role:"]),
        (
            ["skill,role,level,proficiency", "SQL,Analyst,Junior,Guru"],
            ["row 2, column proficiency: “Guru”", "Expert"],
        ),
        (
            ["skill,role,level,required", "SQL,Analyst,Junior,maybe"],
            ["row 2, column required: “maybe”", "yes or no"],
        ),
        (
            ["domain,skill,role,level", "A,SQL,Analyst,Junior", "B,SQL,Analyst,Lead"],
            ["row 3, column domain: “B”", "Row 2"],
        ),
        (["skill,role,level"], ["no row below the header"]),
        (["skill,role,level,description", "SQL,Analyst,Junior,a\u202eb"], ["column description", "U+202E"]),
        (["skill,role,level", f"{'x' * 121},Analyst,Junior"], ["column skill", "at most 120"]),
        (
            [
                "skill,role,level,required,proficiency,extra",
                "SQL,Analyst,Junior,maybe,Guru,",
                ",Analyst,Lead,,,",
            ],
            ["4 problems. Nothing is written.", "extra", "“maybe”", "“Guru”", "row 3, column skill"],
        ),
    ],
)
def test_a_file_with_a_problem_is_refused_as_a_whole(tmp_path, lines, says):
    before = rows_of(present())

    said = refused("import_framework", write(tmp_path / "list.csv", *lines))

    assert [part for part in says if part not in said] == []
    assert "Nothing is written." in said
    assert rows_of(present()) == before


def test_good_rows_beside_a_bad_one_are_not_written(tmp_path):
    refused("import_framework", write(tmp_path / "list.csv", HEADER, SQL, SQL.replace("yes", "perhaps")))

    assert not Skill.objects.exists()


def test_who_writes_at_the_same_moment_as_somebody_else_is_told(tmp_path, monkeypatch):
    message = "Somebody else was writing at the same moment. Nothing is written; try again."
    error = OperationalError("deadlock detected")
    error.__cause__ = type("Cause", (Exception,), {"sqlstate": "40P01"})()
    monkeypatch.setattr("skillmatrix.applying._Writer._delete", Mock(side_effect=error))

    assert refused("import_framework", write(tmp_path / "list.csv", HEADER, SQL)) == message


def test_unreadable_files_are_refused(tmp_path):
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 and then nothing")
    (tmp_path / "empty.csv").touch()
    (tmp_path / "folder").mkdir()

    assert "damaged" in refused("import_framework", tmp_path / "damaged.xlsx")
    assert "empty" in refused("import_framework", tmp_path / "empty.csv")
    assert "domains.csv" in refused("import_framework", tmp_path / "folder")
    assert "no such file" in refused("import_framework", tmp_path / "none.xlsx")


def test_without_proficiencies_the_command_that_adds_them_is_named(tmp_path):
    Proficiency.objects.all().delete()

    assert "add_proficiencies" in refused("import_framework", write(tmp_path / "list.csv", HEADER, SQL))


def test_the_file_and_the_reason_are_kept_in_the_history(tmp_path):
    load(tmp_path, "skill,role,level", "SQL,Analyst,Junior", options=["--why", "The yearly  review"])

    operation = Operation.objects.first()
    assert (operation.kind, operation.source, operation.note) == ("import", "list.csv", "The yearly review")


def test_a_reason_that_cannot_be_shown_is_refused(tmp_path):
    file = write(tmp_path / "list.csv", "skill,role,level", "SQL,Analyst,Junior")

    assert "--why: Character U+202E" in refused("import_framework", file, "--why", "\u202ereason")
    assert not Skill.objects.exists()


def test_a_files_name_that_hides_something_is_kept_as_it_is_told(tmp_path):
    load_from = write(tmp_path / "a\u202eb.csv", "skill,role,level", "SQL,Analyst,Junior")

    run("import_framework", load_from)

    assert Operation.objects.first().source == "a[U+202E]b.csv"


# The receipt


def test_an_import_has_a_receipt_with_its_file(tmp_path):
    load(
        tmp_path,
        "skill,role,level,extra",
        "SQL,Analyst,Junior,x",
        options=["--ignore-column", "Extra", "--replace", "--why", "The yearly review"],
    )

    receipt = Import.objects.get()
    assert (receipt.state, receipt.person_name, receipt.ended_by_name) == ("applied", "", "")
    assert (receipt.file_name, receipt.layout, receipt.note) == ("list.csv", "list", "The yearly review")
    assert (receipt.options["replace"], receipt.meaning["columns"]) == (True, {"extra": ""})
    assert bytes(receipt.file.data) == (tmp_path / "list.csv").read_bytes()
    assert receipt.operation == Operation.objects.first()


def test_a_folder_has_a_receipt_and_no_file(tmp_path):
    write(tmp_path / "Levels.csv", "name,rank", "Junior,20")

    run("import_framework", tmp_path)

    receipt = Import.objects.get()
    assert (receipt.file_name, receipt.layout, receipt.size) == (tmp_path.name, "workbook", 0)
    assert not ImportFile.objects.exists()


def test_what_changes_nothing_has_a_receipt_too(tmp_path):
    for _time in range(2):
        load(tmp_path, "skill,role,level", "SQL,Analyst,Junior")

    assert [receipt.operation is None for receipt in Import.objects.all()] == [True, False]


def test_a_dry_run_and_a_refusal_leave_no_receipt(tmp_path):
    load(tmp_path, HEADER, SQL, options=["--dry-run"])
    refused("import_framework", write(tmp_path / "list.csv", HEADER, SQL.replace("yes", "perhaps")))

    assert not Import.objects.exists()
    assert not ImportFile.objects.exists()


def test_where_the_receipt_cannot_be_written_nothing_is(tmp_path, monkeypatch):
    monkeypatch.setattr(Import, "save", Mock(side_effect=ZeroDivisionError))

    with pytest.raises(ZeroDivisionError):
        load(tmp_path, HEADER, SQL)

    assert not Skill.objects.exists()


def test_long_work_says_how_far_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr("skillmatrix.management.waiting.BEFORE", 0)
    monkeypatch.setattr("skillmatrix.management.waiting.BETWEEN", 0)
    errors = StringIO()

    call_command(
        "import_framework", str(write(tmp_path / "list.csv", HEADER, SQL)), stdout=StringIO(), stderr=errors
    )

    assert errors.getvalue().splitlines()[0] == "Reading the file: 0 %"
    assert errors.getvalue().splitlines()[-1] == "Writing: 100 %"


def test_an_older_encoding_is_asked_for_and_then_used(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes("skill;role;level\r\nGröße;Prüfer;Älter".encode("cp1252"))

    assert "windows-1252 would give “Größe”, “Prüfer”" in refused("import_framework", file)
    assert "Choose one of: windows-1252, mac-roman" in refused("import_framework", file, "--encoding", "x")
    run("import_framework", file, "--encoding", "windows-1252")

    assert str(Expectation.objects.get()) == "Größe · Prüfer · Älter"


def test_the_demo_is_imported_and_exported_again(tmp_path):
    run("load_demo")
    before = rows_of(present())

    for name in ("workbook", "list.csv", "list.xlsx"):
        run("export_framework", tmp_path / name)
        said = run("import_framework", tmp_path / name, "--replace")
        assert "nothing is changed" in said

    assert rows_of(present()) == before
    assert len(before[Table.EXPECTATION]) > 100


def test_exit_codes(tmp_path):
    database = tmp_path / "skills.sqlite3"
    good = write(tmp_path / "good.csv", "skill,role,level", "SQL,Analyst,Junior")
    bad = write(tmp_path / "bad.csv", "skill,role,level,required", "SQL,Analyst,Junior,maybe", "R,,Junior,no")
    manage(database, "migrate", "--verbosity", "0")

    refusal, done = manage(database, "import_framework", bad), manage(database, "import_framework", good)

    assert (refusal.returncode, refusal.stdout) == (1, "")
    assert "2 problems. Nothing is written." in refusal.stderr
    assert "Traceback" not in refusal.stderr
    assert (done.returncode, done.stderr) == (0, "")
    assert "Expectation: 1 new" in done.stdout


@pytest.mark.parametrize("header", ["encoding", "cls", "ignore", "columns"])
def test_a_header_may_be_called_as_anything(header, tmp_path):
    load(tmp_path, f"{header},role,level", "SQL,Analyst,Junior", options=("--column", f"{header}=skill"))

    assert str(Expectation.objects.get()) == "SQL · Analyst · Junior"


def test_what_editors_saved_of_headers_is_not_used(tmp_path):
    header = ("Thema", "role", "level")
    person = User.objects.create_user("editor")
    said = SheetMeaning(1, ("skill", "role", "level"))
    SheetMapping.objects.create(person=person, fingerprint=fingerprint(header), meaning=asdict(said))
    path = write(tmp_path / "list.csv", ",".join(header), "SQL,Analyst,Junior")

    assert "skill" in refused("import_framework", path)
