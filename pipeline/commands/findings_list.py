"""The findings as a workbook, a row each with a link into its cell: to filter, and to hand on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from urllib.parse import quote

from pipeline.english.signs import on_screen
from pipeline.files.one_sheet import CORE, HEAD, MAIN, RELATED, STYLES, row, words, workbook
from pipeline.findings.finding import Finding, by_place, column_letters

SHEET = "Findings"
COLUMNS = (
    ("Kind", 10),
    ("Code", 22),
    ("File", 22),
    ("Sheet", 20),
    ("Cell or place", 18),
    ("Ref", 14),
    ("What is there", 70),
    ("What to do", 55),
    ("Who", 22),
    ("What the cell holds", 30),
)
"""The headings, and how wide each column is in letters."""
LINKED = 4
MOST_LINKS = 65_000
"""Excel takes some 65,530 links in a sheet."""
LONGEST = 32_000
"""Excel takes 32,767 letters in a cell."""
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
KINDS = {True: "Error", False: "Note"}

OWN = (
    "<cp:coreProperties"
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Findings of check</dc:title>'
    "</cp:coreProperties>"
)
MADE = (HEAD + OWN).encode()
"""By this a list is known that nobody has saved since: Excel writes its own in its place."""
_ALIGNED = '<alignment vertical="top" wrapText="1"/></xf>'
_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="3"><font><sz val="11"/><name val="Arial"/>'
    '<family val="2"/></font><font><b/><sz val="11"/><name val="Arial"/><family val="2"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF1D4F91"/><name val="Arial"/><family val="2"/></font>'
    '</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill'
    ' patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor'
    ' rgb="FFE7EBF0"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1">'
    "<border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs"
    ' count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"'
    f' applyNumberFormat="1" applyAlignment="1">{_ALIGNED}'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1"'
    f' applyFont="1" applyFill="1" applyAlignment="1">{_ALIGNED}'
    '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" quotePrefix="1"'
    f' applyNumberFormat="1" applyFont="1" applyAlignment="1">{_ALIGNED}'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
PLAIN, HEADING, LINK = 1, 2, 3
"""The places of the styles in cellXfs; each is text, so that nothing in a cell is ever run."""


def findings_list(findings: Iterable[Finding], to: Callable[[str], str]) -> bytes:
    """Return the findings as an .xlsx of one sheet; `to` gives the way from it to a file of the
    inputs, "" where there is none.

    Every cell is text. The same findings give the same bytes.
    """
    told = by_place(findings)
    files = {name: way for name in dict.fromkeys(one.file for one in told) if (way := to(name))}
    ids = {name: f"rId{at}" for at, name in enumerate(files, 1)}
    last = f"{column_letters(len(COLUMNS))}{len(told) + 1}"
    names = (
        '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">'
        f"{SHEET}!$A$1:${column_letters(len(COLUMNS))}${len(told) + 1}</definedName><definedName"
        f' name="_xlnm.Print_Titles" localSheetId="0">{SHEET}!$1:$1</definedName></definedNames>'
    )
    addresses = [escape(quote(way)) for way in files.values()]
    sheet = _sheet(told, ids, last)
    return workbook(SHEET, sheet, {STYLES: _STYLES, CORE: OWN}, names, addresses)


def _sheet(told: Sequence[Finding], ids: dict[str, str], last: str) -> str:
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, (_, width) in enumerate(COLUMNS, 1)
    )
    rows = [_row(1, [heading for heading, _ in COLUMNS], HEADING)]
    links: list[str] = []
    for number, one in enumerate(told, 2):
        linked = bool(one.cell) and one.file in ids and len(links) < MOST_LINKS
        rows.append(_row(number, _words(one), PLAIN, LINKED if linked else None))
        if linked:
            at, there = f"{column_letters(LINKED + 1)}{number}", escape(_held(str(one.cell)))
            tip = escape(_held(f"Open {one.file} at {one.cell}"))
            links.append(
                f'<hyperlink ref="{at}" r:id="{ids[one.file]}" location="{there}" tooltip="{tip}"/>'
            )
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}"><sheetPr><pageSetUpPr'
        f' fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/><sheetViews><sheetView'
        ' tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2"'
        ' sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>'
        f"{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A1:{last}"/>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _words(one: Finding) -> list[str]:
    """Return what stands in the columns for one finding."""
    place = one.cell.address if one.cell else one.place
    sheet = one.cell.sheet if one.cell else one.sheet or ""
    kind = "Accepted" if one.accepted else KINDS[one.wrong]
    holds = one.value or ""
    return [
        *(kind, one.code, one.file, sheet, place, one.key),
        *(one.message, one.remedy, one.owner, holds),
    ]


def _row(number: int, told: Sequence[str], style: int, linked: int | None = None) -> str:
    return row(
        number,
        (
            words(f"{column_letters(at + 1)}{number}", _held(word), LINK if at == linked else style)
            for at, word in enumerate(told)
            if word
        ),
    )


def _held(text: str) -> str:
    """Return a text as a workbook holds it: signs that cannot be printed, or that turn others
    round, by their numbers.
    """
    printable = _NO_XML.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", on_screen(text[:LONGEST]))
    return printable.replace("_x", "_x005F_x")
