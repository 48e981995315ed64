"""Numbers in prose that contradict the numbers of their own row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from pipeline.checks.proofreading.masking import starts_sentence
from pipeline.checks.proofreading.slip import Prose, Slip
from pipeline.english.pattern import late
from pipeline.english.writing import MONTHS, ONES, TENS

_VALUES = {word: number for number, word in enumerate(ONES)} | {
    word: 10 * tens for tens, word in enumerate(TENS[2:], 2)
}
_NUMBER = (
    rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,6}}"
    rf"|(?:{'|'.join(TENS[2:])})(?:[-\s](?:{'|'.join(ONES[1:10])}))?"
    rf"|{'|'.join(reversed(ONES))}|(?:one|a)\s{{1,3}}hundred)"
)
# What ends in s is a noun or a verb, scarcely an adjective.
_NOT_BETWEEN = rf"""(?:(?:of|the|an?|and|or|to|for|in|on|at|by|with|from|per|that|which|who|is|are
    |was|were|be|been|had|have|their|our|these|those|other|more|further|additional|earlier|past|former|outstanding|make|made
    |received?|gave|given|got|issued|contain(?:ed)?|included?|met|need(?:ed)?|hundred|thousand
    |dozen|{"|".join(MONTHS)}|{_NUMBER})\b
    |previous\b|(?-i:[\w’'-]{{1,30}}(?<!ou)(?<!s)s\b))"""
_NO_COUNT = late(
    r"""\b(?:hundred(?:\s+and)?|thousand(?:\s+and)?|million|first|last|latter|former|final|next
    |another|remaining|other|further|additional|(?:more|fewer|less)\s+than|over|under|about|around|nearly|almost
    |up\s+to|or|between|at\s+least|at\s+most|phase|round|stage|tier|level|part|section|chapter|number|no\.?
    |annex|appendix|recommendation|question|table|figure)\s+$""",
    re.IGNORECASE | re.VERBOSE,
)
_SHARE = late(
    rf"""(?:,|;|\band)\s{{1,3}}(?:and\s)?(?P<share>(?P<number>{_NUMBER})\s{{1,3}}
    (?:of\s(?:them|which|these)\s)?(?:(?:are|were|is|was)\s)?
    (?:(?:solely|jointly)(?:\s(?:for|by))?|only\sfor|for|addressed\sto|directed\sat)\b
    (?:\s[\w’'-]{{1,30}}){{0,2}})""",
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=64)
def _counted(nouns: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds a number before one of the nouns, and the singular of each form."""
    forms = {form: noun for noun in nouns for form in (noun.casefold(), _plural(noun.casefold()))}
    either = "|".join(
        r"\s+".join(map(re.escape, form.split())) for form in sorted(forms, key=len, reverse=True)
    )
    pattern = rf"""(?=[0-9aefnostz])(?<![\w.,/£$-])(?P<number>{_NUMBER})\s{{1,3}}
        (?:(?!{_NOT_BETWEEN})[a-z][\w’'-]{{0,30}}\s{{1,3}}){{0,2}}(?P<noun>{either})(?![\w-])"""
    return late(pattern, re.IGNORECASE | re.VERBOSE), forms


def _plural(noun: str) -> str:
    """Return the plural: "areas for improvement", "inquiries"."""
    head, *tail = re.split(r"(?=\s(?:for|of|to|in)\s)", noun, maxsplit=1)
    return (head[:-1] + "ies" if re.search("[^aeiou]y$", head) else head + "s") + "".join(tail)


def _value(words: str) -> int:
    digits = words.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    parts = re.split(r"[-\s]+", words.casefold())
    return 100 if parts[-1] == "hundred" else sum(_VALUES[part] for part in parts)


def numbers(piece: Prose, meeting: date) -> Iterator[Slip]:
    """Yield "seven recommendations", or the "six for others", where no number of the row is so."""
    facts = {noun.casefold(): held for noun, held in piece.facts.items() if held}
    pattern, forms = _counted(tuple(facts)) if facts else (None, {})
    for match in pattern.finditer(piece.text) if pattern else ():
        held = facts[forms[" ".join(match["noun"].casefold().split())]]
        right = _value(match["number"]) in held
        if not right and _is_count(piece.text, match):
            yield _contradiction(match.start(), match.end(), held)
        sentence = re.match(r"[^.?!]{0,240}", piece.text[match.end() : match.end() + 240])
        for share in _SHARE.finditer(sentence[0]) if right and sentence else ():
            if _value(share["number"]) not in held:
                yield _contradiction(
                    match.end() + share.start("share"), match.end() + share.end(), held
                )


def _is_count(text: str, match: re.Match[str]) -> bool:
    """Return whether the number counts: no year, nor "at least ten" or "One asks"."""
    year = re.fullmatch("(?:19|20)[0-9]{2}", match["number"])
    opening = match["number"].casefold() == "one" and starts_sentence(text, match.start())
    return not (
        year or opening or _NO_COUNT.search(text[max(0, match.start() - 30) : match.start()])
    )


def _contradiction(start: int, end: int, held: Collection[int]) -> Slip:
    *firsts, last = map(str, sorted(held))
    several = f"numbers of its row are {', '.join(firsts)} and {last}."
    why = "the " + (several if firsts else f"number of its row is {last}.")
    remedy = "Correct the words, or the numbers of the row."
    return Slip("number-contradicts-row", start, end, why, remedy, context=False)
