"""The refs that the sentences of the program name, beside what they became: a list of refs in a
sentence whose other words stayed is one of rows, and names those that the inputs give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.english.reading import folded
from pipeline.english.writing import listed
from pipeline.findings.finding import Finding
from pipeline.review.verify.moved_words import Pair
from pipeline.review.verify.places import Places
from pipeline.review.verify.refs import MARK, lists_in
from pipeline.review.verify.sentences import sentences
from pipeline.review.verify.verdict import remark

Marking = Callable[[str], tuple[str, list[str]]]
"""What makes each ref of a text a mark, and returns them."""


def named_rows(
    pairs: Iterable[Pair], marked: Marking, is_ours: Callable[[str], bool], places: Places
) -> Iterator[Finding]:
    """Yield where a sentence with figures names other rows than the generated paper does there."""
    for pair in pairs:
        if pair.old.first.table or pair.old.text == pair.new.text:
            continue
        there = dict(_listed(pair.new.text, marked))
        for start, end in sentences(pair.old.text):
            counts = any(
                is_ours(one.tag) and start <= one.start and one.end <= end
                for one in pair.old.controls
            )
            for words, named in _listed(pair.old.text[start:end], marked) if counts else ():
                for was, now in zip(named, there.get(words, named), strict=True):
                    if set(was) != set(now):
                        yield _told(was, now, places.of(pair.new))


def _listed(text: str, marked: Marking) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each sentence that names refs, its lists of them blotted out, and those lists."""
    for start, end in sentences(text):
        words, refs = marked(text[start:end])
        if refs:
            blank, lists = lists_in(words)
            yield (
                folded(blank),
                [[refs[int(number)] for number in MARK.findall(one)] for one in lists],
            )


def _told(was: list[str], now: list[str], place: str) -> Finding:
    came = [ref for ref in now if ref not in was]
    gone = [ref for ref in was if ref not in now]
    told = " and ".join(
        words
        for words in (
            f"names {listed(came)}, which the inputs do not give there" if came else "",
            f"leaves out {listed(gone)}" if gone else "",
        )
        if words
    )
    return remark(
        "list",
        f"the sentence {told}. Type {listed(was)} there, or run report again.",
        place,
        "",
        listed(now),
        listed(was),
    )
