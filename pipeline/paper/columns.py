"""A column that stands only sometimes: `{%tc if targets_kept %}` begins each of its cells, and
`{%tc endif %}` ends it.

docxtpl wants either tag in a cell of its own, between which nobody could read a table in Word.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.word.xml import w

_SOMETIMES = re.compile(
    r"\s*(\{%tc if [^{}]*%\})((?:(?!\{%tc ).)*)(\{%tc endif ?%\})\s*", re.DOTALL
)
TEXT = w("t")


def stands_sometimes(cell: etree._Element) -> bool:
    """Return whether a cell begins with a condition on its column, ends with its end, and holds
    something between.
    """
    found = _SOMETIMES.fullmatch("".join(text.text or "" for text in cell.iter(TEXT)))
    return found is not None and bool(found[2].strip())


def own_columns(root: etree._Element) -> None:
    """Put the two tags of each cell that stands only sometimes into cells of their own, as docxtpl
    takes them, in a part of a template whose tags are whole.

    The broadest column of such a table is as wide as the others leave room for
    (`table_widths.fit`).
    """
    for table in root.iter(w("tbl")):
        cells = [cell for cell in table.iterfind(f"{w('tr')}/{w('tc')}") if stands_sometimes(cell)]
        if cells:
            _give_way(table)
        for cell in cells:
            texts = [text for text in cell.iter(TEXT) if text.text and text.text.strip()]
            cell.addprevious(_cell(_taken(texts[0], first=True)))
            cell.addnext(_cell(_taken(texts[-1], first=False)))


def _taken(text: etree._Element, *, first: bool) -> str:
    """Take the first or the last tag out of a text and return it; the line goes where it held
    nothing else.
    """
    words = text.text or ""
    at = words.index("%}") + 2 if first else words.rindex("{%")
    tag, text.text = (words[:at], words[at:]) if first else (words[at:], words[:at])
    line = next(text.iterancestors(w("p")))
    if not "".join(one.text or "" for one in line.iter(TEXT)).strip():
        holder = line.getparent()
        assert holder is not None
        holder.remove(line)
    return tag.strip()


def _cell(tag: str) -> etree._Element:
    cell = etree.Element(w("tc"))
    line = etree.SubElement(cell, w("p"))
    etree.SubElement(etree.SubElement(line, w("r")), TEXT).text = tag
    return cell


def _give_way(table: etree._Element) -> None:
    """Let the broadest column have the width that the others leave."""
    widths = [int(one.get(w("w")) or 0) for one in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    for row in table.iterfind(w("tr")):
        cells = row.findall(w("tc"))
        if len(cells) == len(widths):
            for width in cells[widths.index(max(widths))].iterfind(f"{w('tcPr')}/{w('tcW')}"):
                width.set(w("w"), "0")
                width.set(w("type"), "auto")
