"""What a cell holds, however the program that wrote it puts it into XML."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from pipeline.workbook.cell import plain
from pipeline.workbook.formats import Formats
from pipeline.workbook.sheet import SheetCells, Styles
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
    found = SheetCells(facts, Styles(Workbook(), ["shared"])).value(1, 1)
    assert (plain(found) if isinstance(value, str) else found) == value
