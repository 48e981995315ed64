"""A number in a table is written in digits and a number in prose as the house style says: a bare
`{{ outstanding_total }}` alone in a line of a cell needs no filter.
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.english.signs import seen
from pipeline.paper.sandbox import IN_CELL
from pipeline.paper.whole_tags import TAG
from pipeline.word.xml import w

BARE = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}\}")
"""A slot that is a name and nothing else."""
LETTER = re.compile(r"[^\W\d_]")


def in_cells(root: etree._Element) -> None:
    """Tell each bare slot that stands in a line of a table without other words to print its number
    in digits, in a part of a template whose tags are whole.
    """
    for paragraph in root.iter(w("p")):
        if next(paragraph.iterancestors(w("tc")), None) is None:
            continue
        texts = [text for text in paragraph.iter(w("t")) if text.text]
        words = "".join(text.text or "" for text in texts)
        if LETTER.search(seen(TAG.sub("", words))):
            continue
        for text in texts:
            text.text = BARE.sub(rf"{{{{ \1|{IN_CELL} }}}}", text.text or "")
