"""What stands in an edited paper besides its words: charts, diagrams, drawings, links, and what
cannot be read.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pipeline.compare.diff import as_terminal, differences
from pipeline.compare.redline.redline import redline
from pipeline.compare.text import as_text
from pipeline.files.package import packed, parts_of
from pipeline.findings.finding import Finding
from pipeline.paper.chart.workbook import workbook_of
from pipeline.review.page.paper_text import reading
from pipeline.review.verify.edited import read
from pipeline.review.verify.verdict import Verdict, code_of
from pipeline.review.verify.verify import verified
from pipeline.word.charts import read_chart
from pipeline.word.outline import paragraphs
from pipeline.word.package import Package, opened
from tests.edits.edit import judged
from tests.review.test_verify import fewer, paper

BODY, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
CHART, BOOK = "word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "r": REL,
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "o": "urn:schemas-microsoft-com:office:office",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "w10": "urn:schemas-microsoft-com:office:word",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "cx": "http://schemas.microsoft.com/office/drawing/2014/chartex",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "lc": "http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    }.items()
)
DATA: list[list[str | int]] = [
    ["Rating", "Last meeting", "Now"],
    ["Red", 0, 2],
    ["Amber", 11, 12],
    ["Green", 0, 0],
]
Change = Callable[[str], str]


def put(old: str, new: str, times: int = 1) -> Change:
    """Return what puts new XML in the place of old, at its last `times` places: those of the series
    Now.
    """

    def change(text: str) -> str:
        assert old in text, old
        return new.join(text.rsplit(old, times))

    return change


def pattern(old: str, new: str) -> Change:
    return lambda text: re.sub(old, new, text)


def with_parts(
    changes: Mapping[str, Change], more: Mapping[str, bytes] | None = None, of: bytes | None = None
) -> bytes:
    """Return the paper with the text of some parts changed, and more parts in it."""
    parts = parts_of(of or paper().paper)
    parts.update({name: change(parts[name].decode()).encode() for name, change in changes.items()})
    return packed({**parts, **(more or {})})


def charted(*changes: Change, book: list[list[str | int]] | None = None) -> bytes:
    """Return the paper with its chart's XML changed, and another workbook inside."""

    def change(text: str) -> str:
        for one in changes:
            text = one(text)
        return text

    return with_parts({CHART: change}, {BOOK: workbook_of(book)} if book else {})


def holding(
    xml: str,
    relations: Mapping[str, tuple[str, str]] | None = None,
    more: Mapping[str, bytes] | None = None,
    *,
    bare: bool = False,
    outside: bool = False,
) -> bytes:
    """Return the paper with content before its first paragraph: `bare` blocks, or the runs of one
    paragraph.
    """
    block = xml if bare else f"<w:p>{xml}</w:p>"
    mode = ' TargetMode="External"' if outside else ""
    led = "".join(
        f'<Relationship Id="{key}" Type="{kind if ":" in kind else f"{REL}/{kind}"}" Target="{target}"{mode}/>'
        for key, (kind, target) in (relations or {}).items()
    )

    def body(text: str) -> str:
        start = text.index("<w:body>") + len("<w:body>")
        return text[:start] + re.sub(r"(<[\w:]+)", rf"\1 {SPACES}", block, count=1) + text[start:]

    return with_parts(
        {
            BODY: body,
            RELS: put("</Relationships>", f"{led}</Relationships>"),
            TYPES: put(
                "</Types>",
                '<Default Extension="bin" ContentType="application/octet-stream"/></Types>',
            ),
        },
        more,
    )


def remarks(document: bytes) -> tuple[Finding, ...]:
    """Return the remarks on what a paper says, but for those on numbers that nothing explains."""
    return _but_for_looks(judged(document, paper()))


def all_remarks(document: bytes) -> tuple[Finding, ...]:
    """Return the same with those on what is left in its file."""
    return _but_for_looks(
        verified(read(document), paper().paper, paper().computed, paper().emitted)
    )


def _but_for_looks(verdict: Verdict) -> tuple[Finding, ...]:
    return tuple(
        remark
        for remark in verdict.remarks
        if code_of(remark) not in ("inaccessible", "unexplained")
    )


def told(document: bytes) -> list[tuple[str, str, str]]:
    """Return the remarks as (code, found, expected)."""
    return [(code_of(remark), remark.found, remark.expected) for remark in remarks(document)]


@cache
def first_line() -> str:
    """Return the first line of the paper as text."""
    return first(paper().paper)[0]


def first(document: bytes, lines: int = 1) -> list[str]:
    """Return the first lines of a paper as text."""
    return as_text(document).splitlines()[:lines]


def test_an_unchanged_chart_is_read_and_nothing_is_said_of_it() -> None:
    assert all_remarks(paper().paper) == ()
    assert [
        line for line in as_text(paper().paper).splitlines() if line.startswith("[Chart data]")
    ] == [
        "[Chart data] Last meeting: Red 0; Amber 11; Green 0",
        "[Chart data] Now: Red 2; Amber 12; Green 0",
    ]


LABEL = '<c:dLbl><c:idx val="1"/><c:tx><c:rich><a:bodyPr/><a:p>{}</a:p></c:rich></c:tx><c:showVal val="1"/></c:dLbl>'


def labelled(words: str) -> Change:
    """Put a label on the second bar of the last series."""

    def change(text: str) -> str:
        at = text.rindex("<c:dLbls>") + len("<c:dLbls>")
        return (
            text[:at]
            + LABEL.format(words if words.startswith("<") else f"<a:r><a:t>{words}</a:t></a:r>")
            + text[at:]
        )

    return change


def cells(words: str) -> Change:
    """Take the labels of the last series from cells, as Word's Value From Cells does."""
    space = 'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"'

    def change(text: str) -> str:
        at = text.rindex("</c:dLbls>")
        text = f'{text[:at]}<c:extLst><c:ext uri="1" {space}><c15:showDataLabelsRange val="1"/></c:ext></c:extLst>{text[at:]}'
        at = text.rindex("</c:ser>")
        return (
            f'{text[:at]}<c:extLst><c:ext uri="2" {space}><c15:datalabelsRange><c15:f>Figures!$D$2:$D$4</c15:f><c15:dlblRangeCache>'
            f'<c:ptCount val="3"/><c:pt idx="1"><c:v>{words}</c:v></c:pt></c15:dlblRangeCache></c15:datalabelsRange></c:ext>'
            f"</c:extLst>{text[at:]}"
        )

    return change


def sheet(row: int, column: int, value: str | int) -> list[list[str | int]]:
    rows = [list(one) for one in DATA]
    rows[row][column] = value
    return rows


@pytest.mark.parametrize(
    ("changes", "book", "found"),
    [
        pytest.param(
            [put("<c:v>12</c:v>", "<c:v>77</c:v>")], None, [("chart", "77", "12")], id="a value"
        ),
        pytest.param(
            [put("<c:v>12</c:v>", "<c:v>77</c:v>")],
            sheet(2, 2, 77),
            [("chart", "77", "12")],
            id="a value and its cell",
        ),
        pytest.param([], sheet(2, 2, 77), [("chart", "77", "12")], id="the cell only"),
        pytest.param(
            [], sheet(2, 0, "Orange"), [("chart", "Orange", "Amber")], id="a category's cell only"
        ),
        pytest.param([], sheet(0, 2, "Then"), [("chart", "Then", "Now")], id="a series' cell only"),
        pytest.param(
            [put("<c:v>Now</c:v>", "<c:v>Today</c:v>")],
            sheet(0, 2, "Today"),
            [("chart", "Today", "Now")],
            id="a series renamed",
        ),
        pytest.param(
            [
                put("<c:v>Now</c:v>", "<c:v>X</c:v>"),
                put("<c:v>Last meeting</c:v>", "<c:v>Now</c:v>"),
                put("<c:v>X</c:v>", "<c:v>Last meeting</c:v>"),
            ],
            [["Rating", "Now", "Last meeting"], *DATA[1:]],
            [
                ("chart", "0", "2"),
                ("chart", "11", "12"),
                ("chart", "2", "0"),
                ("chart", "12", "11"),
            ],
            id="series swapped",
        ),
        pytest.param(
            [
                pattern("<c:v>Amber</c:v>", "<c:v>X</c:v>"),
                pattern("<c:v>Red</c:v>", "<c:v>Amber</c:v>"),
                pattern("<c:v>X</c:v>", "<c:v>Red</c:v>"),
            ],
            [DATA[0], ["Amber", 0, 2], ["Red", 11, 12], DATA[3]],
            [
                ("chart", "0", "11"),
                ("chart", "11", "0"),
                ("chart", "2", "12"),
                ("chart", "12", "2"),
            ],
            id="categories swapped",
        ),
        pytest.param(
            [put("<c:v>Amber</c:v>", "<c:v>X</c:v>")],
            None,
            [],
            id="categories of a series that no axis shows",
        ),
        pytest.param(
            [pattern("<c:v>Amber</c:v>", "<c:v>Orange</c:v>")],
            sheet(2, 0, "Orange"),
            [("chart", "Orange", "Amber")],
            id="a category renamed",
        ),
        pytest.param(
            [pattern(r'<c:pt idx="1"><c:v>12</c:v></c:pt>', "")],
            sheet(2, 2, ""),
            [("chart", "", "12")],
            id="a value deleted",
        ),
        pytest.param(
            [pattern(r'(?s)<c:ser><c:idx val="1"/>.*</c:ser>', "")],
            None,
            [("chart", "", "Now")],
            id="a series deleted",
        ),
        pytest.param([labelled("77")], None, [("chart", "77", "12")], id="a label typed over"),
        pytest.param(
            [labelled("<a:r><a:t>Now: 7</a:t></a:r><a:r><a:t>7</a:t></a:r>")],
            None,
            [("chart", "Now: 77", "12")],
            id="a label in two runs",
        ),
        pytest.param(
            [labelled("seventy-seven")],
            None,
            [("chart", "seventy-seven", "12")],
            id="a label in words",
        ),
        pytest.param([labelled("12.5")], None, [("chart", "12.5", "12")], id="a share"),
        pytest.param(
            [labelled("Now: 12 of 14")],
            None,
            [("unsure", "Now: 12 of 14", "12")],
            id="a label with one more number",
        ),
        pytest.param([labelled("86%")], None, [("unsure", "86%", "12")], id="a label in per cent"),
        pytest.param(
            [pattern("<c:v>Amber</c:v>", "<c:v>7</c:v>"), labelled("77")],
            sheet(2, 0, 7),
            [("chart", "7", "Amber"), ("chart", "77", "12")],
            id="a label beside a category that is a number",
        ),
        pytest.param([labelled("12")], None, [("typed", "12", "12")], id="a right label"),
        pytest.param(
            [labelled('<a:fld id="{0}" type="VALUE"><a:t>[VALUE]</a:t></a:fld>')],
            None,
            [("typed", "12", "12")],
            id="a label that is a field",
        ),
        pytest.param([cells("77")], None, [("chart", "77", "12")], id="a label from a cell"),
        pytest.param(
            [pattern('formatCode="#,##0"', 'formatCode="&quot;77&quot;"')],
            None,
            [("chart", '"77"', "")] * 2,
            id="a number format that says another number",
        ),
        pytest.param(
            [pattern('formatCode="#,##0"', 'formatCode="0%"')],
            None,
            [("chart", "0%", "")] * 2,
            id="a format in per cent",
        ),
        pytest.param(
            [pattern(r"(?s)<c:(num|str)Cache>.*?</c:\1Cache>", "")],
            None,
            [],
            id="no caches: the workbook is drawn",
        ),
    ],
)
def test_a_chart_that_says_something_else_is_told(
    changes: list[Change], book: list[list[str | int]] | None, found: list[tuple[str, str, str]]
) -> None:
    assert told(charted(*changes, book=book)) == found


def test_a_wrong_value_is_told_with_its_place_and_what_to_do() -> None:
    [remark] = remarks(charted(put("<c:v>12</c:v>", "<c:v>77</c:v>")))
    assert str(remark) == (
        'section 3: the chart shows 77 for Amber in "Now" (its data sheet holds 12); '
        'the inputs give 12. Right-click the chart > Edit Data and type "12" there, or run report again.'
    )


EXTENDED = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="c14" '
    'xmlns:c14="http://schemas.microsoft.com/office/drawing/2007/8/2/chart"><c14:style val="102"/></mc:Choice>'
    '<mc:Fallback><c:style val="2"/></mc:Fallback></mc:AlternateContent><c:chart>'
)
UNIQUE = (
    '<c:extLst><c:ext uri="{C3380CC4}" xmlns:c16="http://schemas.microsoft.com/office/drawing/2014/chart">'
    '<c16:uniqueId val="{00000001}"/></c:ext></c:extLst></c:ser>'
)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param([put("<c:chart>", EXTENDED)], id="alternative styles"),
        pytest.param([pattern("</c:ser>", UNIQUE)], id="ids of series"),
        pytest.param([pattern(r"<c:v>(\d+)</c:v>", r"<c:v>\1.0</c:v>")], id="values with a point"),
        pytest.param(
            [pattern(r"<c:v>12</c:v>", r"<c:v>1.2E1</c:v>")], id="values in another notation"
        ),
        pytest.param([pattern("#,##0", "General")], id="number formats"),
        pytest.param(
            [put('<c:autoTitleDeleted val="1"/>', '<c:autoTitleDeleted val="0"/>')],
            id="the title's mark",
        ),
        pytest.param([pattern("Figures!", "'Figures'!")], id="quoted sheet names"),
        pytest.param(
            [
                pattern(r"<c:f>.*?</c:f>", "<c:f>categories</c:f>"),
                pattern("<c:externalData.*?</c:externalData>", ""),
            ],
            id="as LibreOffice writes references",
        ),
        pytest.param(
            [
                pattern(
                    r"<c:strRef><c:f>[^<]*</c:f><c:strCache>(.*?)</c:strCache></c:strRef>",
                    r"<c:strLit>\1</c:strLit>",
                ),
                pattern(
                    r"<c:numRef><c:f>[^<]*</c:f><c:numCache>(.*?)</c:numCache></c:numRef>",
                    r"<c:numLit>\1</c:numLit>",
                ),
                pattern(
                    r"<c:tx><c:strLit>.*?<c:v>(.*?)</c:v></c:pt></c:strLit></c:tx>",
                    r"<c:tx><c:v>\1</c:v></c:tx>",
                ),
            ],
            id="literals",
        ),
        pytest.param(
            [
                pattern(
                    r"<c:strRef>(<c:f>Figures!\$A.*?</c:f>)<c:strCache>(<c:ptCount[^>]*>)(.*?)</c:strCache></c:strRef>",
                    r"<c:multiLvlStrRef>\1<c:multiLvlStrCache>\2<c:lvl>\3</c:lvl></c:multiLvlStrCache></c:multiLvlStrRef>",
                )
            ],
            id="one of several levels",
        ),
    ],
)
def test_a_chart_that_was_only_saved_again_is_not_told(changes: list[Change]) -> None:
    assert all_remarks(charted(*changes)) == ()


def test_other_names_of_parts_are_no_difference() -> None:
    parts = parts_of(paper().paper)
    parts["word/charts/chart4.xml"], parts["word/embeddings/Microsoft_Excel_Worksheet.xlsx"] = (
        parts.pop(CHART),
        parts.pop(BOOK),
    )
    parts["word/charts/_rels/chart4.xml.rels"] = parts.pop(
        "word/charts/_rels/chart1.xml.rels"
    ).replace(b"Microsoft_Excel_Sheet1", b"Microsoft_Excel_Worksheet")
    for name in (RELS, TYPES):
        parts[name] = (
            parts[name]
            .replace(b"chart1.xml", b"chart4.xml")
            .replace(b"Excel_Sheet1", b"Excel_Worksheet")
        )
    assert all_remarks(packed(parts)) == ()
    assert differences(paper().paper, packed(parts)).identical


@pytest.mark.parametrize(
    ("book", "message"),
    [
        (b"", "its data sheet cannot be read"),
        (b"PK\x03\x04 no more", "its data sheet cannot be read"),
        (packed({"a": b"b"}), "its data sheet cannot be read"),
        (None, "its data sheet is missing"),
    ],
)
def test_a_data_sheet_that_is_damaged_or_missing_is_noted(book: bytes | None, message: str) -> None:
    parts = parts_of(paper().paper)
    parts[BOOK] = book or b""
    [remark] = all_remarks(
        packed(
            parts
            if book is not None
            else {name: part for name, part in parts.items() if name != BOOK}
        )
    )
    assert (code_of(remark), remark.wrong) == ("unchecked", False) and message in remark.message


def test_a_chart_in_place_of_which_a_picture_stands_is_told_as_gone() -> None:
    blip = '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="rId900"/></pic:blipFill></pic:pic>'
    document = with_parts(
        {
            BODY: pattern(r"<c:chart [^>]*/>", blip),
            RELS: put(
                "</Relationships>",
                f'<Relationship Id="rId900" Type="{REL}/image" Target="media/a.png"/></Relationships>',
            ),
        },
        {"word/media/a.png": b"a picture"},
    )
    found = all_remarks(document)
    assert [(code_of(remark), remark.wrong) for remark in found] == [
        ("dropped", False),
        ("unchecked", False),
    ]
    assert 'the chart "Last meeting" and "Now" is gone; a picture stands there' in found[0].message


def test_a_chart_that_was_added_is_noted_with_its_numbers() -> None:
    drawing = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="rId900"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    mine = (
        parts_of(paper().paper)[CHART]
        .replace(b"Last meeting", b"Sickness")
        .replace(b"Now", b"Leave")
        .replace(b"Amber", b"March")
        .replace(b"<c:v>12</c:v>", b"<c:v>340</c:v>")
        .replace(b'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>', b"")
    )
    [remark] = remarks(
        holding(drawing, {"rId900": ("chart", "charts/mine.xml")}, {"word/charts/mine.xml": mine})
    )
    assert (code_of(remark), remark.wrong) == (
        "added",
        False,
    ) and "Leave: Red 2; March 340; Green 0" in remark.message


@pytest.mark.parametrize("part", [b"<c:chartSpace", b"<x/>", None])
def test_a_damaged_chart_is_told_as_unread(part: bytes | None) -> None:
    parts = parts_of(paper().paper)
    parts[CHART] = part or b""
    found = all_remarks(
        packed(
            parts
            if part is not None
            else {name: one for name, one in parts.items() if name != CHART}
        )
    )
    assert [(code_of(remark), remark.wrong) for remark in found] == [
        ("unread", True),
        ("dropped", False),
    ]


def test_words_on_a_chart_are_read_and_their_numbers_are_judged() -> None:
    title = (
        "<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>97 recommendations</a:t></a:r><a:r><a:t> were outstanding</a:t></a:r></a:p>"
        "</c:rich></c:tx></c:title>"
    )
    found = remarks(charted(put("<c:chart>", title)))
    assert [(code_of(remark), remark.found) for remark in found] == [
        ("contradicts", "97 recommendations were outstanding"),
        ("added", ""),
    ]


MANY = f"""<c:chartSpace {SPACES}><c:chart><c:plotArea><c:lineChart><c:ser><c:order val="1"/><c:tx><c:v>B</c:v></c:tx>
<c:cat><c:multiLvlStrRef><c:multiLvlStrCache><c:ptCount val="3"/><c:lvl><c:pt idx="0"><c:v>May</c:v></c:pt><c:pt idx="1"><c:v>June</c:v>
</c:pt><c:pt idx="2"><c:v>May</c:v></c:pt></c:lvl><c:lvl><c:pt idx="0"><c:v>2020</c:v></c:pt><c:pt idx="2"><c:v>2021</c:v></c:pt></c:lvl>
</c:multiLvlStrCache></c:multiLvlStrRef></c:cat><c:val><c:numLit><c:pt idx="0"><c:v>1</c:v></c:pt><c:pt idx="2"><c:v>3</c:v></c:pt>
</c:numLit></c:val></c:ser></c:lineChart><c:scatterChart><c:ser><c:order val="0"/><c:xVal><c:numLit><c:pt idx="0"><c:v>5</c:v></c:pt>
</c:numLit></c:xVal><c:yVal><c:numLit><c:pt idx="0"><c:v>6.50</c:v></c:pt></c:numLit></c:yVal></c:ser></c:scatterChart>
<c:valAx><c:title><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Axis</c:v></c:pt></c:strCache></c:strRef></c:tx></c:title></c:valAx>
</c:plotArea></c:chart><c:userShapes r:id="rId1"/></c:chartSpace>""".encode()


def test_levels_literals_scatter_axes_and_boxes_on_a_chart_are_read() -> None:
    box = f"<c:userShapes {SPACES}><a:p><a:r><a:t>Typed on </a:t></a:r><a:r><a:t>the chart</a:t></a:r></a:p></c:userShapes>"
    chart = read_chart(
        Package(
            {
                "c/a.xml": MANY,
                "c/d.xml": box.encode(),
                "c/_rels/a.xml.rels": (
                    f'<Relationships><Relationship Id="rId1" Type="{REL}/chartUserShapes" Target="d.xml"/></Relationships>'
                ).encode(),
            }
        ),
        "c/a.xml",
    )
    assert chart is not None and chart.lines() == [
        "line chart and scatter chart: Axis",
        "line chart and scatter chart: Typed on the chart",
        "Series 1: 5 6.5",
        "B: 2020 / May 1; 2020 / June (blank); 2021 / May 3",
    ]


@pytest.mark.parametrize("number", ["-1", "many", "4294967295"])
def test_a_point_beyond_all_charts_makes_it_damaged(number: str) -> None:
    document = charted(pattern(r'<c:pt idx="1"><c:v>12', f'<c:pt idx="{number}"><c:v>12'))
    assert [code_of(remark) for remark in all_remarks(document)] == ["unread", "dropped"]


def test_a_copy_of_a_chart_is_compared_as_well() -> None:
    text = parts_of(paper().paper)[BODY].decode()
    [(paragraph, number)] = re.findall(
        r'(<w:p>(?:(?!<w:p>).)*<c:chart [^>]*r:id="(rId\d+)"/>.*?</w:p>)', text, re.DOTALL
    )
    copied = parts_of(paper().paper)[CHART].replace(b"<c:v>12</c:v>", b"<c:v>77</c:v>")
    document = with_parts(
        {
            BODY: put(paragraph, paragraph + paragraph.replace(f'"{number}"', '"rId900"')),
            RELS: put(
                "</Relationships>",
                f'<Relationship Id="rId900" Type="{REL}/chart" Target="charts/chart2.xml"/></Relationships>',
            ),
        },
        {"word/charts/chart2.xml": copied},
    )
    assert [(code_of(remark), remark.found) for remark in remarks(document)][:1] == [
        ("chart", "77")
    ]


def test_diff_tells_a_changed_value_under_its_heading() -> None:
    shown = as_terminal(
        differences(
            paper().paper, charted(put("<c:v>12</c:v>", "<c:v>77</c:v>"), book=sheet(2, 2, 77))
        ),
        colour=False,
    )
    assert shown == (
        "@@ Changes since the last meeting @@\n"
        "  ~ [Chart data] Now: Red 2; Amber [-12-]{+77+}; Green 0\n\nParagraphs: 1 changed.\n"
    )


WORDS = "<w:t>Said</w:t>"
BOX = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
SHAPE = f"<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"
BOTH = f'<mc:AlternateContent><mc:Choice Requires="wps">{SHAPE}</mc:Choice><mc:Fallback>{VML}</mc:Fallback></mc:AlternateContent>'
BOXED_TABLE = BOX.replace("<w:p>", "<w:tbl><w:tr><w:tc><w:p>").replace(
    "</w:p>", "</w:p></w:tc></w:tr></w:tbl><w:p/>"
)


FORMS = (
    ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "[Normal] \u2713"),
    ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "[Normal] \u2265"),
    ('<w:r><w:sym w:font="Symbol" w:char="F06D"/></w:r>', "[Normal] \u03bc"),
    ('<w:r><w:sym w:font="Symbol" w:char="F038"/></w:r>', "[Normal] 8"),
    ('<w:r><w:sym w:font="Arial" w:char="F041"/></w:r>', "[Normal] A"),
    ('<w:r><w:sym w:font="MS Gothic" w:char="2612"/></w:r>', "[Normal] \u2612"),
    ('<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>', "[Normal] [sign F061 of Webdings]"),
    (
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fc</w:t></w:r>',
        "[Normal] \u2713",
    ),
    (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F600"/>'
        "</mc:Choice><mc:Fallback><w:t>\U0001f600</w:t></mc:Fallback></mc:AlternateContent></w:r>",
        "[Normal] \U0001f600",
    ),
    ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", "[Normal] a+b"),
    (
        "<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>12</m:t></m:r></m:num><m:den><m:r><m:t>97</m:t></m:r></m:den></m:f></m:oMath>"
        "</m:oMathPara>",
        "[Normal] 12/97",
    ),
    (
        "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>n+1</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "[Normal] x^(n+1)",
    ),
    (
        "<m:oMath><m:rad><m:radPr/><m:deg/><m:e><m:r><m:t>9</m:t></m:r></m:e></m:rad></m:oMath>",
        "[Normal] \u221a9",
    ),
    (
        '<m:oMath><m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:r><m:t>1</m:t></m:r></m:e></m:d></m:oMath>',
        "[Normal] [1]",
    ),
    (
        "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "[Normal] base (above)",
    ),
    ("<w:r><w:t>a</w:t><w:ptab/><w:t>b</w:t></w:r>", "[Normal] a \u21e5 b"),
    (
        "<w:r><w:t>re</w:t><w:softHyphen/><w:t>view</w:t><w:noBreakHyphen/><w:t>s</w:t></w:r>",
        "[Normal] review\u2011s",
    ),
    (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>'
        "<w:instrText>FORMCHECKBOX</w:instrText></w:r>",
        "[Normal] \u2612",
    ),
    (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>',
        "[Normal] \u2610",
    ),
    (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/>'
        '<w:listEntry w:val="Amber"/></w:ddList></w:ffData></w:fldChar></w:r>',
        "[Normal] Amber",
    ),
    (
        '<w:sdt><w:sdtPr><w:dropDownList w:lastValue="a"><w:listItem w:displayText="Chosen" w:value="a"/></w:dropDownList></w:sdtPr>'
        f"<w:sdtContent><w:r>{WORDS}</w:r></w:sdtContent></w:sdt>",
        "[Normal] Said",
    ),
    *(
        (f"<w:{tag}><w:r>{WORDS}</w:r></w:{tag}>", "[Normal] Said")
        for tag in ("bdo", "dir", "smartTag", "customXml", "ins", "moveTo", "fldSimple")
    ),
    (
        f"<w:moveFrom><w:r>{WORDS}</w:r></w:moveFrom><w:del><w:r><w:delText>x</w:delText>{BOTH}</w:r></w:del><w:r>{WORDS}</w:r>",
        "[Normal] Said",
    ),
)


@cache
def all_forms() -> tuple[list[str], list[Finding], list[str]]:
    """Return what each reader makes of a paragraph of each form: its lines, that it was added, the
    words of the page.
    """
    document = holding(
        "<w:p>" + f"</w:p><w:p {SPACES}>".join(xml for xml, _ in FORMS) + "</w:p>", bare=True
    )
    said = [remark for remark in remarks(document) if code_of(remark) == "added"]
    page = [block.words.unescape() for block in reading(document, None, lambda tag: "")]
    return first(document, len(FORMS) + 1), said, page


@pytest.mark.parametrize("place", range(len(FORMS)), ids=[said for _, said in FORMS])
def test_words_are_read_as_a_reader_sees_them_by_every_reader(place: int) -> None:
    lines, told_of, page = all_forms()
    said = FORMS[place][1]
    assert (lines[place], lines[-1]) == (said, first_line())
    words = said.removeprefix("[Normal] ").replace(" \u21e5 ", "\t")
    assert {remark.place for remark in told_of} == {"the cover"}
    assert len(told_of) == len({said for _, said in FORMS}), "what reads alike there is told once"
    assert any(words in remark.message for remark in told_of) or words == "a\tb"
    assert page[place] == words


@pytest.mark.parametrize(
    ("xml", "lines"),
    [
        (f"<w:r>{BOTH}</w:r>", ["[Normal] In a box"]),
        (f"<w:r>{SHAPE}</w:r>", ["[Normal] In a box"]),
        (f"<w:r>{VML}</w:r>", ["[Normal] In a box"]),
        (
            f"<w:r>{SHAPE.replace('<wps:wsp>', '<wpg:wgp><wps:wsp>').replace('</wps:wsp>', '</wps:wsp></wpg:wgp>')}</w:r>",
            ["[Normal] In a box"],
        ),
        (f"<w:r>{BOTH.replace(BOX, BOXED_TABLE)}</w:r>", ["| In a box |"]),
        (
            "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><lc:lockedCanvas><a:sp><a:txSp><a:txBody><a:p><a:r><a:t>On canvas</a:t></a:r>"
            "</a:p></a:txBody></a:txSp></a:sp></lc:lockedCanvas></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
            ["[Drawing] On canvas"],
        ),
        (
            '<w:r><w:pict><v:shape><v:textpath string="DRAFT 7"/></v:shape></w:pict></w:r>',
            ["[Drawing] DRAFT 7"],
        ),
    ],
)
def test_a_text_box_is_read_once(xml: str, lines: list[str]) -> None:
    document = holding(xml)
    assert [*lines, first_line()] == first(document, 1 + len(lines))
    assert [code_of(remark) for remark in remarks(document)] == ["added"] * len(lines)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("EQ \\f(12,97)", "[Drawing] [EQ \\f(12,97)]"),
        ("SYMBOL 252 \\f Wingdings", "[Drawing] [SYMBOL 252 \\f Wingdings]"),
        ("MACROBUTTON none Type 97 here", "[Drawing] [MACROBUTTON none Type 97 here]"),
    ],
)
def test_a_field_that_shows_its_code_is_read(code: str, said: str) -> None:
    marks = f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> {code} </w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    assert first(holding(marks), 2) == [said, first_line()]
    assert first(holding(f"<w:fldSimple w:instr='{code}'/>")) == [said]


def test_kept_page_numbers_are_no_difference() -> None:
    names = [name for name in parts_of(paper().paper) if "footer" in name]
    other = with_parts({name: pattern(r"<w:t>\d+</w:t>", "<w:t>23</w:t>") for name in names})
    assert other != paper().paper and differences(paper().paper, other).identical


@pytest.mark.parametrize(
    "xml",
    [
        "<w:customXml><w:p><w:r><w:t>Said</w:t></w:r></w:p></w:customXml>",
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Said</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<m:oMathPara><m:oMath><m:r><m:t>Said</m:t></m:r></m:oMath></m:oMathPara>",
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:p><w:r><w:t>Said</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r>'
        "<w:t>Other</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_blocks_are_read_once(xml: str) -> None:
    assert first(holding(xml, bare=True), 2) == ["[Normal] Said", first_line()]


def test_a_table_in_a_table_is_read_once() -> None:
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    document = holding(
        f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Outer</w:t></w:r></w:p>{inner}<w:p/></w:tc></w:tr></w:tbl>",
        bare=True,
    )
    assert [as_text(document).count(word) for word in ("Outer", "Inner")] == [1, 1]


SMART = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds r:dm="rId900" r:lo="rId901"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
POINTS = (
    f"<dgm:dataModel {SPACES}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>97 recommendations were</a:t></a:r><a:r><a:t> outstanding</a:t></a:r></a:p>"
    "</dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>Next</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p/></dgm:t></dgm:pt>"
    "</dgm:ptLst></dgm:dataModel>"
).encode()


def test_the_words_of_a_diagram_are_read_and_judged() -> None:
    document = holding(
        SMART, {"rId900": ("diagramData", "diagrams/d.xml")}, {"word/diagrams/d.xml": POINTS}
    )
    assert first(document, 2) == ["[Drawing] 97 recommendations were outstanding", "[Drawing] Next"]
    assert {code_of(remark) for remark in remarks(document)} == {"contradicts", "added"}


OLE = '<w:r><w:object><v:shape><v:imagedata r:id="rId900"/></v:shape><o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" r:id="rId901"/></w:object></w:r>'


@pytest.mark.parametrize(
    ("xml", "relations", "line", "remedy"),
    [
        (
            '<w:altChunk r:id="rId900"/>',
            {"rId900": ("aFChunk", "more.html")},
            "an inserted file",
            "copy its text into the paper",
        ),
        (
            '<w:p><w:subDoc r:id="rId900"/></w:p>',
            {"rId900": ("subDocument", "more.docx")},
            "a subdocument",
            "Unlink",
        ),
        (
            f"<w:p>{OLE}</w:p>",
            {"rId900": ("image", "media/o.emf"), "rId901": ("oleObject", "embeddings/o.bin")},
            "an embedded object (Excel.Sheet.12)",
            "Double-click it",
        ),
        (
            '<w:p><w:r><w:object><w:control r:id="rId900" w:name="Box"/></w:object></w:r></w:p>',
            {"rId900": ("control", "activeX/a.xml")},
            "an ActiveX control",
            "Design Mode",
        ),
        (
            '<w:p><w:r><w:pict><w:control r:id="rId900" w:name="Box"/></w:pict></w:r></w:p>',
            {"rId900": ("control", "activeX/a.xml")},
            "an ActiveX control",
            "Design Mode",
        ),
        (
            f"<w:p>{SMART}</w:p>",
            {},
            "a diagram whose words are not there to read",
            "Insert > SmartArt",
        ),
        (
            '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="cx1"><w:drawing><wp:inline><a:graphic><a:graphicData><cx:chart r:id="rId900"/>'
            '</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:imagedata r:id="rId901"/></v:shape>'
            "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            {},
            "a chart of a newer kind",
            "Change Chart Type",
        ),
    ],
)
def test_what_cannot_be_read_stops_the_paper_and_is_told_in_its_place(
    xml: str, relations: dict[str, tuple[str, str]], line: str, remedy: str
) -> None:
    document = holding(xml, relations, bare=True)
    [remark] = all_remarks(document)
    assert (code_of(remark), remark.wrong) == ("unread", True) and remedy in remark.message
    assert first(document)[0].startswith(f"[Not read] [{line}")
    assert f"+ [Not read] {{+[{line}" in as_terminal(
        differences(paper().paper, document), colour=False
    )


INK = '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wpi"><w:drawing><wp:anchor><a:graphic><a:graphicData><w14:contentPart r:id="rId900"/></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r></w:p>'
PICTURE = '<w:r><w:drawing><wp:inline><wp:docPr id="99" name="a" descr="A crest"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId900"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


def test_pictures_and_ink_are_noted() -> None:
    [ink] = all_remarks(holding(INK, bare=True))
    assert (code_of(ink), ink.wrong) == ("unchecked", False) and "by hand (ink)" in ink.message
    document = holding(
        PICTURE + PICTURE, {"rId900": ("image", "media/a.png")}, {"word/media/a.png": b"a picture"}
    )
    assert [(code_of(remark), remark.wrong) for remark in all_remarks(document)] == [
        ("added", False),
        ("unchecked", False),
    ]
    assert "are not read: 2 (the cover)" in all_remarks(document)[1].message
    again = verified(read(document), document, paper().computed, paper().emitted)
    assert again.remarks == ()


def field(code: str) -> str:
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inner}'
        for kind, inner in (
            ("begin", f"<w:r><w:instrText> {code} </w:instrText></w:r>"),
            ("separate", f"<w:r>{WORDS}</w:r>"),
            ("end", ""),
        )
    )
    return marks


@pytest.mark.parametrize(
    "linked",
    [
        lambda to: holding(
            f'<w:hyperlink r:id="rId900"><w:r>{WORDS}</w:r></w:hyperlink>',
            {"rId900": ("hyperlink", to)},
            outside=True,
        ),
        lambda to: holding(field(f'HYPERLINK "{to}"')),
        lambda to: holding(
            f'<w:fldSimple w:instr=\' HYPERLINK "{to}" \\o "tip" \'><w:r>{WORDS}</w:r></w:fldSimple>'
        ),
    ],
)
def test_a_link_that_leads_elsewhere_is_told(linked: Callable[[str], bytes]) -> None:
    old, same, new = (
        linked("https://example.org/a"),
        linked("HTTPS://EXAMPLE.org/a"),
        linked("https://example.org/b"),
    )
    assert first(old, 2) == ["[Normal] Said", "[Link] Said: https://example.org/a"]
    assert verified(read(same), old, paper().computed, paper().emitted).remarks == ()
    [remark] = verified(read(new), old, paper().computed, paper().emitted).remarks
    assert (code_of(remark), remark.found, remark.expected, remark.wrong) == (
        "link",
        "https://example.org/b",
        "https://example.org/a",
        False,
    )
    assert (
        'the link of "Said" reads as it did, but leads to https://example.org/b' in remark.message
    )
    assert differences(old, same).identical
    assert "~ [Link] Said:" in as_terminal(differences(old, new), colour=False)


def test_links_into_the_paper_are_told_by_their_names_but_not_those_that_word_makes_up() -> None:
    link = f'<w:hyperlink w:anchor="{{}}"><w:r>{WORDS}</w:r></w:hyperlink>'
    assert first(holding(link.format("_Toc123")), 2)[1] == first_line()
    assert first(holding(link.format("Annex")), 2)[1] == "[Link] Said: #Annex"


@pytest.mark.parametrize(
    "document",
    [
        charted(put("<c:v>12</c:v>", "<c:v>77</c:v>")),
        holding(f"<w:r>{BOTH}</w:r>"),
        holding(SMART),
        holding("<m:oMath><m:r><m:t>1</m:t></m:r></m:oMath>"),
        holding(field('HYPERLINK "https://example.org"')),
    ],
    ids=["chart", "box", "diagram", "formula", "link"],
)
def test_a_redline_of_such_papers_is_made(document: bytes) -> None:
    assert redline(paper().paper, document, author="a", date=date(2021, 1, 14))
    assert redline(document, paper().paper, author="a", date=date(2021, 1, 14))


PLOT = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="rId900"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


@pytest.mark.parametrize(
    ("xml", "kind", "target", "codes"),
    [
        (PLOT, "chart", "charts/chart1.xml", ["added", "added"]),
        (SMART, "diagramData", "diagrams/d.xml", ["contradicts", "added"]),
        ('</w:p><w:altChunk r:id="rId900"/><w:p>', "aFChunk", "more.html", ["unread", "added"]),
        (OLE, "oleObject", "o.bin", ["unread", "added"]),
    ],
)
def test_in_a_table_they_are_read_with_their_cell(
    xml: str, kind: str, target: str, codes: list[str]
) -> None:
    table = f"<w:tbl><w:tr><w:tc><w:p>{xml}</w:p></w:tc><w:tc><w:p><w:r><w:t>Beside</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    document = holding(
        table, {"rId900": (kind, target)}, {"word/diagrams/d.xml": POINTS}, bare=True
    )
    found = all_remarks(document)
    assert [code_of(remark) for remark in found if code_of(remark) != "unchecked"] == codes
    assert all(remark.place.startswith("the table") for remark in found)
    assert not differences(paper().paper, document).identical and redline(
        paper().paper, document, author="a", date=date(2021, 1, 14)
    )
    assert any(
        "Beside" in row
        for block in reading(document, None, lambda tag: "")
        for _, row in block.rows
    )


@pytest.mark.judge
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_paper_that_libreoffice_saved_has_the_same_charts(tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(paper().paper)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "paper.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    saved = (tmp_path / "out" / "paper.docx").read_bytes()
    assert {code_of(remark) for remark in all_remarks(saved)} <= {"no-names", "reworded"}
    assert "[Chart data] Now: Red 2; Amber 12; Green 0" in as_text(saved).splitlines()


def test_paragraphs_keep_their_numbers_where_a_box_is_written_twice() -> None:
    found = [(one.number, one.text) for one in paragraphs(opened(holding(f"<w:r>{BOTH}</w:r>")))][
        :3
    ]
    assert [number for number, _ in found] == [1, 2, 3] and found[1][1] == "In a box"
    assert fewer().paper
