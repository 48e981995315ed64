"""The small workbook behind a chart's "Edit Data": one sheet, the figures, and no name of a time or
a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.files.one_sheet import MAIN, STYLES, THEME, row, words, workbook

SHEET = "Figures"

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {
    **{"dk1": "000000", "lt1": "FFFFFF", "dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4"},
    **{"accent2": "ED7D31", "accent3": "A5A5A5", "accent4": "FFC000", "accent5": "5B9BD5"},
    **{"accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72"},
}
"""Office's own theme; no cell is coloured, but a workbook must have one."""


def _theme() -> str:
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
    line = '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="Office"><a:themeElements>'
        f'<a:clrScheme name="Office">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Office"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Office"><a:fillStyleLst>{fill}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


_STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="12"/><name val="Arial"/>'
    '<family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/>'
    '</fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
    "<border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    ' xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0"'
    ' builtinId="0"/></cellStyles></styleSheet>'
)


def workbook_of(rows: Sequence[Sequence[str | int]]) -> bytes:
    """Return an .xlsx of one sheet, `SHEET`, that holds the rows from A1, of at most 26 cells each:
    words as text, and numbers.

    Text stays text: "=cmd()" is a word like any other. The same rows give the same bytes.
    """
    inside = "".join(
        row(number, (_cell(f"{chr(ord('A') + at)}{number}", value) for at, value in enumerate(one)))
        for number, one in enumerate(rows, 1)
    )
    sheet = (
        f'<worksheet xmlns="{MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/></cols>'
        f"<sheetData>{inside}</sheetData></worksheet>"
    )
    return workbook(SHEET, sheet, {STYLES: _STYLES, THEME: _theme()})


def _cell(place: str, value: str | int) -> str:
    return f'<c r="{place}"><v>{value}</v></c>' if isinstance(value, int) else words(place, value)
