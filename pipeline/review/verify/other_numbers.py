"""Numbers that count nothing of what the figures count: those that name a place or a thing, sums of
money, and those of other forces or another time.
"""

from __future__ import annotations

import re

from pipeline.english.pattern import late
from pipeline.english.reading import NUMBER_WORDS

LABELLED = late(
    r"\bpages?\s+[0-9]+\s+of\s+[0-9]+|"
    r"\b(?:paragraphs?|paras?|sections?|appendix|appendices|tables?|(?:agenda )?items?|pages?|"
    r"minutes?|phases?|parts?|"
    r"types?|chapters?|"
    r"versions?|figures?|rules?|articles?|regulations?|annex(?:es)?|schedules?|tranches?|levels?|tiers?|stages?|options?|"
    r"questions?|quarters?|"
    r"recommendations?)\.?\s+(?:no\.?\s+)?\(?[0-9]+[a-z]?(?:\.[0-9]+)*"
    r"(?:(?:,\s*|\s+and\s+|\s+to\s+|\s+or\s+|\s*[\u2013-]\s*)[0-9]+[a-z]?(?:\.[0-9]+)*(?!\s+\w+s\b))*|\([0-9]{1,2}\)|"
    r"\b(?:19|20)[0-9]{2}(?:/[0-9]{2})?\b|\bCovid[-\u2011 ]19\b",
    re.IGNORECASE,
)
"""Numbers that name a place or a thing and count nothing: paragraph 3.1, items 5 and 6, phase 2,
(1).
"""
PRONOUN = late(
    r"\bone(?=\s+(?:of|in|another|that|who|which|or)\b)|\b(?:this|that|no|each|every|any|the|some|which|"
    r"another)\s+one\b",
    re.IGNORECASE,
)
OTHERS = late(
    r"\b(?:[A-Z][\w\u2019'-]+ (?:Police|Constabulary)\b|Police"
    r" (?:Service|Scotland)|Garda)|\b(?:other|"
    r"neighbouring|similar|most|both|"
    r"these|those|[0-9]+|few|many) forces\b|\bnational(?:ly)?\b|\bforces (?:had|have|were|are)\b|"
    r"\bEngland and Wales\b|"
    r"\b(?:the|an)"
    r" average\b|^\W*(?:In|Across|Within|Elsewhere)\s+(?!January|February|March|April|May|June|"
    r"July|August|"
    r"September|October|November|December)[A-Z]|\bits own (?:committee|panel)\b"
)
"""Words of a sentence that may speak of other forces than this one."""
IN_YEAR = late(
    r"\b(?:in|since|by|during|from|until|before)\s+((?:19|20)[0-9]{2})\b(?!/)", re.IGNORECASE
)
AMOUNT = late(
    rf"(?<![\w-])(?:{NUMBER_WORDS})\s+per\s?cent\b|"
    r"[£$€]\s?[0-9][0-9,.]*[0-9]?(?:\s?(?:thousand|million|billion|bn|m|k)\b)?|[0-9][0-9,.]*\s?(?:%|"
    r"per\s?cent\b)|"
    r"(?<![\w.,/])[0-9][0-9,]*\.[0-9]+(?![\w./])",
    re.IGNORECASE,
)
"""Sums of money, shares and decimals, which are no counts."""


ABOUT = late(
    r"\b(?:about|around|nearly|almost|over|under|at least|at most|(?:more|fewer|less) than|up"
    r" to|some|number|"
    r"paragraphs?|appendix|recommendation|improvement|concern|minute|question|"
    r"sections?|pages?|tables?|items?|phase|part|type|chapter)\s+$",
    re.IGNORECASE,
)
