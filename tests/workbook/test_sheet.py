"""What a cell holds, however the program that wrote it puts it into XML."""

from __future__ import annotations

import datetime as clock
from datetime import datetime
from typing import Any

import pytest
from openpyxl.styles import numbers
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from pipeline.workbook.cell import plain
from pipeline.workbook.formats import BUILT_IN, GENERAL, Formats, is_moment, is_span
from pipeline.workbook.sheet import SheetCells, Styles, moment
from pipeline.workbook.sheet_xml import MAIN, SheetFacts, scanned

CELLS: dict[str, tuple[str, Any]] = {
    "number": ('<row r="1"><c r="A1"><v>7</v></c></row>', 7),
    "exponent": ('<row r="1"><c r="A1"><v>1E2</v></c></row>', 100.0),
    "shared text": ('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "shared"),
    "cell without address": ("<row r='1'><c><v>7</v></c></row>", 7),
    "row without number": ("<row><c r='A1'><v>7</v></c></row>", 7),
    "text of a formula": ('<row r="1"><c r="A1" t="str"><f>"a"</f><v>a</v></c></row>', "a"),
    "shared formula": (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">1+1</f><v>2</v></c></row>',
        2,
    ),
    "ISO date": (
        '<row r="1"><c r="A1" t="d"><v>2021-01-14T00:00:00</v></c></row>',
        datetime(2021, 1, 14),
    ),
    "yes or no": ('<row r="1"><c r="A1" t="b"><v>1</v></c></row>', True),
    "error": ('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>', "#N/A"),
    "kept spaces": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>',
        " a ",
    ),
    "runs": (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t>b</t></r></is></c></row>',
        "ab",
    ),
    "phonetic run": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>',
        "a",
    ),
    "escaped line end": (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_\nb</t></is></c></row>',
        "a\nb",
    ),
    "blank": ('<row r="1"><c r="A1" s="0"/></row>', None),
}


@pytest.mark.parametrize("prefix", ["", "x:"], ids=["plain", "prefixed"])
@pytest.mark.parametrize(("rows", "value"), CELLS.values(), ids=CELLS)
def test_a_cell_holds_the_same_whichever_program_wrote_it(
    rows: str, value: Any, prefix: str
) -> None:
    name = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    rows = rows.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    facts = SheetFacts("S")
    scanned(
        f'<{prefix}worksheet {name}="{MAIN}"><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}worksheet>'.encode(),
        facts,
        1,
        Formats(),
    )
    found = SheetCells(facts, Styles(Formats(), ["shared"])).value(1, 1)
    assert (plain(found) if isinstance(value, str) else found) == value


# As openpyxl reads numbers, which was the reader before: its answers on every format and day


FORMATS = [
    *numbers.BUILTIN_FORMATS.values(),
    *("dd/mm/yyyy", "[$-809]dd mmmm yyyy;@", '0 "days"', "[Red]0", "[Red]d", "0;d", "mmm-yy"),
    *("[h]:mm", "[HH]:MM:SS", "[mm]:ss.00", "[ss]", "[s].0", "h:mm", '"day" 0', r"\d0", "_d0"),
    *("[$£-809]#,##0.00", "@", "", "yyyy-mm-dd hh:mm", "[<=9]0;0", "[Color 5]0", "Standard"),
    *("[$-F800]dddd\\, mmmm dd\\, yyyy", '#,##0.0\\ "m"', '"', '"d', "[d", "0.00E+00"),
]


@pytest.mark.parametrize("pattern", FORMATS)
def test_a_format_shows_a_moment_as_openpyxl_says(pattern: str) -> None:
    assert is_moment(pattern) == numbers.is_date_format(pattern)
    assert is_span(pattern) == numbers.is_timedelta_format(pattern)


def test_every_built_in_format_but_those_of_money_is_known() -> None:
    known = {number: code for number, code in numbers.BUILTIN_FORMATS.items() if "$" not in code}
    assert {n: code for n, code in known.items() if n not in (41, 43)} == {0: GENERAL, **BUILT_IN}


DAYS = [0, 0.25, 0.999999999, 1, 1.5, 31, 59, 59.5, 60, 60.5, 61, 44197, 44197.123456789, 2958465]
PARTS = [44197 + 1 / 3, 44197.9999999, 44197.99999, 44197.0000001, -1, -0.5, -60.25, 1e-9]


@pytest.mark.parametrize("value", [*DAYS, *PARTS])
@pytest.mark.parametrize("from_1904", [False, True])
def test_a_number_is_the_moment_that_openpyxl_says(value: float, from_1904: bool) -> None:
    epoch = MAC_EPOCH if from_1904 else WINDOWS_EPOCH
    try:
        expected = from_excel(value, epoch)
    except OverflowError:
        with pytest.raises(OverflowError):
            moment(value, from_1904=from_1904)
        return
    assert moment(value, from_1904=from_1904) == expected


@pytest.mark.parametrize("value", [0, 0.5, 1.5, 41.0 / 24, 1 / 3, -2, 1e-6])
def test_a_span_is_what_openpyxl_says(value: float) -> None:
    styles = Styles(Formats(patterns=("[h]:mm",), looks=()), [])
    found, error = styles.number(0, repr(value))
    assert not error and isinstance(found, clock.timedelta)
    assert abs(found - from_excel(value, WINDOWS_EPOCH, timedelta=True)) < clock.timedelta(
        milliseconds=2
    )


@pytest.mark.parametrize("value", ["3e9", "-1e9", "2958466.5"])
def test_a_number_beyond_the_calendar_is_an_error(value: str) -> None:
    styles = Styles(Formats(patterns=("d",), looks=()), [])
    assert styles.number(0, value) == ("########", True)
