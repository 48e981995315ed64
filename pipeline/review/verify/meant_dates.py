"""Which date of the meeting a date in a sentence speaks of, by the words before it."""

from __future__ import annotations

import re

from pipeline.english.pattern import late

MEANT: tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...] = tuple(
    (
        late(
            rf"(?:{words})(?:[\s,(:]|\b(?:of|on|in|was|is|held|were|which|that|took|place|the|date|will|be|to|at|day|for)\b|"
            rf"\b(?:last|previous)\s+(?:paper|report)\b)*$",
            re.IGNORECASE,
        ),
        keys,
        certain,
    )
    for words, keys, certain in (
        (r"\b(?:last|previous|earlier)\s+meeting\b", ("previous_date",), True),
        (
            r"\b(?:this|today['’]s|present|current)\s+meeting\b|(?<!next )(?<!last )(?<!previous"
            r" )\bmeeting\s+date\b|"
            r"\bdate\s+of\s+(?:the|this)\s+meeting\b",
            ("meeting_date",),
            True,
        ),
        (r"\bcut-?\s?off\b|\bdata\s+(?:up\s+)?to\b", ("data_to", "previous_data_to"), True),
        (
            r"\bthe\s+(?:committee['’]?s?\s+)?meeting\b|\bcommittee\s+(?:meets|met)\b",
            ("meeting_date", "previous_date"),
            False,
        ),
        (r"\bposition\s+(?:as\s+)?at\b|\bas\s+at\b", ("data_to", "previous_data_to"), False),
    )
)
"""What a date speaks of by the words before it; where it is not certain, a date that fits none is
told as one to check.
"""
