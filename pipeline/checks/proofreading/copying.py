"""Slips of typing and copying: a word twice, two verbs together, no space after a full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product
from operator import eq

from pipeline.checks.proofreading.slip import Prose, Slip
from pipeline.english.pattern import late
from pipeline.english.reading import words_of

_TWICE = late(r"(?<![\w'’-])([^\W\d_]++)\s++(\1)(?![\w'’-])", re.IGNORECASE)
_NO_END = words_of("the a an")  # no line ends in these, so one that does goes on in the next
_ALSO_NAMES = words_of("may march will mark bill grant")
_BASES = words_of(
    """
    agree allow arise ask assess attend become begin bring carry choose consider consist contain
    continue deliver describe determine develop discuss do enable ensure establish examine
    explain follow give go happen identify implement improve include inform introduce keep make
    occur provide publish receive remain require see seek send submit take tell understand
    undertake write"""
)  # none that is also a participle, an adjective or a common noun
_TWO_VERBS = late(
    rf"""\b(?=[abhiw])(?:
    (?<!do\s)(?:is|are|was|were)[^\S\n]+(?:have|be)  # not "all it can do is have a panel"
    | (?:is|are|was|were)[^\S\n]+been | (?:is|was)[^\S\n]+(?:are|were)
    | (?<=there\s)(?:is|are|was|were)[^\S\n]+(?:is|are|was|were|has|had)
    | (?:have|had)[^\S\n]+has | has[^\S\n]+(?:have|had) | will[^\S\n]+(?:has|had)
    | be[^\S\n]+been | been[^\S\n]+be
    | (?:be|been)[^\S\n]+(?:{"|".join(sorted(_BASES))})
    )\b(?![-'’])""",
    re.IGNORECASE | re.VERBOSE,
)
_TOGETHER = frozenset(
    {
        *product(_IS := ("is", "are", "was", "were"), ("have", "be", "been", *_IS, "has", "had")),
        *product(("have", "had", "will"), ("has", "had")),
        *product(("has",), ("have", "had")),
        *product(("be", "been"), ("be", "been", *_BASES)),
    }
)
_DOTTED = late(r"(?<!\S)[^\s.]*+\.\S++")
_INNER = late(r"\.\S")
_NO_SPACE = late(
    r"""(?:(?<=[a-z0-9)\]’”'"%])|(?<=[A-Z]{2}))\.[’”)‘“(]?
    (?:[A-Z][A-Za-z’'] | (?:the|this|there|these|they|and|but|however)\b)""",
    re.VERBOSE,
)
_NOT_A_SENTENCE = late(
    r"\b(?:[A-Za-z]|No|St|Dr|Mr|Mrs|Ms|Prof|Sgt|Insp|Supt|Gen|Col|paras?|refs?|fig|vol|pp|art|sect"
    r"|reg|cl)$"
)
_FILE_TYPE = late(
    r"\.(?:pdf|docx?|xlsx?|csv|pptx?|txt|html?|js|net|com|org|gov|uk)\b", re.IGNORECASE
)


def one_twice(words: Sequence[str]) -> bool:
    """Return whether a word stands twice together."""
    return any(map(eq, words, words[1:]))


def doubled_words(piece: Prose, meeting: date) -> Iterator[Slip]:
    """Yield "the the", but not "had had", the month in "in May may", or the last word of a line
    with the next line's first.
    """
    for match in _TWICE.finditer(piece.text):
        first, second = match[1], match[2]
        word = first.casefold()
        apart = first != second and (
            word in _ALSO_NAMES or first.isupper() != second.isupper() or len(word) == 1
        )
        new_line = "\n" in match[0] and word not in _NO_END
        initials = len(word) == 1 and first != "a"
        if word not in {"had", "that"} and not (apart or new_line or initials):
            yield Slip(
                "doubled-word",
                *match.span(),
                f'the word "{second}" stands twice.',
                "Keep one of them.",
            )


def verbs_together(words: Sequence[str]) -> bool:
    """Return whether two verbs stand together."""
    return not _TOGETHER.isdisjoint(zip(words, words[1:], strict=False))


def two_verbs(piece: Prose, meeting: date) -> Iterator[Slip]:
    """Yield "there are have been" and "will be take place"."""
    for match in _TWO_VERBS.finditer(piece.text):
        yield Slip("two-verbs", *match.span(), "two verbs stand together.", "Keep one of them.")


def spaces(piece: Prose, meeting: date) -> Iterator[Slip]:
    """Yield "2020.The", but no web address, file name, initials or abbreviation with a full
    stop.
    """
    for token in _DOTTED.finditer(piece.text) if _INNER.search(piece.text) else ():
        for match in _NO_SPACE.finditer(token[0]):
            before = token[0][max(0, match.start() - 6) : match.start()]
            if not _NOT_A_SENTENCE.search(before) and not _FILE_TYPE.match(token[0], match.start()):
                why = "no space follows the full stop."
                yield Slip("space-after-full-stop", *token.span(), why, "Put a space after it.")
                break
