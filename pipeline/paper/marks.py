"""Marks: how values travel through the template as plain text and come out as Word structure.

A value is printed by the template as ordinary characters. Looks, lines, lists and the names of
figures ride along as Unicode noncharacters, which no cell may hold (`workbook.texts` refuses
them), no font prints and no escaping touches. After the template is filled, `structure` turns them
into runs, paragraphs, lists and content controls.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.workbook.prose import Prose

LOOK, PLAIN = "\ufdd0", "\ufdd1"
BLOCK, BLOCK_END = "\ufdd2", "\ufdd3"
FIGURE, FIGURE_TEXT, FIGURE_END = "\ufdd4", "\ufdd5", "\ufdd6"
NEW_LINE, TAB = "\ufdd7", "\ufdd8"
OPEN_BRACE, CLOSE_BRACE = "\ufdd9", "\ufdda"
CELL, CELL_TEXT, CELL_END = "\ufddb", "\ufddc", "\ufddd"
LOOK_END = "\ufdde"
LINK, LINK_TEXT, LINK_END = "\ufde3", "\ufde4", "\ufde5"
CONTENTS = "\ufde6"

ANY = re.compile("[\ufdd0-\ufdde\ufde3-\ufde6]")
TOKEN = re.compile(
    f"{LOOK}(?P<look>[bi]+){LOOK_END}|(?P<plain>{PLAIN})|{BLOCK}(?P<block>[a-z]*):(?P<list>[0-9]+){BLOCK_END}"
    f"|{FIGURE}(?P<key>[^{FIGURE_TEXT}]*){FIGURE_TEXT}|(?P<end>{FIGURE_END})|(?P<line>{NEW_LINE})|(?P<tab>{TAB})"
    f"|{LINK}(?P<href>[^{LINK_TEXT}]*){LINK_TEXT}|(?P<unlink>{LINK_END})"
    f"|{CELL}[^{CELL_TEXT}]*{CELL_TEXT}|{CELL_END}"
)
_EMITTED_FIGURE = re.compile(
    f"{FIGURE}([^{FIGURE_TEXT}]*){FIGURE_TEXT}([^{FIGURE_END}]*){FIGURE_END}"
)
_EMITTED_CELL = re.compile(f"{CELL}([^{CELL_TEXT}]*){CELL_TEXT}([^{CELL_END}]*){CELL_END}")
_BLOCK = re.compile(f"{BLOCK}[^{BLOCK_END}]*{BLOCK_END}")
_AROUND = re.compile(
    f"{FIGURE}[^{FIGURE_TEXT}]*{FIGURE_TEXT}|{CELL}[^{CELL_TEXT}]*{CELL_TEXT}|{LOOK}[bi]+{LOOK_END}"
    f"|{LINK}[^{LINK_TEXT}]*{LINK_TEXT}|[{PLAIN}{FIGURE_END}{CELL_END}{LINK_END}]"
)
_CELL_ALONE = re.compile(
    f"{CELL}[^{CELL_TEXT}]*{CELL_TEXT}([^{LOOK}-{TAB}{CELL}-{LOOK_END}]+){CELL_END}"
)
_FIGURE_ALONE = re.compile(
    f"{FIGURE}([^{FIGURE_TEXT}]+){FIGURE_TEXT}([^{LOOK}-{TAB}{CELL}-{LOOK_END}{LINK}-{CONTENTS}]+)"
    f"{FIGURE_END}"
)
_OWNED = re.compile(
    f"{FIGURE}[^{FIGURE_END}]*{FIGURE_END}|{CELL}[^{CELL_END}]*{CELL_END}|\ufde0[^\ufde2]*\ufde2"
)
"""A figure, a cell, and the place of a chart with the words of its series (`chart.charts`)."""
_TYPED = (("\n", NEW_LINE), ("\t", TAB), ("{", OPEN_BRACE), ("}", CLOSE_BRACE))
"""What travels in place of another sign; most texts have none of them."""


class Emitted(NamedTuple):
    """One value that the template printed: the figure's key or the cell's address, and its words,
    line by line.
    """

    source: str
    lines: tuple[str, ...]
    figure: bool


def typed(text: str) -> str:
    """Return text from outside as it travels: its braces and line ends cannot be taken for the
    template's.
    """
    for sign, mark in _TYPED:
        text = text.replace(sign, mark)
    return text


def typed_braces(text: str) -> str:
    """Return text of a template whose braces are no tag's, as it travels."""
    return text.replace("{", OPEN_BRACE).replace("}", CLOSE_BRACE)


def with_braces(part: bytes) -> bytes:
    """Return a part in which each brace that travelled is itself again, wherever it stands."""
    return part.replace(OPEN_BRACE.encode(), b"{").replace(CLOSE_BRACE.encode(), b"}")


def of_cell(text: str, source: str) -> str:
    """Return the text of a cell as it travels, with the cell's address."""
    return f"{CELL}{source}{CELL_TEXT}{typed(text)}{CELL_END}" if text else ""


def of_prose(prose: Prose, source: str) -> str:
    """Return the lines, lists and looks of a cell as they travel."""
    blocks, cell = [], zlib.crc32(source.encode())
    for place, block in enumerate(prose.blocks):
        mark = (
            f"{BLOCK}{block.kind}:{cell}{block.list_no:03}{BLOCK_END}"
            if place or block.kind
            else ""
        )
        runs = (
            (
                f"{LOOK}{'b' * run.bold}{'i' * run.italic}{LOOK_END}{typed(run.text)}{PLAIN}"
                if run.bold or run.italic
                else typed(run.text)
            )
            for run in block.runs
        )
        blocks.append(mark + "".join(runs))
    return f"{CELL}{source}{CELL_TEXT}{''.join(blocks)}{CELL_END}" if blocks else ""


def of_link(text: str, address: str) -> str:
    """Return travelling text that is to lead to an address; no words lead nowhere."""
    return f"{LINK}{typed(address)}{LINK_TEXT}{text}{LINK_END}" if text and address else text


def of_figure(key: str, text: str) -> str:
    """Return the words of a figure as they travel, with its key; words that hold a figure already
    stay as they are.
    """
    return (
        text
        if FIGURE in text or not key
        else f"{FIGURE}{typed(key)}{FIGURE_TEXT}{text}{FIGURE_END}"
    )


def bare(text: str) -> str:
    """Return travelling text without its marks, as a reader sees it: blocks and lines are parted by
    line ends.
    """
    if text.isascii() or not ANY.search(text):
        return text
    return shown(_AROUND.sub("", _BLOCK.sub("\n", text)))


def without(text: str, source: str) -> str:
    """Return travelling text without what comes from the sources whose names begin so."""
    if CELL not in text:
        return text
    return re.sub(
        f"{CELL}{re.escape(source)}[^{CELL_TEXT}]*{CELL_TEXT}[^{CELL_END}]*{CELL_END}", "", text
    )


def alone(text: str) -> tuple[str, str] | None:
    """Return the key of the figure ("" for a cell) and the words of a travelling text that is all
    of one, in one line and one look; None where it is anything more.
    """
    if found := _CELL_ALONE.fullmatch(text):
        return "", shown(found[1])
    found = _FIGURE_ALONE.fullmatch(text)
    return (shown(found[1]), shown(found[2])) if found else None


def emitted(text: str) -> Iterator[Emitted]:
    """Yield the figures and cells in a piece of travelling text."""
    if text.isascii():
        return
    for key, words in _EMITTED_FIGURE.findall(text) if FIGURE in text else ():
        yield Emitted(shown(key), (bare(words),), True)
    for source, words in _EMITTED_CELL.findall(text):
        yield Emitted(source, tuple(line for line in bare(words).split("\n") if line), False)


def unowned(text: str) -> str:
    """Return what a piece of travelling text holds besides its figures and cells, as a reader sees
    it.
    """
    for start, end in ((CELL, CELL_END), (FIGURE, FIGURE_END)):
        if text.startswith(start) and text.find(end) == len(text) - 1:  # as most are
            return " "
    return bare(_OWNED.sub(" ", text))


def shown(text: str) -> str:
    """Return a character that travelled in place of a brace, a tab or a line end as itself."""
    for sign, mark in _TYPED:
        text = text.replace(mark, sign)
    return text
