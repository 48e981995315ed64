"""Lines, lists, bold and italic in a cell: what a person typed with Alt+Enter, as paragraphs and
runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.english.pattern import late

ListKind = Literal["", "letter", "number", "bullet"]

BULLETS = "\u2022\u00b7\u25cf\u25aa\u25e6\uf0b7"
_LABELS: tuple[tuple[ListKind, re.Pattern[str]], ...] = (
    ("letter", re.compile(r"\(([a-z]{1,3})\)[ \t\u00a0]+(?=\S)")),
    ("number", re.compile(r"([1-9][0-9]{0,3})[.)][ \t\u00a0]+(?=\S)")),
    ("bullet", re.compile(rf"[{BULLETS}-][ \t\u00a0]+(?=\S)")),
)
_MAY_BE_LABEL = rf"\s*(?:\([a-z]|[1-9]|[{BULLETS}-])"
_FIRST, _LATER = re.compile(_MAY_BE_LABEL), re.compile(rf"\n{_MAY_BE_LABEL}")
_TYPED_LABEL = late(r"\(\w{1,4}\)\s|Q?[0-9]{1,3}[.):]\s|[A-Za-z][.)]\s|[ivx]{2,4}[.)]\s")

SURE: dict[ListKind, int] = {"letter": 26, "number": 99, "bullet": 1}
"""A label beyond these is one only in a list that has come so far: "2020." begins a sentence, and
"(ii)" is Roman.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a cell: a paragraph, or an item of list number `list_no` (counted from 1 within
    the cell).
    """

    runs: tuple[Run, ...]
    kind: ListKind = ""
    list_no: int = 0

    @property
    def text(self) -> str:
        """Return the words without their looks, and without the label of a list item."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Prose:
    """The contents of one cell, line by line; false where the cell is blank."""

    blocks: tuple[Block, ...] = ()
    out_of_order: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)

    @property
    def text(self) -> str:
        """Return the words, one line a block."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def items(self) -> int:
        """Return how many lines are items of a list."""
        return sum(bool(block.kind) for block in self.blocks)


def prose(runs: Iterable[Run]) -> Prose:
    """Return the lines of a cell's runs; blank lines fall away.

    A line that begins with "(a)", "1." or a bullet is an item of a list. A label that does not
    follow the one before it is left in the text as typed and listed in `out_of_order`, for Word's
    own numbering would change it. After "(z)" Word goes on with "(aa)" and "(bb)"; where "(ab)" is
    typed, all from "(aa)" on is left as typed.

    >>> [(block.kind, block.text) for block in prose([Run("Asked:\\n(a) why;\\n(b) when.")]).blocks]
    [('', 'Asked:'), ('letter', 'why;'), ('letter', 'when.')]
    """
    blocks: list[Block] = []
    odd: list[str] = []
    last: dict[ListKind, int] = {}
    lists: dict[ListKind, int] = {}
    count = 0
    roman = False
    lines = [("".join(run.text for run in line), line) for line in _lines(runs)]
    doubled = not any(text.startswith("(ab)") for text, _ in lines)
    for text, line in lines:
        kind, label, length = _label(text, doubled)
        if kind and not 0 < label <= SURE[kind] and last.get(kind, 0) < SURE[kind]:
            kind = ""
        follows = kind == "bullet" or label == last.get(kind, 0) + 1
        one = kind == "letter" and label == 9 and not follows
        roman = one or (roman and not (kind == "letter" and follows))
        if not kind or one or not (follows or label == 1):
            blocks.append(Block(tuple(line)))
            if kind and not one and not (roman and text[1] in "ivx"):
                odd.append(text[:length].strip())
            if not kind:
                last.pop("bullet", None)
            continue
        if label == 1 and not (kind == "bullet" and kind in last):
            count += 1
            lists[kind] = count
        last[kind] = 1 if kind == "bullet" else label
        blocks.append(Block(tuple(_without(line, length)), kind, lists[kind]))
    return Prose(tuple(blocks), tuple(odd))


def may_list(text: str) -> bool:
    """Return whether a line may begin with a label, so that only then the lines need be read.

    >>> may_list("Asked:\\n (a) why"), may_list("Asked (a) why")
    (True, False)
    """
    return bool(_FIRST.match(text) or _LATER.search(text))


def as_list(found: Prose) -> Prose:
    """Return lines without any label as one lettered list: questions are typed one a line, with or
    without "(a)" or "Q1.".
    """
    if len(found.blocks) < 2 or any(
        block.kind or _TYPED_LABEL.match(block.text) for block in found.blocks
    ):
        return found
    return replace(
        found, blocks=tuple(replace(block, kind="letter", list_no=1) for block in found.blocks)
    )


def _label(text: str, doubled: bool) -> tuple[ListKind, int, int]:
    """Return what kind of list the line's label belongs to, its place in it as Word counts, and the
    label's length.

    The place of letters that Word would not count so is 0, and of all beyond "(z)" unless they are
    `doubled`.
    """
    for kind, pattern in _LABELS:
        match = pattern.match(text)
        if match and kind == "letter":
            letters = match[1]
            counts = len(letters) == 1 or (doubled and len(set(letters)) == 1)
            return kind, (26 * (len(letters) - 1) + ord(letters[0]) - 96) * counts, match.end()
        if match:
            return kind, int(match[1]) if kind == "number" else 1, match.end()
    return "", 0, 0


def _lines(runs: Iterable[Run]) -> Iterator[list[Run]]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    for line in lines:
        if stripped := _stripped(line):
            yield stripped


def _stripped(line: list[Run]) -> list[Run]:
    """Return the line without the white space at its ends."""
    text = "".join(run.text for run in line)
    start = len(text) - len(text.lstrip())
    return _joined(_cut(line, start, len(text.rstrip())))


def _without(line: list[Run], length: int) -> list[Run]:
    return _cut(line, length, sum(len(run.text) for run in line))


def _cut(line: list[Run], start: int, end: int) -> list[Run]:
    kept, at = [], 0
    for run in line:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            kept.append(replace(run, text=text))
        at += len(run.text)
    return kept


def _joined(line: list[Run]) -> list[Run]:
    """Return the line with neighbours of one look made one run."""
    joined: list[Run] = []
    for run in line:
        if joined and (joined[-1].bold, joined[-1].italic) == (run.bold, run.italic):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined
