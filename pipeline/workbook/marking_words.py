"""The words in which a heading or a cell says that something must not be printed.

They are those of the Local Government Act 1972 (sections 100A to 100I and Schedule 12A: exempt and
confidential items, part 2 of an agenda), of the Freedom of Information Act 2000, and of the
government's security classifications, today's and retired.
"""

from __future__ import annotations

import re

from pipeline.english.pattern import late

PART_TWO = r"(?:part|pt)s? ?(?:(?:1|i|one|a) (?:or |and )?)?(?:2|ii|two|b)"


_NOT = r"(?:not|never|dont|do not|cannot) (?:yet )?(?:for |to |be |to be )*"


_GO_OUT = (
    r"(?:pub(?:li\w+)?|releas\w+|disclos\w+|press|print\w*|circulat\w+|share\w*|disseminat\w+"
    r"|website|committee)"
)


_READERS = "(?:public|press|media|(?:audit )?committee|members|jac|jarap|pcc|opcc|panel)"


_PAPER = "(?:paper|report|committee|publication|pack|update|website|appendix)s?"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return late(rf"\b(?:{'|'.join(patterns)})\b")


WITHHELD = _any_of(
    r"exempt\w*",
    r"confidential\w*",
    "restricted",
    r"sensitiv\w+",
    "private",
    "secret",
    r"embargo\w*",
    "nfp",
    "caveats?",
    "in confidence",
    r"legal(?:ly)? privileg\w*",
    "lpp",
    "h(?:old|eld) back",
    "nonpublic",
    PART_TWO,
    "(?:closed|open) (?:or closed )?(?:session|meeting|part|agenda|paper)s?",
    "in camera",
    "(?:below|above) (?:or below )?the line",
    "(?:pink|blue) (?:paper|page|sheet|copy|copie)s?",
    "(?:schedule|sched|sch) ?12 ?a",
    "(?:section|s) ?100 ?[a-i]",
    r"redact\w*",
    r"withh[eo]ld\w*",
    r"suppress\w*",
    "internal (?:use )?only",
    r"prot\w* mark\w*",
    "gpms",
    "gscp?",
    "(?:security|government|information|data|document) (?:classification|marking)",
    "handling (?:caveat|code|condition|instruction|marking|restriction)s?",
    "un(?:published|publishable|disclosed|released)",
    "non (?:public|publication|disclosable|disclosure|releasable)",
    _NOT + _GO_OUT,
)
"""Headings of columns whose marks keep a row back, whatever they are."""


LET_OUT = _any_of(
    "publish",
    "publishable",
    "publishing",
    "releasable",
    "disclose",
    "disclosable",
    "be public",
    r"(?:for|to) (?:publication|public|releas\w+|disclos\w+)",
    "(?:to|can|may) be (?:publish|releas|disclos)ed",
)
"""Headings of columns whose marks let a row out: the other way round."""


ABOUT_IT = _any_of(
    r"publish\w*",
    "publication",
    r"releas\w+",
    r"disclos\w+",
    "foia?",
    "freedom of information",
    "restrictions?",
    "confid",
    r"personal (?:data|info\w*)",
    "publicly",
    "(?:with|to) (?:the )?public",
    "report to committee",
    rf"(?:for|in) (?:the )?{_PAPER}",
    "public"
    " (?:or|and|private|session|domain|paper|report|meeting|committee|version|agenda|part|item"
    "|status|document|website"
    "|record|release|access|view|copy)",
    rf"shar(?:e|ing) (?:externally|publicly|outside|with (?:the )?{_READERS})",
    r"(?:ok|okay|safe|cleared|suitable|approved) (?:to|for) (?:shar|circulat|disseminat|print)\w*",
    "share?able",
    "(?:can|may|to) be (?:shared|circulated|disseminated|printed)",
    rf"(?:visible|open) to (?:the )?{_READERS}",
    rf"(?:inclu\w+|exclu\w+|omit\w*|hide|show\w*|print\w*) (?:in|from|on|to) (?:\w+ )?{_PAPER}",
)


ALONE = late(
    r"(?:official|classified|internal|public|o"
    r" s|os|hide|hidden|omit\w*|inclu\w+|exclu\w+|print\w*|show\w*)"
    "(?: y n)?"
)
"""Headings, and those that are nothing else, that may mean the like or something else: what the
column holds decides.
"""


SITTINGS = _any_of("agenda", "session", "meeting", "part")
"""Headings of what may be sorted into open and closed, part 1 and part 2: Yes says nothing under
them.
"""


OF_A_TEXT = _any_of(
    "report", "section", "chapter", "page", "source", "volume", "phase", "paragraph"
)
"""Headings under which part 2 is one of a text."""


REVERSED = _any_of(
    "internal", "hide", "hidden", r"omit\w*", r"exclu\w+", "o s", "os", "marking", "classification"
)
"""Headings under which Yes would keep a row back too, if the column were that of Publish."""


OTHERWISE = _any_of(
    "press releases?",
    r"releas\w+ under investigation",
    "disclosure and barring",
    "(?:call|case|property|data) handling",
    r"private (?:office|sector|secretar\w+|finance|prosecution\w*)",
    r"restricted dut\w+",
    "disclosure (?:unit|officer|lead|team|manager|theme|strand)s?",
    r"releas\w+ of (?:resources|officers|staff|funds?)",
)
"""What is called by the same words in policing and is no marking."""


WHEN = _any_of("date", "day", "month", "year", "when", "on$", "deadline")


FROM_THEN = _any_of("until", "before", "after", "from", r"embargo\w*")


SPELT = (
    "confidential",
    "restricted",
    "sensitive",
    "publish",
    "publication",
    "disclosure",
    "protective",
    "redaction",
    "exempt",
)


ALIKE = 0.85


ANSWERS = {"yes", "no", "y", "n", "true", "false", "x", "✓", "✔", "☑", "☒", "tick"}


NOES = {"no", "n", "false"}


LONGEST = 60
"""So many letters no mark has."""


_MARKS = (
    (
        rf"(?:(?:fully|partly|foi|part|{PART_TWO}) )?exempt\w*(?: (?:s"
        r" ?[0-9]|section|para|part|sch|under|from).*| item)?"
    ),
    "(?:private and )?confidential",
    r"(?:not for|not to be|do not|cannot be|never to be) (?:be )?" + _GO_OUT,
    "restricted",
    "(?:commercially )?sensitive",
    r"official sensitive(?: \w+)?",
    "(?:top )?secret",
    "embargoed",
    "redact(?:ed)?",
    "withh(?:e|o)ld",
    "nfp",
    "internal (?:use )?only",
    "closed session",
    "in camera",
)


KEPT_BACK = late(rf"(?:{'|'.join(_MARKS)})(?: (?:{'|'.join(_MARKS)}))*")
"""What a whole cell holds that keeps its row back, under whatever heading."""


MARKED = late(
    "|".join(
        [
            *_MARKS,
            _NOT + _GO_OUT,
            "private",
            "public",
            "internal",
            "external",
            "full",
            "partial",
            "none",
            "never",
            "limited",
            "approved",
            "cleared",
            "(?:un)?published",
            "released",
            "disclosable",
            "disclosed",
            "publishable",
            "releasable",
        ]
    )
)
"""What a cell holds under a heading that may mean it."""


NOT_OPEN = late("|".join([*_MARKS, PART_TWO, "[2b]", "ii", "closed", "private"]))
"""What a cell holds under a heading of parts or sessions."""


PART = late(rf"{PART_TWO}|(?:part|pt)s? ?(?:1|i|one|a)|open|closed|public|private|official")
"""What may stand in a cell under a heading of parts or markings, and gives nothing away."""


_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"


DAY = late(
    rf".*\b(?:[0-9]{{1,4}} (?:[0-9]{{1,2}}|{_MONTH}) [0-9]{{2,4}}|{_MONTH} ?[0-9]{{2,4}})\b.*"
)
