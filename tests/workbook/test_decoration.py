"""Nothing that no figure needs refuses a workbook; where what is needed cannot be read, the part
and the cause are named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipeline.commands.inputs import read_settings
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import Finding
from pipeline.register.recommendations import register
from pipeline.settings.schema import RECOMMENDATIONS
from pipeline.workbook.cell import Look, Words
from pipeline.workbook.formats import formats, texts
from tests.builders import SETTINGS, book, recommendations, saved
from tests.workbook.test_guard import (
    BOOK,
    FILE,
    RELATIONS,
    SHEET,
    TYPES,
    changed,
    in_shared_strings,
    only,
    ours,
    renamed,
    with_cell,
    with_part,
    zipped,
)

CHOSEN = read_settings(SETTINGS.encode())
STYLES = "xl/styles.xml"
LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TWO = recommendations({}, {})
SAME = ours(TWO)[0].rows


def same(content: bytes) -> bool:
    """Return whether a workbook reads as the plain one of two rows, without any finding."""
    found, faults = ours(content)
    assert not faults, [str(fault) for fault in faults]
    return found.rows == SAME


def styled(change: Callable[[str], str]) -> bytes:
    """Return the workbook of two rows with its styles changed."""
    old = parts_of(TWO)[STYLES].decode()
    assert change(old) != old
    return with_part(TWO, STYLES, lambda part: change(part.decode()).encode())


def inside(element: str, more: str) -> Callable[[str], str]:
    return lambda text: re.sub(
        rf"(<{element}\b[^>]*?)(/>|>)",
        lambda match: f"{match[1]}>{more}" + (f"</{element}>" if match[2] == "/>" else ""),
        text,
        count=1,
    )


STYLE_FAULTS = {
    "an empty fill": inside("fills", "<fill/>"),
    "a fill of nothing": inside("fills", '<fill><patternFill patternType="odd"/></fill>'),
    "a gradient without stops": inside("fills", '<fill><gradientFill degree="x"/></fill>'),
    "a short colour": inside(
        "fills", '<fill><patternFill patternType="solid"><fgColor rgb="FFF"/></patternFill></fill>'
    ),
    "a colour of six": inside(
        "borders", '<border><left style="thin"><color rgb="#00FF00"/></left></border>'
    ),
    "a border of no style": inside("borders", '<border><left style="hairy"/></border>'),
    "a font size in words": lambda text: text.replace("<fonts", '<fonts x="1"', 1).replace(
        "</fonts>",
        '<font><sz val="big"/><family val="99"/><u val="odd"/><scheme val="x"/><charset val="x"/></font></fonts>',
    ),
    "a broken named style": lambda text: text.replace(
        "</cellStyles>", '<cellStyle name="" xfId="999" builtinId="x"/></cellStyles>'
    ),
    "no named styles": lambda text: re.sub("<cellStyles.*?</cellStyles>", "", text),
    "no style formats": lambda text: re.sub("<cellStyleXfs.*?</cellStyleXfs>", "", text),
    "broken differential formats": lambda text: text.replace(
        "</styleSheet>",
        '<dxfs count="1"><dxf><font><color rgb="x"/></font><fill/></dxf></dxfs></styleSheet>',
    ),
    "odd table styles": lambda text: text.replace(
        "</styleSheet>",
        '<tableStyles count="x" defaultPivotStyle="1"><tableStyle/></tableStyles></styleSheet>',
    ),
    "broken colours": lambda text: text.replace(
        "</styleSheet>",
        '<colors><indexedColors><rgbColor rgb="12"/></indexedColors><mruColors><color rgb="zz"/></mruColors></colors></styleSheet>',
    ),
    "an extension": lambda text: text.replace(
        "</styleSheet>",
        '<extLst><ext uri="x"><x14:slicerStyles xmlns:x14="urn:x" a="b"/></ext></extLst></styleSheet>',
    ),
    "odd apply": lambda text: text.replace("<cellXfs", "<cellXfs ", 1).replace(
        ' fontId="0"', ' fontId="0" ApplyFill="yes" odd="2"'
    ),
    "fonts that are not there": lambda text: text.replace('fontId="0"', 'fontId="77"'),
    "fills that are not there": lambda text: text.replace('fillId="0"', 'fillId="-1"').replace(
        'borderId="0"', 'borderId="x"'
    ),
    "a broken alignment": lambda text: text.replace(
        "</cellXfs>",
        '<xf numFmtId="0" fontId="0"><alignment horizontal="odd" textRotation="400" indent="x"/><protection locked="x"/></xf></cellXfs>',
    ),
    "a broken number format": inside(
        "numFmts", '<numFmt numFmtId="x" formatCode="0"/><numFmt/><numFmt numFmtId="900"/>'
    ),
    "a number format of none": lambda text: text.replace(
        "</cellXfs>", '<xf numFmtId="9999"/><xf numFmtId="x" fontId=""/></cellXfs>'
    ),
    "wrong counts": lambda text: re.sub(r'count="[0-9]+"', 'count="77"', text),
    "seventy thousand formats": lambda text: text.replace(
        "</cellXfs>", '<xf numFmtId="0" fontId="0"/>' * 70_000 + "</cellXfs>"
    ),
}


@pytest.mark.parametrize("change", STYLE_FAULTS.values(), ids=STYLE_FAULTS)
def test_a_fault_of_the_styles_that_no_figure_needs_refuses_no_workbook(
    change: Callable[[str], str],
) -> None:
    assert same(styled(change))


AFTER_CELLS = {
    "a broken validation": '<dataValidations count="1"><dataValidation type="odd" sqref="#REF!"><formula1>#REF!</formula1></dataValidation></dataValidations>',
    "a broken conditional format": '<conditionalFormatting sqref="zz"><cfRule type="odd" priority="x" dxfId="99"/></conditionalFormatting>',
    "a filter": '<autoFilter ref="nowhere"><filterColumn colId="x"/></autoFilter>',
    "a printer": '<pageSetup paperSize="x" r:id="rId99" xmlns:r="urn:x"/>',
    "a lost drawing": f'<drawing xmlns:r="{OFFICE}" r:id="rId98"/><legacyDrawing xmlns:r="{OFFICE}" r:id="rId97"/>',
    "a lost table": f'<tableParts count="1"><tablePart xmlns:r="{OFFICE}" r:id="rId96"/></tableParts>',
    "a link": f'<hyperlinks><hyperlink ref="#REF!" xmlns:r="{OFFICE}" r:id="rId95"/></hyperlinks>',
    "a merge of nothing": '<mergeCells count="1"><mergeCell ref="#REF!"/></mergeCells>',
    "a protection": '<sheetProtection sheet="1" algorithmName="x" spinCount="many"/>',
    "an extension": '<extLst><ext uri="{x}"><x14:sparklineGroups xmlns:x14="urn:x" xmlns:xm="urn:y"><xm:f>A1</xm:f><c r="A2"/><row/></x14:sparklineGroups></ext></extLst>',
    "breaks": '<rowBreaks count="x"><brk id="y"/></rowBreaks>',
}


@pytest.mark.parametrize("more", AFTER_CELLS.values(), ids=AFTER_CELLS)
def test_what_stands_beside_the_cells_of_a_sheet_refuses_no_workbook(more: str) -> None:
    assert same(changed(TWO, "</sheetData>", f"</sheetData>{more}"))


BEFORE_CELLS = {
    "odd views": '<sheetViews><sheetView workbookViewId="x" zoomScale="0" view="odd"><pane state="x"/></sheetView></sheetViews>',
    "odd columns": '<cols><col min="x" max="-1" width="wide" style="999" hidden="1"/></cols>',
    "an odd size": '<sheetFormatPr defaultRowHeight="tall"/>',
    "an odd dimension": '<dimension ref="#REF!"/>',
    "an odd tab": '<sheetPr codeName=""><tabColor rgb="x"/></sheetPr>',
}


@pytest.mark.parametrize("more", BEFORE_CELLS.values(), ids=BEFORE_CELLS)
def test_what_stands_before_the_cells_of_a_sheet_refuses_no_workbook(more: str) -> None:
    plain = with_part(
        TWO, SHEET, lambda part: re.sub(rb"(<worksheet[^>]*>).*?(<sheetData)", rb"\1\2", part)
    )
    assert same(changed(plain, "<sheetData>", f"{more}<sheetData>"))


@pytest.mark.parametrize(
    "attributes",
    [
        'ht="tall" customHeight="x"',
        's="999" customFormat="1"',
        'spans="x" odd="1"',
        'xmlns:y="urn:y" y:dyDescent="a"',
        'outlineLevel="99" collapsed="perhaps"',
    ],
)
def test_odd_attributes_of_rows_refuse_no_workbook(attributes: str) -> None:
    assert same(changed(TWO, '<row r="2"', f'<row {attributes} r="2"')) and same(
        changed(TWO, '<row r="3"', f'<row r="3" {attributes}')
    )


@pytest.mark.parametrize("style", ["99", "-1", "x", "4294967295", ""])
def test_a_cell_whose_format_is_not_there_is_read_as_excel_does(style: str) -> None:
    assert same(changed(TWO, '<c r="A2"', f'<c s="{style}" r="A2"'))


BOOK_FAULTS = {
    "broken names": '<definedNames><definedName name="x" localSheetId="99">#REF!</definedName><definedName>x</definedName></definedNames>',
    "external links": f'<externalReferences><externalReference xmlns:r="{OFFICE}" r:id="rId77"/></externalReferences>',
    "pivots": f'<pivotCaches><pivotCache cacheId="x" xmlns:r="{OFFICE}" r:id="rId76"/></pivotCaches>',
    "calculation": '<calcPr calcId="x" fullCalcOnLoad="y"/>',
    "an extension": '<extLst><ext uri="x"/></extLst>',
    "views": '<customWorkbookViews><customWorkbookView name="x"/></customWorkbookViews>',
}


@pytest.mark.parametrize("more", BOOK_FAULTS.values(), ids=BOOK_FAULTS)
def test_what_the_workbook_says_besides_its_sheets_refuses_no_workbook(more: str) -> None:
    assert same(changed(TWO, "</sheets>", f"</sheets>{more}", BOOK))


DAMAGED_PARTS = [
    "docProps/core.xml",
    "docProps/app.xml",
    "docProps/custom.xml",
    "xl/theme/theme1.xml",
    "xl/calcChain.xml",
    "xl/comments1.xml",
    "xl/threadedComments/threadedComment1.xml",
    "xl/persons/person.xml",
    "xl/drawings/drawing1.xml",
    "xl/charts/chart1.xml",
    "xl/vbaProject.bin",
    "xl/pivotCache/pivotCacheDefinition1.xml",
    "xl/slicers/slicer1.xml",
    "xl/printerSettings/printerSettings1.bin",
    "xl/externalLinks/externalLink1.xml",
    "xl/media/image1.svg",
    "customXml/item1.xml",
    "xl/connections.xml",
    "xl/metadata.xml",
    LINKS,
]


@pytest.mark.parametrize("name", DAMAGED_PARTS)
@pytest.mark.parametrize(
    "part",
    [b"", b"<half", b"<!DOCTYPE x []><x/>", b"\xff\xd8\xff"],
    ids=["empty", "half", "a definition", "a picture"],
)
def test_a_part_that_is_not_read_may_be_damaged(name: str, part: bytes) -> None:
    assert same(packed({**parts_of(TWO), name: part}))


def test_dates_of_the_properties_may_be_odd() -> None:
    assert same(
        with_part(
            TWO,
            "docProps/core.xml",
            lambda part: re.sub(rb">[0-9T:Z-]{10,}<", b">yesterday<", part),
        )
    )


def other_sheet(part: bytes, kind: str = "worksheet", name: str = "Notes") -> bytes:
    """Return the workbook of two rows with another sheet before it."""
    parts = parts_of(TWO)
    parts[BOOK] = parts[BOOK].replace(
        b"<sheets>",
        f'<sheets><sheet name="{name}" sheetId="9" r:id="rId90" xmlns:r="{OFFICE}"/>'.encode(),
    )
    parts[RELATIONS] = parts[RELATIONS].replace(
        b"</Relationships>",
        f'<Relationship Id="rId90" Type="{OFFICE}/{kind}" Target="other.xml"/></Relationships>'.encode(),
    )
    return packed({**parts, "xl/other.xml": part} if part else parts)


@pytest.mark.parametrize(
    "part",
    [
        b"",
        b"<worksheet",
        b"<chartsheet/>",
        b'<worksheet><sheetData><row r="x"/></sheetData></worksheet>',
        b"\xff\xfe",
    ],
)
@pytest.mark.parametrize("kind", ["worksheet", "chartsheet", "dialogsheet", "xlMacrosheet"])
def test_a_sheet_that_is_not_read_may_hold_anything(part: bytes, kind: str) -> None:
    assert same(other_sheet(part, kind)) and same(other_sheet(part, kind, "a/b:c*[d]"))


RUNS = '<r><rPr><b/><sz val="x"/><color rgb="12"/><u val="odd"/><family val="77"/><rFont val="Arial"/><vertAlign val="odd"/></rPr><t>Keep </t></r>'


@pytest.mark.parametrize("shared", [False, True])
def test_looks_of_runs_that_no_paper_shows_refuse_no_workbook(shared: bool) -> None:
    content = with_cell(
        TWO,
        "G2",
        f'<c r="G2" t="inlineStr"><is>{RUNS}<r><t>better records.</t></r><rPh sb="0" eb="x"><t>kana</t></rPh></is></c>',
    )
    found, faults = ours(in_shared_strings(content) if shared else content)
    assert [fault.code for fault in faults] == [] and found.rows[0].text.startswith(
        "Keep better records."
    )


def test_of_the_looks_of_a_run_what_is_printed_is_kept() -> None:
    part = (
        b'<x:sst xmlns:x="m"><x:si><x:t>one</x:t></x:si><x:si/><x:si><x:r><x:t>a</x:t></x:r><x:r><x:rPr>'
        b'<x:b/><x:i val="0"/><x:sz val="9"/><x:vertAlign val=\'superscript\'/><x:rFont val="Symbol"/></x:rPr>'
        b"<x:t>b</x:t></x:r><x:rPh sb='0'><x:t>kana</x:t></x:rPh></x:si></x:sst>"
    )
    assert texts(part) == [
        "one",
        "",
        ["a", Words("b", Look(bold=True, raised=True, signs=True))],
    ]


def test_looks_and_formats_of_cells_are_read_as_before() -> None:
    made = book(
        {
            RECOMMENDATIONS: [
                {"update": CellRichText("a ", TextBlock(InlineFont(strike=True), "b"))},
                {"update": "x"},
                {"update": 7},
            ]
        }
    )
    made.active["T3"].font = Font(strike=True)
    made.active["T4"].number_format = "000"
    made.active["C2"].number_format = '[$-809]d "of" mmmm\\ yyyy'
    found, faults = register(saved(made), CHOSEN)
    assert [(fault.code, str(fault.cell)) for fault in faults] == [
        ("struck-through", "Recommendations!T2"),
        ("struck-through", "Recommendations!T3"),
        ("not-text", "Recommendations!T4"),
    ]
    assert {row.published for row in found.rows} == {date(2020, 2, 7)}


def test_no_styles_are_no_fault_but_a_date_is_then_a_number() -> None:
    parts = {name: part for name, part in parts_of(TWO).items() if name != STYLES}
    assert {fault.code for fault in ours(packed(parts))[1]} == {"not-a-date"}
    assert formats(b"<styleSheet/>").count == 1


# Other programs


def moved(content: bytes, change: Callable[[str], str]) -> bytes:
    """Return a workbook whose parts have other names in the zip, and are named as before."""
    return zipped({change(name): part for name, part in parts_of(content).items()})


PROGRAMS = {
    "names in capitals": moved(TWO, str.upper),
    "backslashes": moved(TWO, lambda name: name.replace("/", "\\")),
    "backslashes in targets": with_part(
        TWO, RELATIONS, lambda part: part.replace(b'"/xl/worksheets/', b'"worksheets\\')
    ),
    "percent signs": with_part(
        renamed(TWO, {SHEET: "xl/worksheets/sheet 1.xml"}),
        RELATIONS,
        lambda part: part.replace(b"sheet 1", b"sheet%201"),
    ),
    "dots": with_part(
        TWO, RELATIONS, lambda part: part.replace(b'"/xl/worksheets', b'"../xl/./worksheets')
    ),
    "types by default only": with_part(
        TWO,
        TYPES,
        lambda part: (
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
            b'Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ),
    ),
    "odd relations": with_part(
        TWO,
        RELATIONS,
        lambda part: part.replace(
            b"</Relationships>",
            b'<Relationship Id="z" Type="urn:x" Target="" TargetMode="External"/>'
            b"<Relationship/></Relationships>",
        ),
    ),
    "single quotes": with_part(TWO, SHEET, lambda part: part.replace(b'"', b"'")),
    "macros left over": packed({**parts_of(TWO), "xl/vbaProject.bin": b"x"}),
    "a template": with_part(
        TWO,
        TYPES,
        lambda part: part.replace(b"spreadsheetml.sheet.main", b"spreadsheetml.template.main"),
    ),
    "macros": with_part(
        TWO,
        TYPES,
        lambda part: part.replace(
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
            b"vnd.ms-excel.sheet.macroEnabled.main",
        ),
    ),
}


@pytest.mark.parametrize("content", PROGRAMS.values(), ids=PROGRAMS)
def test_parts_are_found_by_their_relations_in_whatever_way_they_are_named(content: bytes) -> None:
    assert same(content)


# What is needed


def told(content: bytes) -> Finding:
    found = only(content)
    assert found.code == "workbook-unreadable" and "earlier copy" in found.remedy
    return found


def test_a_sheet_that_cannot_be_read_is_named_with_its_part_and_the_cause() -> None:
    half = with_part(TWO, SHEET, lambda part: part[: len(part) // 2])
    assert str(told(half)).startswith(
        'recommendations.xlsx, Recommendations: the sheet "Recommendations" cannot be read: the part xl/worksheets/sheet1.xml in the file is no '
        "sound XML (unclosed token, line 1)."
    ) or "no element found" in str(told(half))
    gone = packed({name: part for name, part in parts_of(TWO).items() if name != SHEET})
    assert (
        told(gone).message
        == 'the sheet "Recommendations" cannot be read: the part xl/worksheets/sheet1.xml in the file is missing.'
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (STYLES, "the formats of cells, which tell a date from a number,"),
        (BOOK, "the workbook's list of sheets"),
    ],
)
def test_another_part_that_is_needed_is_named_in_words(name: str, words: str) -> None:
    assert told(with_part(TWO, name, lambda part: part[:-20])).message.startswith(
        f"{words} cannot be read: the part {name} in the file is no sound XML ("
    )


def test_texts_that_cells_share_are_named_where_they_are_damaged() -> None:
    content = with_part(in_shared_strings(TWO), "xl/sharedStrings.xml", lambda part: part[:-8])
    assert "the texts that cells share cannot be read" in told(content).message


def test_texts_that_no_cell_shares_may_be_damaged() -> None:
    assert same(
        packed(
            {
                **parts_of(TWO),
                "xl/sharedStrings.xml": b"<half",
                TYPES: parts_of(in_shared_strings(TWO))[TYPES],
            }
        )
    )


def test_a_chart_in_place_of_the_sheet_has_no_headings() -> None:
    content = with_part(TWO, RELATIONS, lambda part: part.replace(b'/worksheet"', b'/chartsheet"'))
    assert only(content).code == "header-missing"


@pytest.mark.parametrize(
    ("content", "told_as", "remedy"),
    [
        (b"%PDF-1.7", "this is a PDF.", "that it was made from"),
        (b"Ref,Report\n", "this is plain text.", "Data > From Text/CSV"),
        (
            zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            "this is an OpenDocument file (.ods or .odt).",
            "Save As > Excel Workbook (*.xlsx)",
        ),
    ],
)
def test_a_file_of_another_kind_is_refused_by_name_with_the_way_to_save_it(
    content: bytes, told_as: str, remedy: str
) -> None:
    found = only(content, FILE)
    assert found.message == told_as and remedy in found.remedy
