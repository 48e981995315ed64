"""One tag of a template, and the loops and conditions that are open at a place of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.paper.slot import Slot
from pipeline.paper.where import Placed
from pipeline.paper.whole_tags import TAG

PREFIX = re.compile(r"(tr|tc|p|r)(?=\s)")
"""What stands before a space right after the sign: `{{report_of}}` is a name."""
WORDS = ("if", "for", "elif", "else", "endif", "endfor")
PREFIXES = ("p", "tr", "tc")
CLOSED_BY = {"endif": "if", "endfor": "for"}


@dataclass(slots=True)
class Tag:
    """One tag: `kind` is the sign beside its brace, `prefix` p, tr, tc or nothing."""

    kind: str
    prefix: str
    words: str
    paragraph: Placed


@dataclass(slots=True)
class Level:
    """A loop or condition that is open: the names of its rows, and those that were told in it.

    In a `blind` one the names of rows are not known, for its own tag is wrong.
    """

    tag: Tag
    word: str
    scope: dict[str, Slot] = field(default_factory=dict)
    blind: bool = False
    told: set[str] = field(default_factory=set)


Say = Callable[[str, str, str, Placed], None]
"""Tells what is wrong: a finding's code, message and remedy, and the paragraph."""


def tag_in(text: str, paragraph: Placed) -> Tag:
    """Return a tag by its words, without its signs and prefix."""
    words = text[2:-2]
    prefix = PREFIX.match(words)
    return Tag(
        text[1],
        prefix[1] if prefix else "",
        words[prefix.end() if prefix else 0 :].strip(),
        paragraph,
    )


def written(tag: Tag) -> str:
    """Return a tag of a loop or condition as it is typed."""
    return f"{{%{tag.prefix} {tag.words} %}}"


def loops_in(found: Sequence[Placed]) -> dict[str, str]:
    """Return the names of rows in a template, each with the loop that gives it."""
    loops: dict[str, str] = {}
    for paragraph in found:
        if "for" in paragraph.text:
            for match in TAG.finditer(paragraph.text):
                tag = tag_in(match[0], paragraph)
                word, _, rest = tag.words.partition(" ")
                if tag.kind == "%" and word == "for":
                    loops.setdefault(rest.partition(" ")[0], written(tag))
    return loops
