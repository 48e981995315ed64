"""Papers for the tests: whole .docx files made in memory, small enough to read and rich enough to
break a PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline.files.package import packed

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def para(text: str, style: str = "Normal", *, more: str = "") -> str:
    """Return a paragraph; `more` goes into its properties."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def item(text: str, number: int) -> str:
    """Return an item of list `number`: 2 and 3 are numbered apart, 4 has bullets."""
    return para(
        text,
        "ListParagraph",
        more=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>',
    )


def linked(text: str) -> str:
    """Return a paragraph that is a link to an outside address."""
    return (
        f'<w:p><w:hyperlink r:id="rIdLink"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        f"<w:t>{escape(text)}</w:t></w:r></w:hyperlink></w:p>"
    )


def slot(content: str) -> str:
    """Return blocks inside a content control."""
    return f'<w:sdt><w:sdtPr><w:tag w:val="total"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def table(
    rows: Sequence[Sequence[str]], *, row_headers: bool = False, header_row: bool = True
) -> str:
    """Return a table whose first row is marked as its header row."""
    width = 9000 // len(rows[0])
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    lines = []
    for number, row in enumerate(rows):
        mark = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if header_row and not number else ""
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{para(text)}</w:tc>'
            for text in row
        )
        lines.append(f"<w:tr>{mark}{cells}</w:tr>")
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9000" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0000" w:firstRow="{int(header_row)}" w:lastRow="0" w:firstColumn="{int(row_headers)}" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}</w:tbl>'
    )


def chart(alt: str, number: int = 1) -> str:
    """Return a paragraph that holds the bar chart, in line, with its alternative text."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="2160000"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr={quoteattr(alt)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/chart"><c:chart r:id="rIdChart"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def landscape(content: str) -> str:
    """Return blocks in a landscape section of their own; what came before them ends a portrait
    section.
    """
    return (
        f"<w:p><w:pPr>{_section()}</w:pPr></w:p>{content}"
        f"<w:p><w:pPr>{_section(wide=True)}</w:pPr></w:p>"
    )


def paper(
    body: str,
    *,
    title: str = "HMICFRS update",
    lang: str = "en-GB",
    header: str = "",
    font: str = "Arial",
) -> bytes:
    """Return the .docx: A4, 12 points of a font, numbered headings, a header, and PAGE of NUMPAGES
    in the footer.
    """
    core = (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>A. Secretary</dc:creator></cp:coreProperties>"
    )
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}).replace(
            "</Relationships>",
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/></Relationships>',
        ),
        "docProps/core.xml": core,
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(
            {
                "rIdStyles": ("styles", "styles.xml"),
                "rIdNumbers": ("numbering", "numbering.xml"),
                "rIdHeader": ("header", "header1.xml"),
                "rIdFooter": ("footer", "footer1.xml"),
                "rIdChart": ("chart", "charts/chart1.xml"),
                "rIdLink": ("hyperlink", "https://www.example.org/reports"),
            }
        ).replace('reports"/>', 'reports" TargetMode="External"/>'),
        "word/styles.xml": _styles(lang, font),
        "word/numbering.xml": _numbering(),
        "word/header1.xml": f"<w:hdr {_SPACES}>{header or para('Joint Audit Committee')}</w:hdr>",
        "word/footer1.xml": f'<w:ftr {_SPACES}><w:p>{_field("PAGE")}<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
        f"{_field('NUMPAGES')}</w:p></w:ftr>",
        "word/charts/chart1.xml": _chart_part(),
    }
    return packed({name: (_HEAD + text).encode() for name, text in parts.items()})


_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:a="{_DRAWING}/main" xmlns:c="{_DRAWING}/chart" '
    f'xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
)


def _section(*, wide: bool = False) -> str:
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if wide else 'w:w="11906" w:h="16838"'
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" '
        f'r:id="rIdFooter"/><w:pgSz {size}/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" '
        'w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _styles(lang: str, font: str) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:numPr>'
        f'<w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for level in (1, 2, 3)
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="3D3D3D"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{lang}" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/>'
        f'<w:basedOn w:val="Normal"/></w:style>{headings}'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1D70B8"/>'
        '<w:u w:val="single"/></w:rPr></w:style></w:styles>'
    )


def _numbering() -> str:
    headings = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(level + 1))}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>'
        for level in (0, 1, 2)
    )
    place = '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>'
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return (
        f'<w:numbering {_SPACES}><w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{headings}'
        '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>{place}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="\u2022"/>{place}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="2"/>{again}</w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="2"/>{again}</w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )


def _chart_part() -> str:
    words, counts = ("Red", "Amber", "Green"), (2, 5, 9)
    labels = "".join(f'<c:pt idx="{n}"><c:v>{word}</c:v></c:pt>' for n, word in enumerate(words))
    numbers = "".join(
        f'<c:pt idx="{n}"><c:v>{count}</c:v></c:pt>' for n, count in enumerate(counts)
    )
    return (
        f'<c:chartSpace {_SPACES}><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="bar"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f'<c:cat><c:strLit><c:ptCount val="3"/>{labels}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:ptCount val="3"/>{numbers}</c:numLit></c:val></c:ser>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>'
    )


def _relations(relations: dict[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_R}/{kind}" Target="{target}"/>'
        for key, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _types() -> str:
    kinds = {
        "document": f"{_TYPE}.document.main+xml",
        "styles": f"{_TYPE}.styles+xml",
        "numbering": f"{_TYPE}.numbering+xml",
        "header1": f"{_TYPE}.header+xml",
        "footer1": f"{_TYPE}.footer+xml",
        "charts/chart1": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    }
    lines = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{lines}</Types>"
    )
