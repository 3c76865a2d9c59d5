"""LibreOffice opens what is exported here and saves it again, and importing that changes nothing."""

import subprocess
from functools import partial
from pathlib import Path

import pytest

from skillmatrix.exchange.meaning import AS_IT_STANDS, NOBODY_KNOWN, Known
from skillmatrix.exchange.reading import read_bytes, read_path
from skillmatrix.exchange.writing import (
    write_folder,
    write_grid,
    write_list,
    write_template,
    write_workbook_xlsx,
)
from skillmatrix.planning import Options, plan
from skillmatrix.rows import Layout, Table
from tests.exchange.awkward import WORDS, awkward
from tests.files import NOTHING, grown, said
from tests.frameworks import TYPED

pytestmark = [pytest.mark.slow, pytest.mark.libreoffice]

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
LIST = partial(write_list, fmt="csv")
XLSX = {
    "list": partial(write_list, fmt="xlsx"),
    "workbook": write_workbook_xlsx,
    "grid": write_grid,
}
OF_ONE_ROLE = {
    "list of one role": partial(write_template, layout=Layout.LIST),
    "grid of one role": partial(write_template, layout=Layout.GRID),
}
# How LibreOffice reads and writes CSV: separator, quotation mark, encoding, first row, kinds of columns.
UTF_8 = "44,34,76,1"
ALL_TEXT = f"CSV:{UTF_8},{'/'.join(f'{column}/2' for column in range(1, 10))}"
AS_IT_COMES = f"CSV:{UTF_8}"
TO_CSV = f"csv:Text - txt - csv (StarCalc):{UTF_8}"


@pytest.fixture(scope="module")
def demo():
    return grown(NOTHING, read_path(DEMO))


@pytest.fixture(scope="module")
def framework(request, demo):
    return demo if request.param == "demo" else awkward()


both = pytest.mark.parametrize("framework", ["demo", "awkward"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def office(soffice, tmp_path_factory):
    """Has LibreOffice open files and save them under another name or as another kind; gives the folder."""
    home = tmp_path_factory.mktemp("libreoffice")

    def convert(folder, to, *options):
        into = tmp_path_factory.mktemp("saved")
        command = [soffice, f"-env:UserInstallation={home.as_uri()}", "--headless", *options]
        command += ["--convert-to", to, "--outdir", into, *sorted(folder.iterdir())]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        assert len(list(into.iterdir())) == len(list(folder.iterdir())), done.stdout + done.stderr
        return into

    return convert


@pytest.fixture
def folder(tmp_path):
    """Where the files are that LibreOffice opens."""
    made = tmp_path / "exported"
    made.mkdir()
    return made


def assert_unchanged(framework, path):
    for known in (NOBODY_KNOWN, Known.of(framework)):
        file = read_path(path, AS_IT_STANDS, known)
        found = plan(file, framework, Options(replace=True))
        assert [str(problem) for problem in found.problems] == []
        assert [(str(change), change.fields) for change in found.changes] == []
        assert file.notices == ()


@both
def test_spreadsheets_that_it_saved(framework, office, folder):
    role = min(role for _skill, role, _level in framework[Table.EXPECTATION])
    for name, write in XLSX.items():
        (folder / f"{name}.xlsx").write_bytes(write(framework))
    for name, write in OF_ONE_ROLE.items():
        (folder / f"{name}.xlsx").write_bytes(write(framework, role=role))

    for path in office(folder, "xlsx").iterdir():
        assert path.read_bytes() != (folder / path.name).read_bytes()
        assert_unchanged(framework, path)


@both
def test_csv_whose_columns_were_opened_as_text(framework, office, folder):
    (folder / "list.csv").write_bytes(LIST(framework))

    [path] = office(folder, TO_CSV, f"--infilter={ALL_TEXT}").iterdir()

    assert_unchanged(framework, path)


@both
def test_a_folder_of_csv_whose_columns_were_opened_as_text(framework, office, folder):
    write_folder(framework, folder)

    assert_unchanged(framework, office(folder, TO_CSV, f"--infilter={ALL_TEXT}"))


def test_a_spreadsheet_that_it_saved_as_csv(demo, office, folder):
    (folder / "list.xlsx").write_bytes(XLSX["list"](demo))

    [path] = office(folder, TO_CSV).iterdir()

    assert_unchanged(demo, path)


def test_templates_that_are_still_empty(demo, office, folder):
    for layout in (Layout.LIST, Layout.GRID):
        (folder / f"{layout.value}.xlsx").write_bytes(write_template(demo, layout))

    for path in office(folder, "xlsx").iterdir():
        before = read_bytes(path.name, (folder / path.name).read_bytes())
        assert said(read_path(path).problems) == said(before.problems) != []


# CSV as it comes: LibreOffice guesses what cells are


def test_no_text_of_a_csv_file_is_run_or_lost(office, folder):
    framework = awkward([word for word in WORDS if word not in TYPED])
    (folder / "list.csv").write_bytes(LIST(framework))

    [path] = office(folder, TO_CSV, f"--infilter={AS_IT_COMES}").iterdir()

    assert_unchanged(framework, path)


def test_numbers_that_it_wrote_otherwise_are_new_names_in_the_plan(office, folder):
    framework = awkward()
    (folder / "list.csv").write_bytes(LIST(framework))

    [path] = office(folder, TO_CSV, f"--infilter={AS_IT_COMES}").iterdir()
    found = plan(read_path(path, known=Known.of(framework)), framework)

    new = {(name.table, name.name) for name in found.new_names}
    assert "00123" in framework[Table.SKILL]
    assert (Table.SKILL, "123") in new
