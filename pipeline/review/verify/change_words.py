"""Changes since the last meeting as words tell them: "have doubled", "fell by ten per cent", "fewer
than last time", "the number is unchanged".
"""

from __future__ import annotations

import re

from pipeline.review.verify.share_words import FRACTION, HEDGE, PER_CENT, spaced
from pipeline.review.verify.subjects import Subjects

TIMES = {
    "doubled": 2.0,
    "trebled": 3.0,
    "tripled": 3.0,
    "quadrupled": 4.0,
    "halved": 0.5,
    "twice as many": 2.0,
    "three times as many": 3.0,
    "half as many": 0.5,
}
CLOSE = 0.15
"""How far from twice as many a number may be that is said to have doubled."""
MOVES = {
    "increased": 1,
    "risen": 1,
    "rose": 1,
    "grown": 1,
    "grew": 1,
    "up": 1,
    "climbed": 1,
    "gone up": 1,
    "went up": 1,
    "fallen": -1,
    "fell": -1,
    "decreased": -1,
    "reduced": -1,
    "declined": -1,
    "dropped": -1,
    "down": -1,
    "gone down": -1,
    "went down": -1,
}
THAN = {"more": 1, "fewer": -1, "as many": 0, "the same number of": 0}
"""What stands before a noun that is set beside the last meeting, and the way it then went."""
STAYED = dict.fromkeys(("unchanged", "not changed", "the same", "stayed the same"), 0)
WAYS = {**MOVES, **THAN, **STAYED}
NOT_SO_MUCH = re.compile(
    r"\b(?:no|not|any|almost|nearly|about|roughly|least|most)\s+$", re.IGNORECASE
)
"""What stands before "more" or "as many" for it to say less, or something else."""
NOUNS = {
    "increase": 1,
    "rise": 1,
    "growth": 1,
    "fall": -1,
    "decrease": -1,
    "reduction": -1,
    "drop": -1,
    "decline": -1,
}
MOVED = spaced(sorted(MOVES, key=len, reverse=True))
END = (
    r"(?=\s*(?:$|[,;.:)]|since\b|over\b|in\s+the\s+period|from\s+(?:the\s+last|[A-Z0-9])|on\s+"
    r"|between\s|during\s|this\s|"
    r"in\s+(?:the|this)\s|"
    r"compared|and\b|but\b))(?P<since>[^,;.]*)"
)
BESIDE = r"\s+(?:than|as)\s+(?P<since>(?:(?:at|in|on)\s|(?:last|previously|before|then)\b)[^,;.]*)"
STILL = (
    r"(?P<since>\s*(?=$|[,;.:)])|\s+(?:and|but)\b|\s+(?:as\s+(?:at|in|on|the\s+last|last|then|before)|since"
    r"|from)\b[^,;.]*)"
)
"""What follows where numbers are compared in words, or said to be what they were."""


def changes(subjects: Subjects) -> tuple[re.Pattern[str], ...]:
    """Return how a change is told: "… have doubled", "… fell by 10%", "a fall of 10% in …", "a
    10% fall in …".
    """
    subject = rf"(?:(?:number|total|count)\s+of\s+)?(?:all\s+|the\s+|our\s+)*{subjects.pattern}"
    amount = rf"(?P<told>(?:{HEDGE})?(?:{PER_CENT}|{FRACTION}))"
    several = rf"\b(?:number|total|count)\s+of\s+(?:all\s+|the\s+|our\s+)*{subjects.pattern}"
    than = rf"\b(?P<times>{spaced((*THAN, *(word for word in TIMES if ' ' in word)))})\s+"
    moved = rf"(?P<move>{MOVED})"
    noun = rf"(?P<move>{'|'.join(NOUNS)})"
    moves = [word for word in MOVES if word not in ("up", "down")]
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{subject}\s+(?:has\s+|have\s+|had\s+)?(?P<more>more\s+than\s+|almost\s+"
            rf"|nearly\s+|about\s+|roughly\s+|over\s+)?"
            rf"(?P<times>{'|'.join((*TIMES, *moves))}){END}",
            rf"{subject}\s+(?:(?:has|have|had|is|are|was|were)\s+)?(?:now\s+|also\s+|been\s+|"
            rf"since\s+)*{moved}\s+(?:by\s+)?{amount}{END}",
            rf"\b(?:(?:an?|the)\s+)?{noun}\s+of\s+{amount}\s+in\s+(?:the\s+)?{subject}{END}",
            rf"\b(?:an?|the)\s+{amount}\s+{noun}\s+in\s+(?:the\s+)?{subject}{END}",
            rf"{several}\s+(?:has|is|was|remains?|remained|stayed)\s+(?:been\s+)?"
            rf"(?P<times>{spaced(STAYED)}){STILL}",
            rf"{than}{subjects.pattern}{BESIDE}",
            rf"{than}{subjects.told}{BESIDE}",
        )
    )
