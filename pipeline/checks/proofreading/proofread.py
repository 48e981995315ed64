"""The prose of the workbooks, proof-read: what a careful colleague would pencil in the margin.

Every slip is told as a note with its cell, never an error, and the text is never altered. A rule
reads one masked text (titles and addresses blotted out, see `names`) and yields the places that it
would mark.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.checks.proofreading.abbreviations import abbreviations
from pipeline.checks.proofreading.codes import finding
from pipeline.checks.proofreading.copying import (
    doubled_words,
    one_twice,
    spaces,
    two_verbs,
    verbs_together,
)
from pipeline.checks.proofreading.counts import numbers
from pipeline.checks.proofreading.dates import (
    dates,
    of_a_month,
    of_some_time,
    relative_time,
    scheduled,
)
from pipeline.checks.proofreading.masking import masked, title_tree
from pipeline.checks.proofreading.names import spelt_two_ways
from pipeline.checks.proofreading.slip import Placed, Prose, Rule, Slip
from pipeline.english.reading import small, words_in
from pipeline.findings.finding import Finding

OF_COPYING: tuple[Rule, ...] = (
    Rule(doubled_words, one_twice),
    Rule(two_verbs, verbs_together),
    Rule(spaces),
)
RULES: tuple[Rule, ...] = (
    *OF_COPYING,
    Rule(dates, of_a_month),
    Rule(scheduled, of_a_month),
    Rule(relative_time, of_some_time),
    Rule(numbers),
)


def proofread(
    prose: Sequence[Prose],
    *,
    meeting: date,
    names: Collection[str] = (),
    titles: Collection[str] = (),
    known: Collection[str] = (),
) -> list[Finding]:
    """Return a note for each offending phrase of each cell, in the order of the prose and of its
    words.

    `names` have one right spelling; nothing inside one of the `titles` is remarked on; `known`
    abbreviations need no long form. A phrase that comes twice in a cell is remarked on once.
    """
    tree = title_tree(titles)
    texts = [piece.text for piece in prose]
    maskeds: list[str] = []
    slips: list[Placed] = []
    for index, piece in enumerate(prose):
        words = words_in(piece.text)
        text = masked(piece.text, words, tree)
        maskeds.append(text)
        if text is not piece.text:
            piece, words = replace(piece, text=text), words_in(text)
        slips += [(index, slip) for slip in _slips(piece, words, meeting)]
    maskeds = ["" if piece.quoted else text for piece, text in zip(prose, maskeds, strict=True)]
    written_out = {*known, *(word for name in names for word in name.split())}
    slips += abbreviations(texts, maskeds, written_out)
    slips += spelt_two_ways(maskeds, [(piece.file, str(piece.cell)) for piece in prose], names)
    slips.sort(key=lambda placed: (placed[0], placed[1].start, placed[1].end, placed[1].code))
    findings: dict[tuple[object, ...], Finding] = {}
    for index, slip in slips:
        piece = prose[index]
        phrase = " ".join(piece.text[slip.start : slip.end].casefold().split())
        findings.setdefault((piece.file, piece.cell, slip.code, phrase), _finding(piece, slip))
    return list(findings.values())


def _slips(piece: Prose, words: Iterable[str], meeting: date) -> Iterator[Slip]:
    """Yield what the rules find in one masked text, which has these words."""
    smalls = small(" ".join(words)).split()
    for rule in OF_COPYING if piece.quoted else RULES:
        if rule.may_find(smalls):
            yield from rule.finds(piece, meeting)


_MAJESTY = re.compile(r"\b(his|her)\s+majesty[’']?s\b", re.IGNORECASE)


def other_majesty(
    prose: Sequence[Prose], majesty: str, titles: Collection[str] = ()
) -> list[Finding]:
    """Return a note for each cell that says Her Majesty's where the paper says His, or the other
    way round.

    Quoted wordings and titles are as they were published, and are left alone.
    """
    tree = title_tree(titles)
    found = []
    for piece in prose:
        if not piece.quoted and _MAJESTY.search(piece.text):
            match = next(
                (
                    match
                    for match in _MAJESTY.finditer(masked(piece.text, words_in(piece.text), tree))
                    if match[1].casefold() != majesty.casefold()
                ),
                None,
            )
            if match:
                why = f"the paper calls the inspectorate {majesty} Majesty’s."
                slip = Slip(
                    "majesty-form",
                    *match.span(),
                    why,
                    "Check which is right at the date that is meant.",
                )
                found.append(_finding(piece, slip))
    return found


def _finding(piece: Prose, slip: Slip) -> Finding:
    words = _quoted(piece.text, slip)
    message = f'{piece.heading} says "{words}": {slip.why}'
    return finding(slip.code, message, slip.remedy, piece.file, cell=piece.cell, found=f'"{words}"')


def _quoted(text: str, slip: Slip) -> str:
    """Return the words remarked on, with a neighbour on either side that belongs to the same
    sentence.
    """
    before = after = ""
    if slip.context:
        left = re.search(
            r"([^\s.?!;:]\S{0,30})\s{1,3}$", text[max(0, slip.start - 34) : slip.start]
        )
        right = re.match(r"\s{1,3}(\S{1,30})", text[slip.end : slip.end + 34])
        before = left[1] + " " if left and left[1][-1] not in ".?!;:" else ""
        after = " " + right[1].rstrip(".,;:?!") if right else ""
    words = " ".join(text[slip.start : slip.end].split())
    return before + (words if len(words) <= 80 else words[:79] + "…") + after
