"""The words around a number that say what it counts: those that part it, lead to it, end its
clause, or restrict it to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.english.pattern import late
from pipeline.english.reading import Numeral, words_of
from pipeline.review.verify.sentences import END, ends_at, starts

PARTED = late(r"\b(?:of|among|out of)\s+(?:the|these|those|our|all)\s+(?:the\s+)?$", re.IGNORECASE)
PART = late(r"\s+of\s+(?:which|whom|the|these|those|them|our)\b", re.IGNORECASE)
THEM = late(
    r"\s+of\s+(?:which|whom|them|these|those|(?:the|these|those|our)\s+(?:recommendations?"
    r"|inspections?|reports?|"
    r"areas? for improvement|causes? of concern))",
    re.IGNORECASE,
)
CUT = late(r"[,;:(\u2013\u2014]|\bso that\b|\bbut\b|\bwhile\b")
"""Where what follows a number speaks of it no longer."""
SHARE = late(
    r",\s*(?:[\w]+\s+){0,3}?(?:half|thirds?|quarters?|fifths?|tenths?|most|majority|minority"
    r"|[0-9.]+\s?%)\s"
    r"(?:of\s+them\s+)?(?:is|are|was|were|has|have)\b",
    re.IGNORECASE,
)
"""Where what a share of them is said to be begins."""
VERB = late(
    r"\s+(?:is|are|was|were|has been|have been|had"
    r" been|remain|remains|remained|stand|stood|stay|stayed)"
    r"\s+(?:(?:now|still|all|rated)\s+)*",
    re.IGNORECASE,
)
ENDS = late(
    r"\s*(?:$|[,;:.!?()\[\]\u2013\u2014\u2026|]|(?:and|or|but|at|as|now|since|in|inside|by|with"
    r"|are|were|is|was|"
    r"remain\w*|have|has|had|which|that|so|then|today|compared|than|to|from|on|for|still"
    r"|altogether|overall|while|"
    r"when|this|last|during|after|before)\b)",
    re.IGNORECASE,
)
"""What may follow a number, or its adjective, that stands without its noun: "92 outstanding, of
which" but not "92 files".
"""
FROM, TO = (
    late(r"\bfrom\s+$", re.IGNORECASE),
    late(
        r"(?:\s+(?:recommendations?|at the (?:last|previous) meeting|then|last"
        r" time)|,|\s+\([^)]*\))*\s+to\s+$",
        re.IGNORECASE,
    ),
)
RISE, FALL = (
    late(
        rf"\b(?:(?:{verbs})\s+(?:\w+\s+)?by|an?\s+(?:\w+\s+)?(?:{nouns})\s+of|{word})\s+$",
        re.IGNORECASE,
    )
    for verbs, nouns, word in (
        (r"rose|risen|rises|increased|increase|grew|grown|up", r"rise|increase|growth", "up"),
        (
            r"fell|fallen|falls|dropped|drop|decreased|declined|reduced|down",
            r"fall|drop|decrease|decline|reduction",
            "down",
        ),
    )
)
ALL, DOES = (
    late(r"\b(?:all|both)\s+$", re.IGNORECASE),
    late(r"\s+(?:is|are|was|were|has|have|had|remain|remains|remained)\b", re.IGNORECASE),
)
"""What makes a number that of all there are, whatever is said of them then: "all five overdue
recommendations have …".
"""
PASSED = late(
    r"\b(?:closed|signed off|raised|made|identified|lifted|discharged|removed|withdrawn)\b",
    re.IGNORECASE,
)
"""What is said of causes of concern that no figure counts."""
WORD_RATED = late(r"\s+(?:now\s+)?rated\s+", re.IGNORECASE)
ADJECTIVES = 4
"""The most words between a number and its noun."""
LINKS = words_of(
    """
    a all altogether amounted amounts an are as at be been both by came come comes count
    currently date down during fallen fell figure for from gone grew grown had has have in
    increased inspectorate is it its just last meeting members now number numbered numbers
    numbering of on only our panel force period previous reached remain remained remains report
    risen rose same since stand standing stands still stood that the their then there these this
    those time to today total totalled totalling totals up was we went were which inside dropped
    decreased reduced rise fall increase decrease drop reduction"""
)
"""Words that may stand between what is counted and the number that follows it."""
NEUTRAL = LINKS | words_of("""
    after also am and asked being between day further however it's meetings no not note or
    position rated rating remain shows so together until us will with yet""")
"""Words beside a number that restrict it to no part of what the figure counts."""


@dataclass(frozen=True, slots=True)
class Around:
    """A number's words and those around it: `clause` after it; before it `lead` from where its
    sentence begins, at `first`, `since` from there or the number before it, and `run` from there or
    the last full stop or the like.

    `opens` where no other sentence goes before, `is_of_a_part` where what was said before was said
    of a whole or ended: "of the 91 outstanding, 84 are …; six …".
    """

    number: str
    clause: str
    first: int
    lead: str
    since: str
    run: str
    opens: bool
    is_of_a_part: bool


def words_around(
    text: str, numeral: Numeral, before: Numeral | None, after: Numeral | None
) -> Around:
    """Return the words around a number of a text; `before` and `after` are its neighbours."""
    first, stop = starts(text, numeral.start), ends_at(text, numeral.end)
    ends = (
        after.start if after else stop,
        stop,
        ends_at(text, numeral.end, END),
        ends_at(text, numeral.end, SHARE),
    )
    earlier = before.end if before else 0
    run = max([earlier, *(match.end() for match in END.finditer(text, 0, numeral.start))])
    since = text[max(first, earlier) : numeral.start]
    parted = before and PARTED.search(text[first : before.start])
    return Around(
        number=text[numeral.start : numeral.end],
        clause=text[numeral.end : min(ends)],
        first=first,
        lead=text[first : numeral.start],
        since=since,
        run=text[run : numeral.start],
        opens=not text[:first].strip(),
        is_of_a_part=bool(parted and since.rstrip().endswith(",")) or since.rstrip().endswith(";"),
    )
