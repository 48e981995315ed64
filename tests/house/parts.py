"""Paragraphs, tables and packages as XML: just enough WordprocessingML to draw a template, or a
document for a test.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline.files.package import packed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {0} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def _theme() -> str:
    colours = {
        "dk1": "0B0C0C",
        "lt1": "FFFFFF",
        "dk2": "12436D",
        "lt2": "F3F5F8",
        "accent1": "12436D",
        "accent2": "28A197",
        "accent3": "801650",
        "accent4": "F46A25",
        "accent5": "3D3D3D",
        "accent6": "A285D1",
        "hlink": "1D70B8",
        "folHlink": "4C2C92",
    }
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items()
    )
    font = '<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="House"><a:themeElements>'
        f'<a:clrScheme name="House">{scheme}</a:clrScheme><a:fontScheme name="House"><a:majorFont>{font}</a:majorFont>'
        f'<a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="House"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}"
        f"</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


THEME = _theme()


def run(text: str, style: str = "") -> str:
    """Return a run; a tab in the text is a tab."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    pieces = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""
        for piece in text.split("\t")
    )
    return f"<w:r>{properties}{pieces}</w:r>"


def p(style: str, *texts: str, extra: str = "") -> str:
    """Return a paragraph; a text that begins with "<" is XML already."""
    body = "".join(text if text.startswith("<w:") else run(text) for text in texts if text)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{body}</w:p>'


def field(instruction: str) -> str:
    """Return a field such as PAGE."""
    return FIELD.format(instruction)


def marked(name: str, number: int, text: str) -> tuple[str, str, str]:
    """Return the pieces of a paragraph that other places refer to by a bookmark."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>',
        run(text),
        f'<w:bookmarkEnd w:id="{number}"/>',
    )


def reference(name: str, label: str) -> str:
    """Return a live reference to the number of a marked paragraph, which is `label` until Word
    counts again.
    """
    return field(f"REF {name} \\r \\h").replace("<w:t>1</w:t>", f"<w:t>{label}</w:t>")


def row(cells: Sequence[str], *, header: bool = False) -> str:
    """Return a table row of cells that are paragraphs already; rows do not split over pages."""
    mark = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(f'<w:tc>{_width()}{cell}</w:tc>' for cell in cells)}</w:tr>"


def _width() -> str:
    return '<w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>'


def table(
    widths: Sequence[int],
    rows: Sequence[str],
    *,
    caption: str,
    about: str,
    total: bool = False,
    first_column: bool = True,
    last_column: bool = False,
    together: bool = False,
    indent: int | None = None,
) -> str:
    """Return a table in the house style; `widths` in twentieths of a point, `total` marks a total
    row as Word does.

    A table that stands `together` is short and stays on one page. One with an `indent` is as wide
    as its columns, and any other as wide as the page.
    """
    if together:
        rows = [
            *(
                re.sub(r'w:val="(TableText|TableNumber|RatingWord)"', r'w:val="\1Together"', text)
                for text in rows[:-1]
            ),
            rows[-1],
        ]
    look = (
        f'<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="{int(total)}" w:firstColumn="{int(first_column)}" '
        f'w:lastColumn="{int(last_column)}" w:noHBand="1" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    wide = (
        '<w:tblW w:w="5000" w:type="pct"/>'
        if indent is None
        else f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="CommitteeTable"/>{wide}<w:tblLayout w:type="fixed"/>'
        f"{look}<w:tblCaption w:val={quoteattr(caption)}/><w:tblDescription w:val={quoteattr(about)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{_sized(rows, widths)}</w:tbl>"
    )


def _sized(rows: Sequence[str], widths: Sequence[int]) -> str:
    sized = []
    for text in rows:
        pieces = text.split('<w:tcW w:w="0" w:type="auto"/>')
        sized.append(
            pieces[0]
            + "".join(
                f'<w:tcW w:w="{widths[min(place, len(widths) - 1)]}" w:type="dxa"/>{piece}'
                for place, piece in enumerate(pieces[1:])
            )
        )
    return "".join(sized)


def tag_row(columns: int, tag: str) -> str:
    """Return a row that holds nothing but a tag of the template."""
    return row([p("TableText", tag), *[p("TableText")] * (columns - 1)])


def section(*, landscape: bool = False, last: bool = False, kind: str = "nextPage") -> str:
    """Return a section's properties: A4 with 2 cm margins, the house header and footer."""
    size = (
        'w:w="16838" w:h="11906" w:orient="landscape"' if landscape else 'w:w="11906" w:h="16838"'
    )
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId10"/><w:footerReference w:type="default" r:id="rId11"/>'
        f'<w:type w:val="{kind}"/><w:pgSz {size}/><w:pgMar w:top="1247" w:right="1134" w:bottom="907" w:left="1134" '
        f'w:header="567" w:footer="454" w:gutter="0"/></w:sectPr>'
    )


def package(
    body: str, *, styles: str, numbering: str, header: str, footer: str, title: str
) -> bytes:
    """Return a .docx of these parts; the header is rId10, the footer rId11."""

    def part(root: str, content: str) -> bytes:
        return f"{HEAD}<w:{root} {W} {R}>{content}</w:{root}>".encode()

    overrides = {
        "document": f"{TYPES}.document.main+xml",
        "styles": f"{TYPES}.styles+xml",
        "numbering": f"{TYPES}.numbering+xml",
        "settings": f"{TYPES}.settings+xml",
        "fontTable": f"{TYPES}.fontTable+xml",
        "theme/theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
        "header1": f"{TYPES}.header+xml",
        "footer1": f"{TYPES}.footer+xml",
    }
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in overrides.items()
    )
    relations = {
        "rId1": "styles",
        "rId2": "numbering",
        "rId3": "settings",
        "rId4": "fontTable",
        "rId5": "theme",
        "rId10": "header",
        "rId11": "footer",
    }
    targets = {"header": "header1", "footer": "footer1", "theme": "theme/theme1"}
    rels = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{targets.get(kind, kind)}.xml"/>'
        for key, kind in relations.items()
    )
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
    )
    return packed(
        {
            "[Content_Types].xml": (
                f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Default Extension="xml" ContentType="application/xml"/>{types}'
                '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
                '<Override PartName="/docProps/app.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
                '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" '
                f'Target="docProps/core.xml"/><Relationship Id="rId3" Type="{RELATIONS}/extended-properties" '
                'Target="docProps/app.xml"/></Relationships>'
            ).encode(),
            "word/_rels/document.xml.rels": (
                f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
            ).encode(),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/styles.xml": part("styles", styles),
            "word/numbering.xml": part("numbering", numbering),
            "word/settings.xml": part(
                "settings",
                (
                    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
                    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
                    '<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
                ),
            ),
            "word/fontTable.xml": part(
                "fonts",
                '<w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>'
                '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>',
            ),
            "word/theme/theme1.xml": THEME.encode(),
            "word/header1.xml": part("hdr", header),
            "word/footer1.xml": part("ftr", footer),
            "docProps/core.xml": core.encode(),
            "docProps/app.xml": (
                f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
                "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"
            ).encode(),
        }
    )
