"""Figures whose number stayed and of which something else is said now: "seven are rated Green"
where the paper says that seven are rated Red, "more than then" where it says "as many as then".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.english.reading import folded
from pipeline.english.writing import digits
from pipeline.figures.figure import Figure
from pipeline.findings.finding import Finding
from pipeline.review.verify.figure_places import ROWS, Stands
from pipeline.review.verify.moved_words import Pair
from pipeline.review.verify.passages import Control, Passage
from pipeline.review.verify.places import Places
from pipeline.review.verify.typed_numbers import Known, Typed
from pipeline.review.verify.verdict import remark

BESIDE_THEN = re.compile(
    r"[^.;]*?\b(?P<how>as many as|the same as|more than|fewer than|less than)\s+"
    r"(?:then|at the last meeting|last time)\b",
    re.IGNORECASE,
)
WAYS = {"as many as": 0, "the same as": 0, "more than": 1, "fewer than": -1, "less than": -1}
"""How a number is set beside the last meeting's, and the way it then went."""


def turned(
    pairs: Iterable[Pair],
    stands: Stands,
    known: Known,
    figures: Mapping[str, Figure],
    places: Places,
) -> Iterator[Finding]:
    """Yield where the words beside a figure tell another one now, whose value it is not, or tell
    that it went another way.

    Each is read as if it were typed by hand; what reads so in the generated sentence already is
    none.
    """
    for pair in pairs:
        if folded(pair.old.text) == folded(pair.new.text):
            continue
        before = {(one.tag, folded(one.text)): one for one in pair.old.controls}
        for control in pair.new.controls:
            key, was = stands.key_of(control.tag), before.get((control.tag, folded(control.text)))
            if was is None or ROWS.match(key):
                continue  # a number that changed is told as such
            told = {*_way(pair.new, control, figures.get(key))}
            told -= {*_way(pair.old, was, figures.get(key))}
            if not any(_another(pair.old, was, known)):  # the sentence is read aright
                told |= {*_another(pair.new, control, known)}
            for words, gives in sorted(told):
                yield remark(
                    "contradicts",
                    f'"{words}" is what the words beside {key} say now, but the inputs give:'
                    f" {gives}. Put the words back, or delete them.",
                    places.of(pair.new),
                    key,
                    words,
                    gives,
                )


def _another(passage: Passage, control: Control, known: Known) -> Iterator[tuple[str, str]]:
    """Yield what a figure of a passage says that its number is not, and what the inputs give."""
    for one in known.judged(passage.text, [(control.start, control.end)]):
        if one.judgement == "contradicts" and control.start <= one.start < one.end <= control.end:
            yield one.words, _facts(one)


def _facts(one: Typed) -> str:
    return "; ".join(f"{fact.called} ({fact.key}) {fact.value}" for fact in one.facts)


def _way(passage: Passage, control: Control, figure: Figure | None) -> Iterator[tuple[str, str]]:
    """Yield the way that a figure is said to have gone since the last meeting and did not go."""
    match = BESIDE_THEN.match(passage.text, control.end)
    if match is None or figure is None or figure.value is None or figure.previous is None:
        return
    if any(control.end <= other.start < match.end() for other in passage.controls):
        return  # which speaks of that figure
    now, then = figure.value, figure.previous
    if (now > then) - (now < then) != WAYS[" ".join(match["how"].casefold().split())]:
        words = " ".join(passage.text[control.start : match.end()].split())
        yield words, f"{figure.label} {digits(now)}, and {digits(then)} at the last meeting"
