"""The charts of the paper: their figures, their words, their place in a document, and how they
look.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.commands.run import made
from pipeline.files.package import packed, parts_of
from pipeline.paper.chart.drawing import INK, LINE, NOW_FILL, Chart, balance_chart, ratings_chart
from pipeline.paper.chart.placing import place_chart
from pipeline.proof.accessible.document import access_faults
from pipeline.word.package import Draft
from tests import builders
from tests.house.parts import p, run
from tests.paper.test_template import document, n

NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
RATINGS = ["Red", "Amber", "Green"]
HOSTILE = [
    "R&D <b>",
    "=cmd()",
    "{{ 7*7 }}",
    "]]>&amp;",
    "a" * 500,
    "Off\u2013track \u201cquoted\u201d",
]


def ratings(
    words: list[str] = RATINGS, then: list[int] | None = None, now: list[int] | None = None
) -> Chart:
    return ratings_chart(
        words, then, now or [2, 11, 18], then_label="Last meeting", now_label="This meeting"
    )


def two_meetings() -> Chart:
    return ratings(then=[4, 0, 21])


def found(content: bytes, path: str) -> list[str]:
    """Return the texts or attributes at a path of an XML part."""
    values = etree.fromstring(content).xpath(path, namespaces=NS)
    assert isinstance(values, list)
    return [str(value) for value in values]


def sheet_of(chart: Chart) -> Worksheet:
    """Return the one sheet of the workbook behind a chart."""
    [sheet] = openpyxl.load_workbook(io.BytesIO(chart.workbook)).worksheets
    return sheet


def document_with(*paragraphs: str) -> dict[str, bytes]:
    """Return the parts of a document of one heading and these paragraphs."""
    document = Document()
    document.add_heading("Changes since the last meeting", 1)
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return parts_of(buffer.getvalue())


def with_chart(
    parts: dict[str, bytes], marker: str, chart: Chart, *, title: str, alt: str
) -> dict[str, bytes]:
    """Return the parts with the chart where the marker stood."""
    draft = Draft(parts)
    place_chart(draft, marker, chart, title=title, alt=alt)
    return draft.written()


def placed(
    chart: Chart | None = None, alt: str = "Bar chart: red fell from 4 to 2."
) -> dict[str, bytes]:
    return with_chart(
        document_with("Before", "[chart]", "After"),
        "[chart]",
        chart or two_meetings(),
        title="Ratings then and now",
        alt=alt,
    )


def with_two_charts() -> dict[str, bytes]:
    parts = with_chart(
        document_with("[one]", "Between", "[two]"),
        "[two]",
        two_meetings(),
        title="Two",
        alt="Second.",
    )
    balance = balance_chart(["23 July 2020", "12 November 2020", "14 January 2021"], [34, 29, 31])
    return with_chart(parts, "[one]", balance, title="One", alt="First.")


# What a chart shows


def test_the_chart_and_the_workbook_behind_it_hold_the_numbers_given() -> None:
    chart = two_meetings()
    assert found(chart.xml, "//c:ser[1]/c:val//c:v/text()") == ["4", "0", "21"]
    assert found(chart.xml, "//c:ser[2]/c:val//c:v/text()") == ["2", "11", "18"]
    assert found(chart.xml, "//c:ser[2]/c:cat//c:v/text()") == ["Red", "Amber", "Green"]
    assert found(chart.xml, "//c:ser/c:tx//c:v/text()") == ["Last meeting", "This meeting"]
    assert list(sheet_of(chart).values) == [
        ("Rating", "Last meeting", "This meeting"),
        ("Red", 4, 2),
        ("Amber", 0, 11),
        ("Green", 21, 18),
    ]


def test_the_chart_points_to_the_cells_that_hold_its_numbers() -> None:
    assert found(two_meetings().xml, "//c:f/text()") == [
        "Figures!$B$1",
        "Figures!$A$2:$A$4",
        "Figures!$B$2:$B$4",
        "Figures!$C$1",
        "Figures!$A$2:$A$4",
        "Figures!$C$2:$C$4",
    ]


def test_a_first_paper_has_one_series_whose_labels_are_bare_numbers() -> None:
    chart = ratings()
    assert [(one.name, one.counts) for one in chart.series] == [("This meeting", (2, 11, 18))]
    assert len(found(chart.xml, "//c:ser/c:idx/@val")) == 1
    assert found(chart.xml, "//c:showSerName/@val") == ["0"]
    assert list(sheet_of(chart).values)[1:] == [("Red", 2), ("Amber", 11), ("Green", 18)]


def test_two_series_are_told_apart_by_words_on_every_bar_and_not_by_a_legend() -> None:
    chart = two_meetings()
    assert found(chart.xml, "//c:showSerName/@val") == ["1", "1"]
    assert found(chart.xml, "//c:separator/text()") == [": ", ": "]
    assert not found(chart.xml, "//c:legend | //c:title | //c:majorGridlines")


def test_zeros_and_thousands_are_drawn_as_they_are() -> None:
    chart = ratings(then=[0, 0, 0], now=[9999, 0, 1000])
    assert found(chart.xml, "//c:val//c:v/text()") == ["0", "0", "0", "9999", "0", "1000"]
    assert set(found(chart.xml, "//c:dLbls/c:numFmt/@formatCode")) == {"#,##0"}


def test_ratings_keep_their_own_colours_where_the_caller_gives_them() -> None:
    chart = ratings_chart(
        RATINGS,
        [1, 1, 1],
        [1, 1, 1],
        then_label="Then",
        now_label="Now",
        colours={"Red": "B10E1E", "Amber": "FFC20E"},
    )
    assert [one.fills for one in chart.series] == [("FFFFFF",) * 3, ("B10E1E", "FFC20E", "12436D")]
    assert found(chart.xml, "//c:ser[2]/c:dPt/c:idx/@val") == ["1", "2"]
    assert found(chart.xml, "//c:ser[2]/c:dPt/c:spPr/a:solidFill/a:srgbClr/@val") == [
        "FFC20E",
        "12436D",
    ]


def test_a_balance_shows_the_latest_six_meetings_with_this_one_picked_out() -> None:
    chart = balance_chart(
        [f"Meeting {number}" for number in range(1, 9)], [34, 29, 31, 0, 9999, 12, 7, 8]
    )
    assert chart.categories == (
        "Meeting 3",
        "Meeting 4",
        "Meeting 5",
        "Meeting 6",
        "Meeting 7",
        "Meeting 8",
    )
    assert found(chart.xml, "//c:val//c:v/text()") == ["31", "0", "9999", "12", "7", "8"]
    assert list(sheet_of(chart).values)[0::6] == [("Meeting", "Outstanding"), ("Meeting 8", 8)]
    assert chart.series[0].fills == ("BFBFBF",) * 5 + ("12436D",)


@pytest.mark.parametrize(
    "words, then, now",
    [
        ([], [], []),
        (["Red"], None, [1, 2]),
        (["Red"], [1, 2], [1]),
        (["Red"], [-1], [1]),
        ([" "], None, [1]),
        (["Red\x0b"], None, [1]),
    ],
)
def test_figures_that_do_not_fit_together_are_refused(
    words: list[str], then: list[int] | None, now: list[int]
) -> None:
    with pytest.raises(ValueError):
        ratings_chart(words, then, now, then_label="Then", now_label="Now")


def test_a_colour_that_is_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="hexadecimal"):
        ratings_chart(["Red"], None, [1], then_label="", now_label="Now", colours={"Red": "red"})


def test_a_balance_over_two_meetings_is_refused() -> None:
    with pytest.raises(ValueError, match="three"):
        balance_chart(["12 November 2020", "14 January 2021"], [29, 31])


def test_hostile_words_are_text_in_the_chart_and_in_the_workbook() -> None:
    chart = ratings(HOSTILE, [1] * 6, [2] * 6)
    assert found(chart.xml, "//c:ser[1]/c:cat//c:v/text()") == HOSTILE
    assert [row[0] for row in sheet_of(chart).values][1:] == HOSTILE
    assert sheet_of(chart)["A3"].data_type != "f"


def test_a_long_word_makes_the_chart_taller_but_never_taller_than_a_page() -> None:
    assert ratings().height < ratings(["a word " * 30, "Amber", "Green"]).height
    assert ratings(["a word " * 4000, "Amber", "Green"]).height == 20 * 360_000


def test_the_same_figures_give_the_same_bytes() -> None:
    assert two_meetings() == two_meetings()
    assert packed(placed()) == packed(placed())


def test_the_workbook_names_no_time_and_no_author() -> None:
    assert not [name for name in parts_of(two_meetings().workbook) if "docProps" in name]


# What Word and its readers need


def test_axis_ids_are_positive_and_agree() -> None:
    assert found(two_meetings().xml, "//c:barChart/c:axId/@val") == ["1001", "1002"]
    assert found(two_meetings().xml, "//c:catAx/c:axId/@val | //c:valAx/c:axId/@val") == [
        "1001",
        "1002",
    ]


def test_the_chart_is_british_english_square_cornered_arial_and_twelve_points() -> None:
    xml = two_meetings().xml
    assert found(xml, "/c:chartSpace/c:lang/@val") == ["en-GB"]
    assert found(xml, "/c:chartSpace/c:roundedCorners/@val") == ["0"]
    assert set(found(xml, "//a:latin/@typeface")) == {"Arial"}
    assert set(found(xml, "//a:defRPr/@sz")) == {"1200"}


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


@pytest.mark.parametrize("colour, least", [(INK, 4.5), (LINE, 3), (NOW_FILL, 3)])
def test_text_bars_and_outlines_stand_out_on_white(colour: str, least: float) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= least


# Its place in the document


def test_the_chart_takes_the_place_of_its_marker_and_nothing_else_moves() -> None:
    document = placed()["word/document.xml"]
    assert found(document, "//w:p//w:t/text()") == [
        "Changes since the last meeting",
        "Before",
        "After",
    ]
    assert found(document, "//w:p[w:r/w:drawing]/preceding-sibling::w:p[1]//w:t/text()") == [
        "Before"
    ]


def test_the_drawing_carries_its_title_its_alternative_text_and_its_size() -> None:
    document = placed(alt='Red & amber "fell" <by> 2')["word/document.xml"]
    assert found(document, "//wp:inline/wp:docPr/@descr") == ['Red & amber "fell" <by> 2']
    assert found(document, "//wp:inline/wp:docPr/@name") == ["Ratings then and now"]
    assert found(document, "//wp:inline/wp:extent/@cx") == [str(two_meetings().width)]


def test_every_reference_from_document_to_chart_to_workbook_is_met() -> None:
    chart = two_meetings()
    parts = placed(chart)
    rels = parts["word/_rels/document.xml.rels"]
    [chart_id] = found(parts["word/document.xml"], "//c:chart/@r:id")
    assert found(rels, f"//rel:Relationship[@Id='{chart_id}']/@Target") == ["charts/chart1.xml"]
    assert parts["word/charts/chart1.xml"] == chart.xml
    [book_id] = found(chart.xml, "/c:chartSpace/c:externalData/@r:id")
    own = parts["word/charts/_rels/chart1.xml.rels"]
    assert found(own, f"//rel:Relationship[@Id='{book_id}']/@Target") == [
        "../embeddings/Microsoft_Excel_Sheet1.xlsx"
    ]
    assert parts["word/embeddings/Microsoft_Excel_Sheet1.xlsx"] == chart.workbook


def test_two_charts_in_one_paper_share_no_id_and_no_part() -> None:
    parts = with_two_charts()
    document = parts["word/document.xml"]
    assert found(document, "//wp:docPr/@name") == ["One", "Two"]
    assert sorted(found(document, "//wp:docPr/@id")) == ["1", "2"]
    ids = found(parts["word/_rels/document.xml.rels"], "//rel:Relationship/@Id")
    assert len(ids) == len(set(ids))
    assert {name for name in parts if "chart" in name or "embeddings" in name} == {
        "word/charts/chart1.xml",
        "word/charts/_rels/chart1.xml.rels",
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx",
        "word/charts/chart2.xml",
        "word/charts/_rels/chart2.xml.rels",
        "word/embeddings/Microsoft_Excel_Sheet2.xlsx",
    }
    named = found(parts["[Content_Types].xml"], "//ct:Override/@PartName")
    assert len(named) == len(set(named))


def test_ids_already_used_by_the_template_are_left_alone() -> None:
    parts = document_with("[chart]")
    footer = '<w:ftr xmlns:w="{w}" xmlns:wp="{wp}"><wp:docPr id="1" name="crest"/></w:ftr>'.format(
        **NS
    )
    parts |= {"word/footer9.xml": footer.encode(), "word/charts/chart1.xml": b"<theirs/>"}
    result = with_chart(parts, "[chart]", two_meetings(), title="Ratings", alt="Bars.")
    assert found(result["word/document.xml"], "//wp:docPr/@id") == ["2"]
    assert result["word/charts/chart1.xml"] == b"<theirs/>"
    assert result["word/charts/chart2.xml"] == two_meetings().xml


def test_a_marker_split_over_runs_is_found_and_its_paragraph_keeps_its_style() -> None:
    document = Document()
    paragraph = document.add_paragraph("[ch", style="List Bullet")
    paragraph.add_run("art]").bold = True
    buffer = io.BytesIO()
    document.save(buffer)
    parts = with_chart(
        parts_of(buffer.getvalue()), "[chart]", two_meetings(), title="Ratings", alt="Bars."
    )
    assert found(parts["word/document.xml"], "//w:p[w:r/w:drawing]/w:pPr/w:pStyle/@w:val") == [
        "ListBullet"
    ]


def test_a_marker_that_stands_alone_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="chart"):
        with_chart(
            document_with("see [chart] below"),
            "[chart]",
            two_meetings(),
            title="Ratings",
            alt="Bars.",
        )


CHART_LINE = (
    '<w:p><w:pPr><w:pStyle w:val="Chart"/></w:pPr><w:r><w:t>{{ ratings_chart|labels("Then", "Now")'
    ' }}</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="AlternativeText"/></w:pPr><w:r><w:t>It shows'
    " {{ outstanding_total|digits }}.</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    "content",
    [
        CHART_LINE * 2,
        p("Normal", run("{%p for one in ratings %}"))
        + CHART_LINE
        + p("Normal", run("{%p endfor %}")),
    ],
    ids=["copied", "in a loop"],
)
def test_a_chart_may_stand_in_a_paper_more_than_once(content: str) -> None:
    paper = made(builders.inputs({}, then=[{}], template=document(n("{{ title }}"), content))).paper
    drawn = [name for name in parts_of(paper) if name.startswith("word/charts/chart")]
    assert len(drawn) == 2 + ("endfor" in content)
    assert access_faults(paper) == []


@pytest.mark.parametrize("title, alt", [("", "Bars."), ("Ratings", " ")])
def test_a_chart_without_title_or_alternative_text_is_refused(title: str, alt: str) -> None:
    with pytest.raises(ValueError, match="alternative text"):
        with_chart(document_with("[chart]"), "[chart]", two_meetings(), title=title, alt=alt)


def test_python_docx_opens_the_result_and_finds_both_charts() -> None:
    assert len(Document(io.BytesIO(packed(with_two_charts()))).inline_shapes) == 2


# What other programs make of it


@pytest.mark.judge
def test_an_independent_validator_finds_no_fault_in_document_and_workbook(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    parts = {
        name: content
        for name, content in with_two_charts().items()
        if "stylesWithEffects" not in name
    }
    # python-docx's own template is at fault here
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        parts[name] = re.sub(
            rb"<(Override|Relationship) [^>]*stylesWithEffects[^>]*>", b"", parts[name]
        )
    for name, content in {
        "paper.docx": packed(parts),
        "figures.xlsx": two_meetings().workbook,
    }.items():
        (tmp_path / name).write_bytes(content)
        faults = audit.OpenXmlValidator().validate(tmp_path / name).errors
        assert [
            str(fault) for fault in faults if fault.severity is audit.ValidationSeverity.ERROR
        ] == []


@pytest.mark.judge
def test_libreoffice_draws_the_chart_as_text_and_lines(tmp_path: Path) -> None:
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice or pdftotext is not installed")
    (tmp_path / "paper.docx").write_bytes(packed(placed()))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "paper.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    text = subprocess.run(
        [reader, "-layout", str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True
    ).stdout
    for words in (
        b"Red",
        b"Last meeting: 4",
        b"Last meeting: 0",
        b"This meeting: 11",
        b"Last meeting: 21",
    ):
        assert words in text
    assert b"/Subtype/Image" not in (tmp_path / "paper.pdf").read_bytes()
