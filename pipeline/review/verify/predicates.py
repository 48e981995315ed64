"""What can be said of a row, and the words that say it: its rating, its status, the stage at which
it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.english.reading import Dated

Kind = Literal[
    "rag",
    "status",
    "outstanding",
    "awaiting",
    "signed_off",
    "closed",
    "completed",
    "withdrawn",
    "reopened",
    "overdue",
    "new",
    "owner",
    "target",
    "original_target",
    "reviewed",
    "signed_off_on",
    "closed_on",
]
When = Literal["now", "then", "either"]
STATES: tuple[tuple[Kind, str], ...] = (
    (
        "awaiting",
        r"awaiting\s+(?:the\s+inspectorate|{names}|(?:final\s+)?(?:sign-off|closure|approval|"
        r"confirmation)\s+(?:by|from)\s+"
        r"(?:the\s+inspectorate|{names}))|with\s+(?:the\s+inspectorate|{names})",
    ),
    ("outstanding", r"outstanding|(?:still\s+)?open(?!\s+to\b)|not\s+yet\s+signed\s+off"),
    (
        "signed_off",
        r"(?:fully\s+|formally\s+|completed?\s+and\s+)?(?:signed\s+off|closed\s+(?:internally|as\s+(?:complete|"
        r"business)|by\s+the\s+"
        r"(?:force|panel|owner)))",
    ),
    ("closed", r"(?:fully\s+|formally\s+|completed?\s+and\s+)?closed"),
    (
        "completed",
        r"(?:now\s+|fully\s+|successfully\s+|wholly\s+)*(?:completed?|discharged|implemented|delivered|actioned|"
        r"fulfilled|finished)(?:\s+in\s+full)?\b(?=\s*(?:$|[,;:.)\u2013\u2014]|(?:on|in|by|at|since|and|but)\b|"
        r"(?:ahead|before|after|"
        r"this|"
        r"last|during|now|already|which|so|though|although|because|following)\b))",
    ),
    ("withdrawn", r"withdrawn|superseded"),
    ("reopened", r"re-?opened"),
    ("reviewed", r"(?:last\s+|most\s+recently\s+)?reviewed"),
    ("overdue", r"overdue|past\s+(?:its|their|the)\s+target(?:\s+date)?"),
    ("new", r"new(?:\s+(?:in\s+this\s+(?:report|paper|period)|since\s+the\s+last\s+meeting))?"),
)
ENDS = re.compile(
    r"\s*(?:$|[,;:.!?)\]\u2013\u2014\u2026|]|(?:and|or|but|at|as|now|since|in|inside|by|with|is|are|was|were|which|that|so|"
    r"then|today|"
    r"compared|than|from|on|for|still|altogether|overall|while|when|this|last|during|after|before|because|although|though|due|"
    r"following|pending|until|despite|again|where|given|under|within|recommendations?|rather|for)\b)",
    re.IGNORECASE,
)
"""What may follow a predicate that speaks of the row itself: "is Red because …", but not "is open
to challenge".
"""


@dataclass(frozen=True, slots=True)
class Predicate:
    """One thing that is said: its kind, the word, owner or date that it gives, and whether it is
    denied.
    """

    kind: Kind
    value: str = ""
    day: Dated | None = None
    negated: bool = False


def one_of(words: Sequence[str] | Mapping[str, str], verb: str) -> re.Pattern[str]:
    """Return the pattern of one of the settings' words, after a `verb` or, where that is "", after
    any that fits: "is rated Red", "moved to Closed".
    """
    told = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True)) or r"(?!)"
    told = told.replace(r":\ ", r"(?::|\s+as)\s+")
    before = (
        rf"(?:{verb})\s+"
        if verb
        else (
            r"(?:(?:(?:re-?)?(?:rated|graded)|judged|coded|classed\s+as|assessed\s+as|shown\s+as|marked|recorded\s+as|"
            r"(?:down|up|re-?)(?:graded|rated)\s+(?:to|as)|(?:moved|changed|improved|set|returned|reverted)\s+(?:back\s+)?to|at|as|"
            r"in|on|turned|an?|the)\s+)?"
        )
    )
    return re.compile(
        rf"{before}(?:RAG[-\s]?rated\s+)?[\"“']?(?P<word>{told})\b[\"”']?(?!-|\s*/|\s+or\b)",
        re.IGNORECASE,
    )
