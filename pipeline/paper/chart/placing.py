"""A chart put into a finished .docx, in line with the text, in place of a paragraph that asks for
it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import count

from lxml import etree

from pipeline.files.package import CONTENT_TYPES
from pipeline.paper.chart.drawing import WORKBOOK_ID, Chart
from pipeline.word.package import Draft
from pipeline.word.relations import sheet_of
from pipeline.word.xml import written

DOCUMENT = "word/document.xml"
DOCUMENT_RELS = sheet_of(DOCUMENT)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KEPT = {f"{{{_W}}}{name}" for name in ("pPr", "bookmarkStart", "bookmarkEnd")}


def place_chart(draft: Draft, paragraph_marker: str, chart: Chart, *, title: str, alt: str) -> None:
    """Put the chart where the marker stands, and its workbook into the file.

    The marker is the whole text of a paragraph of the body, which keeps its style; of several it is
    the first. `title` names the chart in Word's selection pane; `alt` is what a screen reader says.
    Raises ValueError where title or alternative text is blank, or the marker is the text of no
    paragraph.
    """
    if not title.strip() or not alt.strip():
        raise ValueError("a chart needs a title and an alternative text")
    paragraph = _marked(draft.change(DOCUMENT), paragraph_marker)
    number = _free_number(draft)
    chart_part, workbook_part = (
        f"word/charts/chart{number}.xml",
        f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx",
    )
    if DOCUMENT_RELS not in draft:
        draft[DOCUMENT_RELS] = f'<Relationships xmlns="{_RELS}"/>'.encode()
    relations = draft.change(DOCUMENT_RELS)
    chart_id = _unused("rId", {relation.get("Id") for relation in relations})
    _relate(relations, chart_id, "chart", f"charts/chart{number}.xml")
    own = etree.Element(f"{{{_RELS}}}Relationships", nsmap={None: _RELS})  # type: ignore[dict-item]
    _relate(own, WORKBOOK_ID, "package", f"../embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    types = draft.change(CONTENT_TYPES)
    for name, kind in ((chart_part, _CHART_TYPE), (workbook_part, _XLSX_TYPE)):
        etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    for child in [child for child in paragraph if child.tag not in _KEPT]:
        paragraph.remove(child)
    run = etree.SubElement(paragraph, f"{{{_W}}}r")
    etree.SubElement(run, f"{{{_W}}}drawing").append(
        _drawing(chart, _free_drawing_id(draft), chart_id, title, alt)
    )
    draft[chart_part], draft[workbook_part] = chart.xml, chart.workbook
    draft[sheet_of(chart_part)] = written(own)


def _marked(document: etree._Element, marker: str) -> etree._Element:
    """Return the first paragraph whose whole text is the marker: a loop or a copy may have made
    several of a chart, which are placed one after another.
    """
    beginning = (text for text in document.iter(f"{{{_W}}}t") if marker[:1] in (text.text or ""))
    holders = dict.fromkeys(
        paragraph for text in beginning for paragraph in text.iterancestors(f"{{{_W}}}p")
    )
    found = [
        paragraph
        for paragraph in holders
        if "".join(text.text or "" for text in paragraph.iter(f"{{{_W}}}t")).strip() == marker
    ]
    if not found:
        raise ValueError(f"{marker!r} is the whole text of no paragraph")
    return found[0]


def _drawing(chart: Chart, drawing_id: int, chart_id: str, title: str, alt: str) -> etree._Element:
    """Return the inline drawing that shows the chart part."""
    inline = etree.Element(
        f"{{{_WP}}}inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        nsmap={"wp": _WP, "a": _A, "c": _C, "r": _R},
    )
    etree.SubElement(inline, f"{{{_WP}}}extent", cx=str(chart.width), cy=str(chart.height))
    etree.SubElement(inline, f"{{{_WP}}}docPr", id=str(drawing_id), name=title, descr=alt)
    etree.SubElement(inline, f"{{{_WP}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic")
    data = etree.SubElement(graphic, f"{{{_A}}}graphicData", uri=_C)
    etree.SubElement(data, f"{{{_C}}}chart", {f"{{{_R}}}id": chart_id})
    return inline


def _free_number(parts: Iterable[str]) -> int:
    """Return the first number that neither a chart nor an embedded workbook bears; names ignore
    case.
    """
    taken = {name.lower() for name in parts}
    return next(
        number
        for number in count(1)
        if not taken
        & {
            chart := f"word/charts/chart{number}.xml",
            sheet_of(chart),
            f"word/embeddings/microsoft_excel_sheet{number}.xlsx",
        }
    )


def _free_drawing_id(draft: Draft) -> int:
    """Return the first id that no drawing bears, in the body or in any header, footer or note."""
    taken = {
        drawing.get("id")
        for name, content in draft.items()
        if name == DOCUMENT
        or (name.startswith("word/") and name.endswith(".xml") and b"docPr" in content)
        for drawing in draft.root(name).iter(f"{{{_WP}}}docPr")
    }
    return int(_unused("", taken))


def _unused(prefix: str, taken: Container[object]) -> str:
    return next(name for name in (f"{prefix}{number}" for number in count(1)) if name not in taken)


def _relate(relations: etree._Element, name: str, kind: str, target: str) -> None:
    etree.SubElement(
        relations, f"{{{_RELS}}}Relationship", Id=name, Type=f"{_R}/{kind}", Target=target
    )
