"""Personal data in what may be printed: told by its kind and its cell, and never repeated.

What is looked for has a form of its own (an address, a number) or stands behind a rank or a title.
Chief officers are posts, and so are a rank and a department; a name by itself is not known for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.checks.proofreading.codes import finding
from pipeline.checks.proofreading.posts import IN_ING, LONE, POSTS, SURNAMES
from pipeline.checks.proofreading.slip import Prose
from pipeline.english.pattern import late
from pipeline.english.reading import words_in, words_of
from pipeline.findings.finding import Finding

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NTH = "(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:[0-9]{{1,2}}{_NTH}\s+(?:of\s+)?{_MONTH},?\s+[0-9]{{2,4}}|{_MONTH}\s+[0-9]{{1,2}}{_NTH},?\s+[0-9]{{4}}"
    r"|[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4})"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_EMAIL = late(r"[\w.+%'’-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_PHONE = late(
    r"(?<![\w.,/£$€+-])(?:(?:\+44|0044)[\s.-]?(?:\(0\))?[\s.-]?[127]|\(?0[127][0-9])"
    r"[0-9]{0,9}\)?(?:[\s.-]{1,2}[0-9]{2,8}){0,4}(?![\w/])"
)
_EXTENSION = late(rf"\bext(?:ension|n)?\b\.?\s?:?\s?(?!{_YEAR}\b)[0-9]{{4,6}}\b", re.IGNORECASE)
_BIRTH = late(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth\b|born\b(?:\s+on\b)?(?:\s+the\b)?)"
    rf"[\s:,()–-]*(?:is\b|was\b)?[\s:]*{_DATE}",
    re.IGNORECASE,
)
_INSURANCE = late(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-TW-Z][A-CEGHJ-NP-TW-Z](?:\s?[0-9]{2}){3}\s?[A-D]\b",
    re.IGNORECASE,
)
_HOME = late(
    r"\b[0-9]{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w'’.-]*,?\s+){1,8}?[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][A-Z]{2}\b"
)
_SOME_DIGITS = "(?=(?:[A-Z/-]*[0-9]){4})[A-Z0-9]"
_CRIME = late(
    r"\b(?:(?:crime|incident|occurrence)\s+(?:ref(?:erence)?\b\.?|no\b\.?|number\b)"
    r"(?:\s+(?:no\b\.?|number\b))?|CRN\b)"
    rf"\s*(?:is\b|was\b|:|#)?\s*(?!{_YEAR}(?:[/-][0-9]{{2}})?\b){_SOME_DIGITS}",
    re.IGNORECASE,
)
_COLLAR = late(
    rf"\b(?:W?PC|PCSO|PS|T?DC|DS|DI|Sgt|Sergeant|Constable)\s(?!{_YEAR}\b)[0-9]{{3,6}}\b"
    r"|\b(?:[Cc]ollar|[Ww]arrant|[Ss]houlder)\s(?:no\b\.?|number\b)\s*(?:is\b|was\b|:)?\s*#?[A-Z]{0,3}\s?[0-9]{3,7}\b"
)
_TITLE = late(
    r"""(?<![\w/'’-])(?=[TADCSPIMW])(?P<rank>
      (?:(?:[TA]/|Acting\s|Temporary\s|T\s|Detective\s|Det\.?\s|D/|Chief\s|Ch\.?\s|Police\s|Special\s){0,3}
         (?:Superintendent|Supt\b\.?|Inspector|Insp\b\.?|Sergeant|Sgt\b\.?|(?<!Chief\s)Constable)
      | Det\.?\sCon\b\.?
      | (?:[TA]/|Acting\s|Temporary\s|T\s)?(?:PCSO|WPC|PC|PS|TDC|DC|DS|DI|DCI|DSU|DCS|DSupt|CI|SC)
      | (?:W\.?)?P\.[CS]\.|D\.(?:[CSI]|C\.I)\.
      | Mrs?\b\.?|Ms\b\.?|Miss|Mx\b\.?))
    [^\S\n]{1,2}(?:[0-9]{2,6}[^\S\n])?
    (?:(?:van|von|de|der|den|da|el|al|le|la)\s){0,2}(?P<name>(?:[^\W\d_a-z][\w.'’-]*[^\S\n]?){1,4})""",
    re.VERBOSE,
)
_RANKS = words_of(
    """
    Superintendent Supt Inspector Insp Sergeant Sgt Constable Con PCSO WPC PC PS TDC DC DS DI DCI
    DSU DCS DSupt CI SC WP P D Mr Mrs Ms Miss Mx"""
)
"""The words of which a rank or a title has one."""
_DIGIT = late("[0-9]")
_OFFICE = late(r"(?:Majesty[’']?s|HM|the\sCrown)\s(?:Chief\s)?$")
_INITIALS = late(r"(?:[^\W\d_a-z]\.?){1,3}")
_NAME = late(r"[^\W\d_a-z](?:['’][^\W\d_a-z])?[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NO_NAME = late(r"(?:tion|ity|ship|ness|ics|shire|isation)s?$")


def personal(pieces: Iterable[Prose]) -> Iterator[Finding]:
    """Yield a note for each cell that holds personal data, by its kinds."""
    for piece in pieces:
        kinds = kinds_of(piece.text)
        if kinds:
            told = " and ".join([", ".join(kinds[:-1]), kinds[-1]] if len(kinds) > 1 else kinds)
            yield finding(
                "personal-data",
                f"{piece.heading} holds {told}, and may be printed.",
                "Name the post or the team instead, or leave it out.",
                piece.file,
                cell=piece.cell,
            )


@lru_cache(maxsize=4096)  # owners and departments come over and over
def kinds_of(text: str) -> tuple[str, ...]:
    """Return the kinds of personal data in a text, each once."""
    return tuple(_kinds(text))


def _kinds(text: str) -> Iterator[str]:
    digits = len(_DIGIT.findall(text))
    if "@" in text and _EMAIL.search(text):
        yield "an e-mail address"
    if (digits >= 10 and any(map(_is_number, _PHONE.findall(text)))) or (
        digits >= 4 and _EXTENSION.search(text)
    ):
        yield "a telephone number"
    for kind, fewest, pattern in _NUMBERED:
        if digits >= fewest and pattern.search(text):
            yield kind
    if not _RANKS.isdisjoint(words_in(text)) and any(map(_names, _TITLE.finditer(text))):
        yield "a person's name"


_NUMBERED = (
    ("a date of birth", 3, _BIRTH),
    ("a collar number", 3, _COLLAR),
    ("a National Insurance number", 6, _INSURANCE),
    ("a home address", 3, _HOME),
    ("a crime reference", 4, _CRIME),
)
"""Each with the fewest digits that it has."""


def _is_number(found: str) -> bool:
    digits = "".join(filter(str.isdigit, found.replace("(0)", "")))
    return (
        len(digits.removeprefix("00")) in (11, 12)
        if digits.startswith(("44", "0044"))
        else len(digits) in (10, 11)
    )


def _names(match: re.Match[str]) -> bool:
    """Return whether a rank or a title is followed by a name, and not by the words of a post or the
    next sentence.
    """
    rank = match["rank"]
    if (rank.endswith("Constable") and "Chief" in rank) or _OFFICE.search(
        match.string[max(0, match.start() - 20) : match.start()]
    ):
        return False
    words = match["name"].split()
    full = (
        place
        for place, word in enumerate(words, 1)
        if word.endswith((".", "'", "’")) and not _INITIALS.fullmatch(word)
    )
    words = words[: next(full, len(words))]
    name = [
        word.rstrip(".'’").removesuffix("’s").removesuffix("'s")
        for word in words
        if not _INITIALS.fullmatch(word)
    ]
    surname = name and name[-1].casefold() in (
        SURNAMES if len(words) > 1 else LONE
    )  # not the first of "DI Young Offenders"
    other = name[:-1] if surname else name
    return 0 < len(name) <= 3 and _written_as_names(name) and not any(map(_of_a_post, other))


def _written_as_names(words: Sequence[str]) -> bool:
    """Return whether words are written as names are: Smith or, of two or more, JANE SMITH; one in
    capitals is an abbreviation.
    """
    capitals = len(words) > 1 and all(word.isupper() and len(word) > 3 for word in words)
    return all(map(_NAME.fullmatch, words)) and (
        capitals or all(any(map(str.islower, word)) for word in words)
    )


def _of_a_post(word: str) -> bool:
    folded = word.casefold()
    return (
        folded in POSTS
        or bool(_NO_NAME.search(folded))
        or (folded.endswith("ing") and folded not in IN_ING)
    )
