"""A workbook of one sheet, written out as it is: its cells are words and numbers, and nothing in it
names a time, a person or a program.

openpyxl would take longer to load than all else of a chart to make, signs with its name and the
time of saving, and writes fonts in an order that Microsoft's validator refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from pipeline.files.package import CONTENT_TYPES, packed

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS, _TYPE = "http://schemas.openxmlformats.org", "application/vnd.openxmlformats"
MAIN = f"{_FORMATS}/spreadsheetml/2006/main"
RELATED = f"{_FORMATS}/officeDocument/2006/relationships"
_PACKAGE = f"{_FORMATS}/package/2006"
_SHEET = f"{_TYPE}-officedocument.spreadsheetml"
STYLES, THEME, CORE = "xl/styles.xml", "xl/theme/theme1.xml", "docProps/core.xml"
_TYPES = {
    "xl/workbook.xml": f"{_SHEET}.sheet.main+xml",
    "xl/worksheets/sheet1.xml": f"{_SHEET}.worksheet+xml",
    STYLES: f"{_SHEET}.styles+xml",
    THEME: f"{_TYPE}-officedocument.theme+xml",
    CORE: f"{_TYPE}-package.core-properties+xml",
}
_KINDS = {
    "xl/workbook.xml": f"{RELATED}/officeDocument",
    CORE: f"{_PACKAGE}/relationships/metadata/core-properties",
    "worksheets/sheet1.xml": f"{RELATED}/worksheet",
    "styles.xml": f"{RELATED}/styles",
    "theme/theme1.xml": f"{RELATED}/theme",
}
"""What a part is to the one that leads to it, by the address that it has there."""


def workbook(
    name: str,
    sheet: str,
    more: Mapping[str, str],
    names: str = "",
    addresses: Iterable[str] = (),
) -> bytes:
    """Return an .xlsx whose one sheet has this name; the same parts give the same bytes.

    `sheet` is the sheet's XML, `more` that of `STYLES` and of what else there is, and `names` that
    of the defined names. `addresses` are where the sheet's links lead: it knows them as rId1, rId2
    and so on.
    """
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets><sheet name="{name}" sheetId="1"'
        f' r:id="rId1"/></sheets>{names}</workbook>'
    )
    inner = {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet, **more}
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{_TYPES[part]}"/>' for part in inner
    )
    links = [f'{RELATED}/hyperlink" Target="{one}" TargetMode="External' for one in addresses]
    leading = {
        "_rels/.rels": [part for part in _KINDS if part in inner],
        "xl/_rels/workbook.xml.rels": [part for part in _KINDS if f"xl/{part}" in inner],
    }
    parts = {
        CONTENT_TYPES: f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="{_TYPE}-package.relationships+xml"/>{types}</Types>',
        **{
            part: _relations(f'{_KINDS[one]}" Target="{one}' for one in targets)
            for part, targets in leading.items()
        },
        **({"xl/worksheets/_rels/sheet1.xml.rels": _relations(links)} if links else {}),
        **inner,
    }
    return packed({part: (HEAD + xml).encode() for part, xml in parts.items()})


def _relations(told: Iterable[str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{one}"/>' for number, one in enumerate(told, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def row(number: int, cells: Iterable[str]) -> str:
    """Return a row of cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def words(place: str, text: str, style: int = 0) -> str:
    """Return a cell that holds words: "=cmd()" is a word like any other.

    >>> words("A1", "R&D")
    '<c r="A1" t="inlineStr"><is><t xml:space="preserve">R&amp;D</t></is></c>'
    """
    look = f' s="{style}"' if style else ""
    inside = f'<t xml:space="preserve">{escape(text, quote=False)}</t>'
    return f'<c r="{place}"{look} t="inlineStr"><is>{inside}</is></c>'
