"""A small paper that has nothing wrong with it, part by part; the tests of the proof spoil it one
thing at a time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from pipeline.files.package import packed

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def run(text: str, properties: str = "") -> str:
    """Return a run with these words; its properties as XML."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, style: str = "", properties: str = "", letters: str = "") -> str:
    """Return a paragraph with these words."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    settings = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{settings}{run(text, letters)}</w:p>"


def cell(text: str, properties: str = "", style: str = "TableText") -> str:
    """Return a cell with one paragraph."""
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/>{properties}</w:tcPr>{p(text, style)}</w:tc>'


def row(cells: Iterable[str], properties: str = "") -> str:
    """Return a row of these cells, each as its XML."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(rows: Iterable[str], columns: int = 3) -> str:
    """Return a table in the house style, its header row switched on and described."""
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="CommitteeTable"/><w:tblW w:w="9000" w:type="dxa"/><w:tblLayout'
        ' w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
        ' w:noVBand="1"/>'
        '<w:tblCaption w:val="Ratings"/><w:tblDescription w:val="How many recommendations have each rating."/>'
        "</w:tblPr>"
        + "<w:tblGrid>"
        + '<w:gridCol w:w="3000"/>' * columns
        + "</w:tblGrid>"
        + "".join(rows)
        + "</w:tbl>"
    )


def field(code: str, result: str) -> str:
    """Return a field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def drawing(number: int, said: str, inside: str, kind: str) -> str:
    """Return a paragraph with a picture or chart in line with the text."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="{number}" name="Drawing {number}" descr="{said}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}">{inside}</a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


PICTURE = (
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="crest.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="rIdPicture"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off'
    ' x="0" y="0"/>'
    '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
)
SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default"'
    ' r:id="rIdFooter"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708"'
    ' w:footer="708" w:gutter="0"/><w:cols w:space="708"/></w:sectPr>'
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:alias w:val="outstanding_total"/><w:tag w:val="outstanding_total"/><w:id w:val="1"/></w:sdtPr>'
    f"<w:sdtContent>{run('12')}</w:sdtContent></w:sdt>"
)
LINK = (
    '<w:hyperlink r:id="rIdLink"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>the inspectorate\'s'
    " guidance</w:t></w:r>"
    "</w:hyperlink>"
)
NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
TABLE = table(
    [
        row(
            [
                cell("Rating", style="TableHeading"),
                cell("Meaning", style="TableHeading"),
                cell("Number", style="TableHeading"),
            ],
            "<w:cantSplit/><w:tblHeader/>",
        ),
        row(
            [
                cell("Red", '<w:shd w:val="clear" w:color="auto" w:fill="B10E1E"/>', "OnDark"),
                cell("Off track"),
                cell("4"),
            ]
        ),
        row(
            [
                cell("Amber", '<w:shd w:val="clear" w:color="auto" w:fill="FFC20E"/>'),
                cell("At risk"),
                cell("3"),
            ]
        ),
        row(
            [
                cell("Green", '<w:shd w:val="clear" w:color="auto" w:fill="78C6A3"/>'),
                cell("On track"),
                cell("5"),
            ]
        ),
    ]
)
BODY = "".join(
    [
        p("HMICFRS update", "Heading1"),
        p("Purpose of report", "Heading2"),
        f'<w:p w14:paraId="00000001" w14:textId="77777777">{run("There are ")}{CONTROL}'
        f"{run(' outstanding recommendations, explained in ')}"
        f"{LINK}{run('.')}{NOTE}</w:p>",
        '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:bookmarkStart w:id="1" w:name="ratings"/>'
        f'{run("Ratings")}<w:bookmarkEnd w:id="1"/></w:p>',
        p("The ratings mean:"),
        p("red: off track;", "ListBullet"),
        p("amber: at risk.", "ListBullet"),
        p("Step one", "ListNumber"),
        p("Step two", "ListNumber"),
        p("Recommendations by rating", "Caption"),
        TABLE,
        p("Source: the force's register.", letters="<w:b/>"),
        p("Inspections", "Heading3"),
        f"<w:p>{run('See the section headed ')}{field('REF ratings', 'Ratings')}{run(' above.')}</w:p>",
        drawing(1, "The crest of the force: a shield between two lions.", PICTURE, "picture"),
        drawing(
            2,
            "Bar chart: four red, three amber and five green recommendations.",
            '<c:chart r:id="rIdChart"/>',
            "chart",
        ),
        p("The Committee is asked to note the report."),
    ]
)
LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{0}"/><w:lvlText w:val="{1}"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>{2}</w:lvl>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
    + LEVEL.format("bullet", "\u2022", '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>')
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>'
    + LEVEL.format("decimal", "%1.", "")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def style(
    identity: str, name: str, inside: str, based: str = "Normal", kind: str = "paragraph"
) -> str:
    """Return a style; `inside` is what it says, as XML."""
    below = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{identity}"><w:name w:val="{name}"/>{below}<w:qFormat/>{inside}</w:style>'


def heading(level: int, size: int) -> str:
    """Return the style of a heading of this level."""
    return style(
        f"Heading{level}",
        f"heading {level}",
        f'<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/>'
        f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr>',
    )


STYLES = "".join(
    [
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:color'
        ' w:val="0B0C0C"/>'
        '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr>'
        "</w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0"'
        ' w:type="dxa"/></w:tblPr></w:style>',
        heading(1, 36),
        heading(2, 28),
        heading(3, 24),
        style("Caption", "caption", "<w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr>"),
        style(
            "ListBullet", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        ),
        style(
            "ListNumber", "List Number", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
        ),
        style("TableText", "Table Text", '<w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr>'),
        style("TableHeading", "Table Heading", "", "TableText"),
        style("OnDark", "On Dark", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>', "TableText"),
        style("TableSpacer", "Table Spacer", '<w:pPr><w:spacing w:after="0"/></w:pPr>'),
        style("Header", "header", '<w:rPr><w:sz w:val="20"/></w:rPr>'),
        style("Footer", "footer", '<w:rPr><w:sz w:val="20"/></w:rPr>'),
        style("FootnoteText", "footnote text", ""),
        style(
            "Hyperlink",
            "Hyperlink",
            '<w:rPr><w:color w:val="1D70B8"/><w:u w:val="single"/></w:rPr>',
            "",
            "character",
        ),
        style(
            "CommitteeTable",
            "Committee Table",
            '<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders><w:insideH w:val="single"'
            ' w:sz="4" w:space="0" w:color="12436D"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow">'
            "<w:rPr><w:b/>"
            '<w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="12436D"/>'
            "</w:tcPr></w:tblStylePr>"
            '<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/>'
            "</w:tcPr></w:tblStylePr>",
            "TableNormal",
            "table",
        ),
    ]
)
DRAWINGML = "http://schemas.openxmlformats.org/drawingml/2006/main"
INKS = "".join(
    f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
    for name, colour in zip(
        (
            "dk1",
            "lt1",
            "dk2",
            "lt2",
            *(f"accent{number}" for number in range(1, 7)),
            "hlink",
            "folHlink",
        ),
        (
            "000000",
            "FFFFFF",
            "0B0C0C",
            "F3F2F1",
            "12436D",
            "28A197",
            "801650",
            "F46A25",
            "3D3D3D",
            "A285D1",
        )
        + ("1D70B8", "4C2C92"),
        strict=True,
    )
)
FACES = "".join(
    f'<a:{kind}Font><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
    for kind in ("major", "minor")
)
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
THEME = (
    f'{HEAD}<a:theme xmlns:a="{DRAWINGML}" name="House"><a:themeElements><a:clrScheme name="House">{INKS}</a:clrScheme>'
    f'<a:fontScheme name="House">{FACES}</a:fontScheme><a:fmtScheme name="House">'
    f"<a:fillStyleLst>{FILL * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{f'<a:ln>{FILL}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
FONTS = '<w:font w:name="Arial"><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>'
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{p("Read on 1 December 2020.", "FootnoteText")}</w:footnote>'
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>HMICFRS update, 14 January 2021</dc:title><dc:creator>Chief Constable</dc:creator>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2021-01-14T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2021-01-14T00:00:00Z</dcterms:modified></cp:coreProperties>'
)
POINTS = "".join(
    f'<c:pt idx="{at}"><c:v>{number}</c:v></c:pt>' for at, number in enumerate((4, 3, 5))
)
WORDS = "".join(
    f'<c:pt idx="{at}"><c:v>{word}</c:v></c:pt>'
    for at, word in enumerate(("Red", "Amber", "Green"))
)
AXIS = (
    '<c:axId val="{0}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="{1}"/>'
    '<c:crossAx val="{2}"/>'
)
CHART = (
    '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/><c:grouping'
    ' val="clustered"/>'
    '<c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef>'
    "<c:f>Sheet1!$A$1:$A$3</c:f><c:strCache>"
    f'<c:ptCount val="3"/>{WORDS}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$1:$B$3</c:f>'
    "<c:numCache>"
    f'<c:formatCode>General</c:formatCode><c:ptCount val="3"/>{POINTS}</c:numCache></c:numRef></c:val></c:ser>'
    f'<c:axId val="11"/><c:axId val="12"/></c:barChart><c:catAx>{AXIS.format(11, "l", 12)}</c:catAx>'
    f'<c:valAx>{AXIS.format(12, "b", 11)}</c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart>'
    '<c:externalData r:id="rId1"/>'
)


def relationships(*found: tuple[str, str, str]) -> bytes:
    """Return relationships of id, kind and target; a target that is an address lies outside."""
    rows = []
    for identity, kind, target in found:
        where = ' TargetMode="External"' if ":" in target else ""
        space = f"{PACKAGE}/relationships/metadata" if kind == "core-properties" else OFFICE
        rows.append(
            f'<Relationship Id="{identity}" Type="{space}/{kind}" Target="{target}"{where}/>'
        )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'.encode()


def types(**overrides: str) -> bytes:
    """Return the content types of our extensions, and of these parts: their names with _ for / and
    without .xml.
    """
    rows = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>'
        for extension, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("xlsx", f"{XLSX}.sheet"),
        )
    )
    rows += "".join(
        f'<Override PartName="/{name.replace("_", "/")}.xml" ContentType="{kind}+xml"/>'
        for name, kind in overrides.items()
    )
    return f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{rows}</Types>'.encode()


def png() -> bytes:
    """Return a picture of one white dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\x00\xff\xff\xff"))
        + chunk(b"IEND", b"")
    )


def workbook() -> bytes:
    """Return the least workbook that Excel opens."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return packed(
        {
            "[Content_Types].xml": types(
                xl_workbook=f"{XLSX}.sheet.main", xl_worksheets_sheet1=f"{XLSX}.worksheet"
            ),
            "_rels/.rels": relationships(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/_rels/workbook.xml.rels": relationships(
                ("rId1", "worksheet", "worksheets/sheet1.xml")
            ),
            "xl/workbook.xml": f'{HEAD}<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="Sheet1"'
            ' sheetId="1" r:id="rId1"/>'
            "</sheets></workbook>".encode(),
            "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{main}"><sheetData/></worksheet>'.encode(),
        }
    )


def part(tag: str, inside: str) -> bytes:
    """Return a part of Word's: its root element and what it holds."""
    return f"{HEAD}<{tag} {SPACES}>{inside}</{tag}>".encode()


def parts(body: str = BODY) -> dict[str, bytes]:
    """Return the parts of the paper with this body."""
    return {
        "[Content_Types].xml": types(
            word_document=f"{WORDML}.document.main",
            word_styles=f"{WORDML}.styles",
            word_numbering=f"{WORDML}.numbering",
            word_settings=f"{WORDML}.settings",
            word_header1=f"{WORDML}.header",
            word_footer1=f"{WORDML}.footer",
            word_footnotes=f"{WORDML}.footnotes",
            word_fontTable=f"{WORDML}.fontTable",
            word_theme_theme1="application/vnd.openxmlformats-officedocument.theme",
            word_charts_chart1="application/vnd.openxmlformats-officedocument.drawingml.chart",
            docProps_core="application/vnd.openxmlformats-package.core-properties",
        ),
        "_rels/.rels": relationships(
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f"{HEAD}{CORE}".encode(),
        "word/_rels/document.xml.rels": relationships(
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdNumbering", "numbering", "numbering.xml"),
            ("rIdSettings", "settings", "settings.xml"),
            ("rIdHeader", "header", "header1.xml"),
            ("rIdFooter", "footer", "footer1.xml"),
            ("rIdFootnotes", "footnotes", "footnotes.xml"),
            ("rIdPicture", "image", "media/image1.png"),
            ("rIdChart", "chart", "charts/chart1.xml"),
            ("rIdFonts", "fontTable", "fontTable.xml"),
            ("rIdTheme", "theme", "theme/theme1.xml"),
            ("rIdLink", "hyperlink", "https://www.example.org/guidance"),
        ),
        "word/charts/_rels/chart1.xml.rels": relationships(
            ("rId1", "package", "../embeddings/data.xlsx")
        ),
        "word/charts/chart1.xml": part("c:chartSpace", CHART),
        "word/document.xml": part("w:document", f"<w:body>{body}{SECTION}</w:body>"),
        "word/embeddings/data.xlsx": workbook(),
        "word/fontTable.xml": part("w:fonts", FONTS),
        "word/theme/theme1.xml": THEME.encode(),
        "word/footer1.xml": part(
            "w:ftr",
            '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
            f"{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '2')}</w:p>",
        ),
        "word/footnotes.xml": part("w:footnotes", FOOTNOTES),
        "word/header1.xml": part("w:hdr", p("Joint Audit Committee", "Header")),
        "word/media/image1.png": png(),
        "word/numbering.xml": part("w:numbering", NUMBERING),
        "word/settings.xml": part("w:settings", SETTINGS),
        "word/styles.xml": part("w:styles", STYLES),
    }


def paper(body: str = BODY) -> bytes:
    """Return the paper with this body, as a file."""
    return packed(parts(body))
