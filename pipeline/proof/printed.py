"""The finished paper against what it was made from: nothing lost, nothing left over, every total a
sum.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from lxml import etree

from pipeline.findings.finding import Finding
from pipeline.paper.chart.charts import MARKER
from pipeline.paper.fill import Paper
from pipeline.paper.marks import ANY, Emitted
from pipeline.paper.structure import tag_of
from pipeline.proof.codes import finding
from pipeline.word.editing import contents
from pipeline.word.outline import BODY, Paragraph, paragraphs, text_of
from pipeline.word.package import Package, opened
from pipeline.word.xml import VAL, child, value, w

FILE = "hmicfrs-update.docx"
TELL = (
    "This is a fault of the program and of none of your files: nothing that you correct will end"
    " it. Send this list and the template to whoever looks after the program."
)
"""Whatever a template can bring about is told before it is filled (`prepared`, `tags`)."""
ADD_UP = (
    "In the template correct the row, or click in the table and clear Table Design > Total Row."
)
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{ \{|\} \}")
BLANK_WORD = re.compile(r"\b(?:nan|NaN|NaT|<NA>|StrictUndefined|Undefined)\b")
LEFT = re.compile(f"{ANY.pattern}|{MARKER.pattern}|{LEFTOVER.pattern}|{BLANK_WORD.pattern}")
DIGITS_AFTER = re.compile(r"\d|\.\d|,\d{3}(?!\d)")
WHOLE = re.compile(r"[+\u2212]?[0-9][0-9,]*")


def faults(paper: Paper, originals: Mapping[str, Collection[tuple[str, ...]]]) -> list[Finding]:
    """Return everything in which a finished paper differs from the figures and cells that were
    printed into it.

    `originals` are the lines of the cells as the workbooks hold them, by source.
    """
    parts = opened(paper.content)
    broken = list(_not_xml(parts))
    if broken:
        return broken
    again = _said_again(parts)
    found = [one for one in paragraphs(parts) if one.element not in again]
    words = _controlled(found)
    return [
        *_left_over(found, paper.emitted),
        *_lost(found, _spoken(parts, found, again), paper.emitted, originals),
        *_controls(parts, words, paper.spoken, paper.emitted),
        *_loose(paper.loose),
        *_glued(parts, found, words, paper.emitted),
        *_styles(parts),
        *_totals(parts),
    ]


def _said_again(parts: Package) -> frozenset[etree._Element]:
    """Return the paragraphs of a table of contents: what they say was printed into headings."""
    listed = b"instrText" in parts[BODY]
    return frozenset(contents(parts.root(BODY)) if listed else ())


def _spoken(
    parts: Package, found: Iterable[Paragraph], again: Collection[etree._Element]
) -> list[str]:
    """Return the alternative texts of what is drawn in the paragraphs."""
    return [
        drawing.get("descr") or ""
        for name in dict.fromkeys(one.part for one in found)
        for drawing in parts.root(name).iter(f"{{{WP}}}docPr")
        if not any(above in again for above in drawing.iterancestors(w("p")))
    ]


def _controlled(found: Iterable[Paragraph]) -> dict[etree._Element, str]:
    """Return the words of the content controls within paragraphs."""
    words: dict[etree._Element, str] = {}
    for paragraph in found:
        for run in paragraph.runs:
            for control in run.controls:
                words[control.element] = words.get(control.element, "") + run.said
    return words


def _not_xml(parts: Package) -> Iterator[Finding]:
    for name in parts:
        if name.endswith((".xml", ".rels")):
            try:
                parts.root(name)
            except etree.XMLSyntaxError as error:
                yield finding("proof-xml", f"{name} is not well-formed: {error.msg}.", TELL, FILE)


def _left_over(found: Sequence[Paragraph], emitted: Iterable[Emitted]) -> Iterator[Finding]:
    """Yield a finding for each brace, mark or blank word that no cell put there."""
    if not LEFT.search("\n".join([one.text for one in found])):
        return
    lines = "\n".join(line for item in emitted for line in item.lines)
    typed, blank = Counter(LEFTOVER.findall(lines)), Counter(BLANK_WORD.findall(lines))
    for paragraph in found:
        if ANY.search(paragraph.text) or MARKER.search(paragraph.text):
            yield finding(
                "proof-leftover",
                "a mark of the program is left in the text.",
                TELL,
                FILE,
                place=paragraph.place,
            )
        for pattern, allowed, code, what in (
            (LEFTOVER, typed, "proof-leftover", "of the template is left in the text"),
            (BLANK_WORD, blank, "proof-blank-word", "stands in the text"),
        ):
            for word in pattern.findall(paragraph.text):
                allowed[word] -= 1
                if allowed[word] < 0:
                    yield finding(code, f'"{word}" {what}.', TELL, FILE, place=paragraph.place)


def _lost(
    found: Iterable[Paragraph],
    spoken: Iterable[str],
    emitted: Iterable[Emitted],
    originals: Mapping[str, Collection[tuple[str, ...]]],
) -> Iterator[Finding]:
    """Yield a finding for each printed line that does not stand in the paper, in full and often
    enough.
    """
    whole = "\n".join([*(paragraph.text for paragraph in found), *spoken])
    alone = Counter(whole.split("\n"))
    needed: Counter[str] = Counter()
    sources: dict[str, Emitted] = {}
    for item in emitted:
        for line in item.lines if item.figure else _original(item, originals):
            needed[line] += 1
            sources.setdefault(line, item)
    mixed = "\n".join(line for line in alone.elements() if line not in needed)
    for line, times in needed.items():
        # first where it stands alone and among other words; the whole paper is long
        if alone[line] < times and alone[line] + mixed.count(line) < times > whole.count(line):
            item = sources[line]
            code, what = (
                ("proof-figure", f'the figure {item.source}, "{line}",')
                if item.figure
                else ("proof-cell-text", f'the text of {item.source}, "{line[:60]}",')
            )
            yield finding(
                code,
                f"{what} is printed {times} times and stands in the paper {whole.count(line)}"
                " times.",
                TELL,
                FILE,
            )


def _original(
    item: Emitted, originals: Mapping[str, Collection[tuple[str, ...]]]
) -> tuple[str, ...]:
    """Return the lines that the cell behind a printed text holds."""
    held = [lines for lines in originals.get(item.source, ()) if lines]
    return item.lines if not held or tuple(item.lines) in held else min(held)


def _controls(
    parts: Package,
    controlled: Mapping[etree._Element, str],
    spoken: Iterable[tuple[str, str]],
    emitted: Iterable[Emitted],
) -> Iterator[Finding]:
    """Yield a finding for each figure whose content controls, or a chart's words, do not hold
    exactly what was printed.
    """
    stands = Counter(spoken)
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and b"<w:sdt>" in part:
            for tag, control in _tagged(parts.root(name)):
                if (content := child(control, "sdtContent")) is not None:
                    stands[tag, controlled.get(control) or text_of(content)] += 1
    printed = Counter(
        (tag_of(item.source), line) for item in emitted if item.figure for line in item.lines
    )
    for (key, words), times in printed.items():
        if stands[key, words] < times:
            yield finding(
                "proof-figure",
                f'the figure {key}, "{words}", is printed {times} times and stands in '
                f"{stands[key, words]} content controls.",
                TELL,
                FILE,
            )


def _loose(printed: Iterable[str]) -> Iterator[Finding]:
    """Yield a finding for each number that a tag printed and that comes from no row."""
    for words in dict.fromkeys(printed):
        yield finding(
            "proof-number",
            f'a tag printed "{words[:60]}", which holds a number that is no figure, no date and no '
            "cell's.",
            TELL,
            FILE,
        )


def _tagged(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the content controls of a part, each with its tag."""
    for control in root.iter(w("sdt")):
        if (tag := child(control, "sdtPr/tag")) is not None:
            yield str(tag.get(VAL)), control


def _glued(
    parts: Package,
    found: Sequence[Paragraph],
    controlled: Mapping[etree._Element, str],
    emitted: Iterable[Emitted],
) -> Iterator[Finding]:
    """Yield a finding for each figure whose digits a reader would take together with digits that
    stand right beside them.
    """
    tags = {tag_of(item.source) for item in emitted if item.figure}
    within: dict[etree._Element, list[etree._Element]] = {}
    for name in dict.fromkeys(paragraph.part for paragraph in found):
        for tag, control in _tagged(parts.root(name)):
            for above in control.iterancestors(w("p")) if tag in tags else ():
                within.setdefault(above, []).append(control)
    for paragraph in found if within else ():
        for control in within.get(paragraph.element, ()):
            words = controlled.get(control) or text_of(control)
            if (words[-1:].isdecimal() and DIGITS_AFTER.match(_beside(control))) or (
                words[:1].isdecimal() and _beside(control, before=True)[-1:].isdecimal()
            ):
                yield finding(
                    "proof-number",
                    f'digits stand right beside the figure "{words}", and would be read as one'
                    " number with it.",
                    "In the template put a space or words between them.",
                    FILE,
                    place=paragraph.place,
                )


def _beside(element: etree._Element, *, before: bool = False) -> str:
    """Return the nearest words beside an element in its line, "" where there are none."""
    return next(
        (
            words
            for one in element.itersiblings(preceding=before)
            if one.tag != w("p") and (words := text_of(one))
        ),
        "",
    )


def _styles(parts: Package) -> Iterator[Finding]:
    known = {
        value(style, attribute="styleId")
        for style in parts.root("word/styles.xml").iter(w("style"))
    }
    texts = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
    used = {
        value(element)
        for name in parts
        if texts.fullmatch(name)
        for element in parts.root(name).iter(w("pStyle"), w("rStyle"), w("tblStyle"))
    }
    for style in sorted(used - known):
        yield finding("proof-style", f'the style "{style}" is used and does not exist.', TELL, FILE)


def _totals(parts: Package) -> Iterator[Finding]:
    """Yield a finding where a table that has a total row (Word: Table Design > Total Row) does not
    add up.
    """
    root = parts.root(BODY)
    for place, table in enumerate(root.iter(w("tbl")), 1):
        look = table.find(f"{w('tblPr')}/{w('tblLook')}")
        if look is None or look.get(w("lastRow")) != "1":
            continue
        rows = [
            [text_of(cell).strip() for cell in row.iterchildren(w("tc"))]
            for row in table.iterchildren(w("tr"))
        ]
        for column in range(1, min((len(row) for row in rows), default=0)):
            cells = [row[column] for row in rows[1:]]
            if cells and all(WHOLE.fullmatch(cell) for cell in cells):
                *items, total = (_whole(cell) for cell in cells)
                if sum(items) != total:
                    yield finding(
                        "proof-total",
                        f"column {column + 1} sums to {sum(items)}, but its total row says"
                        f" {total}.",
                        ADD_UP,
                        FILE,
                        place=f"table {place}",
                    )


def _whole(text: str) -> int:
    return int(text.replace("\u2212", "-").replace(",", ""))
