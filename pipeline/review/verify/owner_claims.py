"""What a sentence says of the owner and the target date of a row: "sits with …", "is due in …",
"has been extended to …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.english.pattern import late
from pipeline.review.verify.predicates import Kind, Predicate, When
from pipeline.review.verify.refs import DATE, IF, LISTED, Marked, Stated, compiled

WORD = r"(?:target(?:\s+date)?s?|deadlines?|due\s+dates?|completion\s+dates?)"
END_OF = r"(?:the\s+end\s+of\s+|end\s+of\s+|late\s+|early\s+|mid-?\s*)?"
IS = (
    r"(?:is|was|are|were|remains|has\s+been|had\s+been|of|now|moved|extended|deferred|changed|set|put\s+back|brought\s+forward|"
    r"to|for|as|"
)
AUX = r"(?:(?:now|since|also|then|still|both|all|again|currently|already|each)\s+)*"
THAT = r"\s*,?\s*(?:(?:which|that|and)\s+)?"
DONE = (
    r"(?:to\s+be\s+(?:completed?|implemented|delivered|finished|done|met|discharged)\s+|"
    r"for\s+(?:completion|delivery|implementation)\s+)?"
)
MOVED = (
    r"(?:deferred|extended|put\s+back|pushed\s+back|rescheduled|brought\s+forward"
    r"|re-?profiled|moved|re-?set|revised)"
)
LATE = r"(?:delayed|postponed|carried\s+forward|rolled\s+forward|put\s+off|slipped)"
TARGETS = (
    rf"(?P<which>\w+\s+)?{WORD}\s+(?:of|for|on)\s+{LISTED}\s*(?:,|\(|:)?\s*(?P<how>(?:{IS}from\s+{DATE}\s+to|until)\s+)*)"
    rf"{END_OF}(?P<day>{DATE})",
    rf"{LISTED}\s*,?\s*(?P<how>(?:has|have|had|with|carries|carry|and\s+has)\s+{AUX}(?:an?\s+|"
    rf"the\s+)?)(?:its\s+)?(?P<which>\w+\s+)?{WORD}"
    rf"\s+(?:of|in)\s+{END_OF}(?P<day>{DATE})",
    rf"{LISTED}(?:['\u2019]s?|,\s*whose)\s+(?P<which>\w+\s+)?{WORD}\s+(?P<how>(?:{IS}from\s+{DATE}\s+to|"
    rf"until)\s+)+){END_OF}(?P<day>{DATE})",
    rf"{LISTED}{THAT}(?P<how>(?:is|are|was|were|remains?|falls?|"
    rf"fell)\s+(?:new\s+(?:in\s+this\s+\w+\s+)?and\s+(?:is\s+)?)?{AUX})due\s+(?P<which>)"
    rf"{DONE}(?:(?:by|on|in|at)\s+)?{END_OF}(?P<day>{DATE})",
    rf"{LISTED}{THAT}(?P<how>(?:is|has|have|was|were|had)\s+{AUX}(?:been\s+)?{AUX})(?P<which>)(?:(?P<late>{LATE})|"
    rf"{MOVED})\s+(?:again\s+)?"
    rf"(?:from\s+{DATE}\s+)?(?:by\s+\w+\s+\w+\s+)?(?:to|until|till)\s+{END_OF}(?P<day>{DATE})",
    rf"{LISTED}\s*(?:\(|,\s*)(?P<how>)(?P<which>)(?:(?:target(?:\s+date)?|deadline|due)\s*:?\s*)(?:by\s+|on\s+|"
    rf"in\s+)?{END_OF}(?P<day>{DATE})\s*\)",
)
"""How a target date is said: each names refs, a `day`, `how` it is, and `which` it is."""
ORIGINAL, FORMER = (
    ("original ", "first ", "initial "),
    (
        "previous ",
        "earlier ",
        "former ",
        "old ",
        "last ",
    ),
)
OTHER = ("interim ", "internal ", "provisional ", "requested ", "stretch ", "new interim ")
OPEN = late(
    r"\s*,?\s*(?:(?:has|have|had|was|were|is|are)\s+(?:been\s+)?(?:proposed|requested|suggested|asked)|"
    r"subject\s+to|if\b|"
    r"unless\b|provided\b|but\s+(?:has|had|was)\s+(?:since\s+)?(?:been\s+)?(?:extended|changed|"
    r"moved))",
    re.IGNORECASE,
)
"""What follows a date for it not to be the target date."""
LEADS = (
    r"(?:owns|leads(?:\s+on)?|oversees|has\s+(?:the\s+)?(?:responsibility|lead|ownership)\s+(?:for|of)|"
    r"(?:is|remains)\s+(?:now\s+|also\s+)?(?:the\s+)?(?:owner|lead|lead\s+officer|responsible|accountable|"
    r"responsible\s+officer|"
    r"officer\s+responsible|chief\s+officer\s+responsible|leading)(?:\s+(?:of|for|on))?)"
)
LED = (
    r"(?:(?P<verb>is|are|was|were|has|have|had|remains?)\s+(?P<not>(?:not|no\s+longer)\s+)?(?:been\s+|being\s+)?"
    r"(?:now\s+|still\s+|currently\s+|also\s+|both\s+|all\s+|jointly\s+)*)?"
)
OWNERS = (
    rf"\b(?:owner|lead|lead\s+officer|responsible\s+officer|accountable\s+officer|(?:chief\s+)?officer\s+(?:responsible|"
    rf"accountable|in\s+charge))\s+"
    rf"(?:of|for)\s+{LISTED}\s*(?:,|:|\(|(?P<verb>is|was|remains)(?P<not>\s+not)?)\s*(?:now\s+|still\s+|currently\s+)*",
    rf"{LISTED}['\u2019]s?\s+(?:owner|lead|lead\s+officer)\s+(?P<verb>is|was|remains)(?P<not>\s+not)?\s+(?:now\s+|still\s+)*",
    rf"\b(?:responsibility\s+for|ownership\s+of)\s+{LISTED}\s+(?:now\s+|still\s+)*(?P<verb>)(?P<not>)(?:rests|lies|sits|"
    rf"remains|stays|falls)\s+"
    r"(?:with|to|on)\s+",
    rf"{LISTED}{THAT}{LED}(?:owned|led|headed|sponsored)\s+(?:on\s+)?by\s+",
    rf"{LISTED}{THAT}{LED}(?:the\s+responsibility\s+of|assigned\s+to|allocated\s+to|transferred\s+to|"
    rf"in\s+the\s+portfolio\s+of)\s+",
    rf"{LISTED}{THAT}(?:now\s+|still\s+|both\s+|also\s+)*(?P<verb>)(?P<not>)(?:sits?|rests?|lies?|belongs?|"
    rf"falls?)\s+(?:now\s+)?(?:with|to|under)\s+",
    rf"{LISTED}\s*\((?P<verb>)(?P<not>)(?:owner|lead|lead\s+officer)\s*:?\s*",
)
"""How an owner is said to be one: what stands before the owner."""
PASSING = late(
    r"\s+(?:for\s+(?:sign|approv|decision|review|comment|consider|confirm)|until|at\s+the\s+time|in\s+(?:19|"
    r"20)[0-9]{2}|before|"
    rf"(?:until|from|in)\s+{DATE})",
    re.IGNORECASE,
)
"""What follows an owner who is one for a while, or was."""
SHARED = late(r"\s*(?:,|and\b|&|/|with\b|jointly\b|together\b|supported\b)", re.IGNORECASE)


def targets(said: Marked) -> Iterator[Stated]:
    """Yield what a sentence says of target dates that is not so."""
    if not said.days:
        return
    for pattern in TARGETS:
        for match in compiled(pattern).finditer(said.text):
            which, how = (match["which"] or "").casefold(), match["how"].casefold()
            if (
                which in OTHER
                or IF.match(which)
                or OPEN.match(said.text, match.end())
                or (said.is_open(match.start()) and "had" not in how)
            ):
                continue
            kind: Kind = "original_target" if which in ORIGINAL else "target"
            past = how.startswith(("was", "were", "had", "fell")) or which in FORMER
            day = said.day(match["day"])
            if (
                past
                and kind == "target"
                and any(said.rows.may_have_been(ref, day) for ref in said.of(match["refs"]))
            ):
                continue
            when: When = "either" if past else "now"
            yield from said.wrong(
                match["refs"],
                Predicate(kind, "", day),
                when,
                said.text[match.start() : match.end()],
                "unsure" if match.groupdict().get("late") else "wrong",
            )


def owners(said: Marked) -> Iterator[Stated]:
    """Yield what a sentence says of owners that is not so."""
    for pattern in OWNERS:
        for match in compiled(pattern).finditer(said.text):
            owner = said.rows.owner.match(said.text, match.end())
            if owner:
                past = (match["verb"] or "").casefold() in ("was", "were", "had")
                yield from _owned(
                    said,
                    match["refs"],
                    owner,
                    "either" if past else "now",
                    match.start(),
                    owner.end(),
                    negated=bool(match["not"]),
                )
    for owner in said.rows.owner.finditer(said.text):
        if owns := compiled(
            rf"(?:\s+(?-i:[A-Z][\w\u2019'-]+)){{0,2}}\s+(?:now\s+|" rf"also\s+)?{LEADS}\s+{LISTED}"
        ).match(said.text, owner.end()):
            yield from _owned(said, owns["refs"], owner, "now", owner.start(), owns.end())


def _owned(
    said: Marked,
    refs: str,
    owner: re.Match[str],
    when: When,
    start: int,
    end: int,
    *,
    negated: bool = False,
) -> Iterator[Stated]:
    if said.is_open(start) or PASSING.match(said.text, end):
        return
    others = (
        list(said.rows.owner.finditer(said.text, owner.end()))
        if SHARED.match(said.text, owner.end())
        else []
    )
    for ref in said.of(refs):
        if not any(
            said.rows.holds(ref, Predicate("owner", other["owner"]), when) for other in others
        ):
            yield from said.wrong(
                [ref], Predicate("owner", owner["owner"], None, negated), when, said.text[start:end]
            )
