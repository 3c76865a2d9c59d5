"""Files become sheets of text, and what about them a reader should know."""

import contextlib
import random
import tempfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from skillmatrix.exchange.limits import Unreadable
from skillmatrix.exchange.loading import encodings, measures, workbooks
from skillmatrix.exchange.loading.cells import Area, Flaw, Spot, ungarbled
from skillmatrix.exchange.loading.encodings import UnknownEncoding
from skillmatrix.exchange.loading.sheets import load_bytes, load_path
from tests.exchange.odd_cells import STYLES
from tests.exchange.packing import book, packed, parts, row, rows, sheet


def sole(data, name="a.xlsx"):
    """The one sheet of a file."""
    [cells] = load_bytes(name, data).sheets
    return cells


# XLSX


def test_sheets_keep_their_titles_and_hidden_ones_are_only_named():
    loaded = load_bytes("a.xlsx", book([("a",)], [("b",)], [("c",)], states=("", "hidden", "veryHidden")))

    assert [(cells.title, cells.rows) for cells in loaded.sheets] == [("Sheet1", [["a"]])]
    assert loaded.hidden == ("Sheet2", "Sheet3")


def test_every_row_and_column_is_there_from_the_first():
    cells = sole(book(sheet('<row r="3"><c r="C3"><v>1</v></c><c r="E3"><v>2</v></c></row>')))

    assert cells.rows == [["", "", "", "", ""], ["", "", "", "", ""], ["", "", "1", "", "2"]]


def test_merged_cells_are_told_as_far_as_there_are_cells():
    merged = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="A2:XFD1048576"/></mergeCells>'

    cells = sole(book(sheet(rows(("a", ""), ("b", "c"), ("d", "e")), behind=merged)))

    assert cells.merged == (Area(0, 0, 0, 1), Area(1, 0, 2, 1))


def test_hidden_rows_and_columns_are_told():
    columns = '<cols><col min="2" max="3" hidden="1"/><col min="4" max="16384" hidden="true"/></cols>'
    hidden = row(2, "a", "b", "c", about=' ht="15" hidden="1"') + "<row r='3' hidden='true'/>" + row(4, "a")

    cells = sole(book(sheet(row(1, "x") + hidden, before=columns)))

    assert cells.hidden_rows == {1, 2}
    assert cells.hidden_columns == {1, 2}


def test_dates_are_told_by_their_place():
    dated = '<c r="B2" s="1"><v>45296</v></c><c r="C2" s="2"><v>45296.5</v></c><c r="D2" s="4"><v>1</v></c>'

    cells = sole(book(sheet(row(1, "a") + f'<row r="2">{dated}</row>'), styles=STYLES))

    assert cells.rows[1] == ["", "2024-01-05", "2024-01-05T12:00:00", "1"]
    assert (cells.dates, cells.dated) == ((Spot(1, 1), Spot(1, 2)), 2)


def test_of_many_dates_some_places_are_told_and_how_many_there_are():
    dates = "".join(f'<row r="{at}"><c r="A{at}" s="1"><v>{at}</v></c></row>' for at in range(1, 301))

    cells = sole(book(sheet(dates), styles=STYLES))

    assert (len(cells.dates), cells.dated) == (100, 300)


def test_errors_and_formulas_without_result_stand_where_they_are_also_behind_all_else():
    flawed = '<c r="C3"><f>A1</f></c><c r="D2" t="e"><v>#N/A</v></c>'

    cells = sole(book(sheet(row(1, "a") + f'<row r="3">{flawed}</row>')))

    assert cells.rows[2][2] == "=A1"
    assert cells.rows[1][3] == "#N/A"
    assert isinstance(cells.rows[2][2], Flaw)
    assert "without its result" in cells.rows[2][2].message


def test_equal_texts_are_one_object():
    cells = sole(book([("the same text", "x"), ("the same text", "y")]))

    assert cells.rows[0][0] is cells.rows[1][0]


def test_nothing_is_left_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    load_bytes("a.xlsx", book([("a",)]))
    with pytest.raises(Unreadable):
        load_bytes("a.xlsx", book(sheet("<row>")))

    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_gives_up_in_the_midst_refuses_the_file(tmp_path):
    path = tmp_path / "a.xlsx"
    texts = f'<sst uniqueCount="{2**64 - 1}"></sst>'  # for which it would make room
    path.write_bytes(packed(parts(sheet("")) | {"xl/sharedStrings.xml": texts}))

    with pytest.raises(Unreadable, match="damaged"), workbooks._refusing("a.xlsx"):
        CalamineWorkbook.from_path(str(path))


def test_a_file_is_damaged_wherever_it_is_cut_off():
    whole = book([("skill", "role", "level"), ("SQL", "Analyst", "Junior")], styles=STYLES)

    for end in range(4, len(whole), 13):
        with pytest.raises(Unreadable, match="damaged"):
            load_bytes("a.xlsx", whole[:end])


HELD = ("<v>1</v>", "<v></v>", "<v/>", "", "<v> </v>", "<v>&#50;</v>", "<v>x</v>", "<v>#N/A</v>")
HELD += ("<f>1</f><v>2</v>", "<f>x</f>", "<v>1</v><f/>", "<is><t>q</t></is>", "<is/>")
KINDS = ("", "", ' t="s"', ' t="str"', ' t="b"', ' t="inlineStr"', ' s="1"', ' t="e"')


class Markup:
    """Rows as they might be, sound and otherwise, by chance."""

    def __init__(self, seed):
        self._chance = random.Random(seed)

    def sheet(self):
        kinds = (self._regular, self._row)
        return sheet("".join(self._chance.choice(kinds)(at) for at in range(1, self._number() + 2)))

    def _number(self):
        return self._chance.randrange(1, 9)

    def _regular(self, number):
        letters = "ABC"[: self._chance.randrange(4)]
        cells = "".join(f'<c r="{letter}{number}"><v>1</v></c>' for letter in letters)
        return f'<row r="{number}">{cells}</row>'

    def _row(self, number):
        at = self._chance.choice(
            ("", f' r="{number}"', f' r="{self._number()}"', f' spans="1:2" r="{number}"')
        )
        cells = "".join(self._cell() for _cell in range(self._chance.randrange(5)))
        odd = (f"<row{at}/>", self._cell(), "\n", "text", "</row>")
        return self._chance.choice((f"<row{at}>{cells}</row>",) * 6 + odd)

    def _cell(self):
        place = f"{self._chance.choice('ABCDZ')}{self._number()}"
        at = self._chance.choice(("", f' r="{place}"', f" r='{place.lower()}'"))
        kind, held = self._chance.choice(KINDS), self._chance.choice(HELD)
        odd = (f"<c{at}{kind}/>", f"<x:c{at}{kind}>{held}</x:c>", "<c>")
        return self._chance.choice((f"<c{at}{kind}>{held}</c>",) * 6 + odd)


@pytest.mark.parametrize("seed", range(40))
def test_the_reader_never_meets_a_cell_beyond_those_that_were_counted(seed, monkeypatch):
    """Whatever form the rows have; it would take memory for every cell up to there."""
    reached, met = [], []
    monkeypatch.setattr(measures.Measures, "leave", lambda self: reached.append((self.bottom, self.right)))
    rows_of = workbooks._rows
    monkeypatch.setattr(workbooks, "_rows", lambda tab, texts: met.append(tab.end) or rows_of(tab, texts))
    markup = Markup(seed)

    for _file in range(25):
        reached.clear(), met.clear()
        try:
            load_bytes("a.xlsx", book(markup.sheet(), strings="<si><t>a</t></si><si/>"))
        except Unreadable:
            continue
        for (bottom, right), end in zip(reached, met, strict=True):
            assert end is None or (end[0] <= bottom and end[1] <= right)


# CSV


def test_a_row_of_csv_ends_with_its_last_filled_cell():
    cells = sole(b"a,,b,,\n,,\n\nc\n,,,\n", "a.csv")

    assert cells.rows == [["a", "", "b"], [], [], ["c"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("skill;role;level\na,b,c;d;e", ["a,b,c", "d", "e"]),
        ("Fähigkeit;Rolle;Stufe\nA, B und C;D;E\nF, G;H, I;J", ["A, B und C", "D", "E"]),
        ("Kompetenzen 2026, Entwurf\n\nFähigkeit\tRolle\nA, B\tC", []),
        ('技能,角色\n"a;b;c;d",e', ["a;b;c;d", "e"]),
        ("sep=|\na|b\nc|d", ["c", "d"]),
        ("one\ntwo", ["two"]),
    ],
)
def test_what_separates_the_cells_is_what_makes_the_rows_equally_wide(content, expected):
    assert sole(content.encode(), "a.csv").rows[1] == expected


def test_what_a_file_was_decoded_from_is_told_where_it_is_not_unicode():
    german = "skill;role\nGröße;x"

    assert load_bytes("a.csv", german.encode("cp1252"), "cp1252").encoding == "windows-1252"
    assert load_bytes("a.csv", german.encode(), "utf-8").encoding == ""
    assert load_bytes("a.csv", german.encode("utf-16"), "windows-1252").encoding == ""


def test_what_a_file_may_be_is_told_with_words_of_it():
    with pytest.raises(UnknownEncoding) as raised:
        load_bytes("a.csv", "skill;role\nGrößen schätzen;Prüfer".encode("cp1252"))

    first = raised.value.candidates[0]
    assert (first.codec, str(first.label)) == ("windows-1252", "Western European")
    assert first.words == ("Größen", "schätzen", "Prüfer")
    assert len({each.words for each in raised.value.candidates}) > 1


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1252", "Programación,Diseñador"),
        ("mac-roman", "Größen schätzen,Prüfer"),
        ("windows-1250", "Zarządzanie,Inżynier,Młodszy"),
        ("iso-8859-2", "Zarządzanie,Inżynier,Młodszy"),
        ("windows-1251", "Программирование,Аналитик"),
        ("koi8-r", "Программирование,Аналитик"),
        ("gb18030", "数据科学,数据分析师"),
        ("big5", "資料科學,資料分析師"),
        ("shift_jis", "プログラミング,データ分析"),
        ("euc-kr", "데이터 과학,분석가"),
        ("cp850", "Größen schätzen,Prüfer"),
    ],
)
def test_the_right_encoding_is_among_the_first_two(encoding, text):
    found = encodings.candidates(f"skill,role,level\n{text}".encode(encoding))

    assert any(text.startswith(each.words[0]) for each in found[:2])


def test_an_encoding_goes_by_any_of_its_names():
    assert encodings.offered("cp1252") == encodings.offered("Windows_1252") == "windows-1252"
    with pytest.raises(LookupError):
        encodings.offered("rot13")


def test_the_encoding_holds_for_every_file_of_a_folder(tmp_path):
    (tmp_path / "skills.csv").write_bytes("name\nGröße".encode("cp1252"))
    (tmp_path / "levels.csv").write_bytes("name\nÄltere".encode("utf-8-sig"))

    loaded, problems = load_path(tmp_path, "windows-1252")

    assert problems == []
    assert [cells.rows[1] for cells in loaded.sheets] == [["Ältere"], ["Größe"]]
    assert loaded.encoding == "windows-1252"


RIGHT = ("Größe", "“quoted” – dash", "naïve café", "Старший", "資料", "データ", "łódź ąę", "€ 5", "• a")


def garbled():
    """Each text as it comes out of each wrong encoding that has a sign for all of its bytes."""
    for text in RIGHT:
        for codec in ("cp1252", "latin-1"):
            with contextlib.suppress(UnicodeDecodeError):
                yield text.encode().decode(codec), text


@pytest.mark.parametrize(("text", "meant"), list(garbled()))
def test_text_that_was_garbled_is_known_by_what_it_was(text, meant):
    assert ungarbled(text) == meant


@pytest.mark.parametrize(
    "text", [*RIGHT, "Spaß…", "CAFÉ™", "Fuß–Knie", "SÃO PAULO", "«Élan»", "数据", "Ä“b", "Тест"]
)
def test_text_that_only_looks_odd_is_not_called_garbled(text):
    assert ungarbled(text) == ""


def test_no_path_of_the_machine_is_part_of_a_problem():
    with pytest.raises(Unreadable) as raised:
        load_bytes("a.xlsx", packed(parts(sheet("<row>"))))

    assert str(Path(tempfile.gettempdir())) not in str(raised.value.problem)
