"""What a sentence says of where a row stands and how it is rated: "has been completed", "moved to
Amber", "closed in May".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.english.pattern import late
from pipeline.english.writing import MONTHS
from pipeline.review.verify.predicates import Kind, Predicate, When
from pipeline.review.verify.refs import DATE, LIMITS, LISTED, Marked, Stated, compiled

FREE = late(
    r"(?:^|[,;:\u2013\u2014(]\s*|\b(?:and|but|that|so|while|whereas|because|as|therefore|however|"
    r"recommendations?|improvement|"
    r"concern|both|now|,)\s+|\bthe\s+)$",
    re.IGNORECASE,
)
"""What may stand before a ref that is the subject of its clause."""
VERB = (
    r"\s*,?\s*(?:(?:which|that|who)\s+)?(?:(?:now|still|also|both|all|therefore|already"
    r"|again)\s+)*(?P<verb>is|are|was|"
    r"were|has|have|had|"
    r"remains?|remained|stays?|stayed|stands?|stood|became|becomes)\b(?P<not>\s+(?:not"
    r"|no\s+longer)(?:\s+yet)?\b)?"
    r"(?:\s+(?:now|currently|still|since|also|already|formally|again|just|recently|all|both|each"
    r"|yet))*"
    r"(?(not)|(?P<not2>\s+(?:not|no\s+longer)(?:\s+yet)?\b)?)(?:\s+(?:been|become)\b)?(?:\s+(?:now"
    r"|all|both|formally|"
    r"already|since))*\s+"
)
IS = LISTED + VERB
RATING_OF = rf"(?:rating|RAG|status)\s+(?:of|for)\s+{LISTED}{VERB}"
ITS_RATING = rf"{LISTED}['\u2019]s?\s+(?:RAG\s+)?(?:rating|RAG|status){VERB}"
GONE = (
    LISTED
    + r"\s*,?\s*(?:(?:which|that)\s+)?(?:(?:now|also|then|both|all)\s+)*(?P<verb>has\s+|have\s+"
    r"|had\s+)?(?:since\s+|"
    r"now\s+|both\s+|all\s+)*"
    r"(?P<not>not\s+)?(?P<not2>)(?:moved|went|gone|turned|slipped|dropped|fell|fallen|rose|risen"
    r"|improved|worsened|"
    r"deteriorated|reverted|changed)"
    r"(?:\s+back)?(?:\s+(?:to|into))?\s+"
)
MOVED = (
    LISTED + r"\s+(?:has\s+|have\s+)?(?:moved|went|gone|changed|improved|worsened|deteriorated|fell"
    r"|fallen|"
    r"slipped|risen|rose|"
    r"been\s+(?:upgraded|downgraded|moved"
    r"|re-?rated))\s+from\s+(?P<then>[^,.;]{1,40}?)\s+to\s+(?P<now>[^,.;]{1,40}?)"
    r"(?=[,.;]|$|\s+(?:since|because|as|after|following|in|at|and)\b)"
)
BY = (
    r"\b(?:panel|force|board|inspectorate|HMICFRS|HMIC|committee|owner|constable(?:\s*\([^)]*\))?"
    r"|we)\s+(?P<has>has\s+|"
    r"have\s+|had\s+)?"
    r"(?:now\s+|since\s+|formally\s+|already\s+|also\s+|then\s+)*"
)
DID = (
    rf"{BY}(?P<did>signed\s+off|closed|completed|discharged|implemented|re-?opened|superseded"
    rf"|withdrew|withdrawn|"
    rf"reviewed)\s+{LISTED}"
)
RATED = (
    rf"{BY}(?:rated|graded|(?:down|up)graded|moved|set|marked|re-?rated|"
    rf"returned)\s+{LISTED}\s+(?=(?:back\s+)?(?P<to>(?:to|as|at)\s+)?)"
)
BRACKET = rf"{LISTED}\s*\((?P<inside>[^()]*)\)"
EVENT = late(
    rf"(?P<by>\s+(?:as|by|at)\s+[^,.;\ue002]{{1,60}}?)?,?\s+(?:on|in|during|since"
    rf"|at(?=\s+the\s+(?:end|start))|"
    rf"(?:at|"
    rf"by)\s+the)\s+(?:the\s+(?:end|start|beginning|middle)"
    rf"\s+of\s+|early\s+|late\s+|mid-?\s*)?(?P<day>{DATE})",
    re.IGNORECASE,
)
"""When something happened, and by whom."""
LEAD = late(
    rf"^\W*(?:in|on|during|since|at)\s+(?:the\s+(?:end\s+of\s+)?|early\s+"
    rf"|late\s+)?(?P<day>{DATE})(?P<by>)"
    r"(?:\s+(?:panel|meeting|board))?\s*,?\s*$",
    re.IGNORECASE,
)
"""When something happened, said first."""
INSPECTORATE = late(r"\bHMIC|\binspectorate\b", re.IGNORECASE)
OTHERS = late(r"\s+by\s+(?!the\s+(?:force['\u2019]?s?\s+)?panel\b|a\s+panel\b)", re.IGNORECASE)
BACK = late(r"\bre-?open\w*|\breturned\b|\bsent\s+back\b|\brevers\w+", re.IGNORECASE)
"""What follows for a row to have been signed off and be open again."""
ENDED = ("signed_off", "closed", "completed")
LAST = late(r"\b(?:last|previous)\s+(?:meeting|paper|report|time)\b|\bthen\b", re.IGNORECASE)
PAST = late(
    r"\b(?:before|earlier|once|years?|months?|spring|summer|autumn|winter|until|in\s+(?:19"
    r"|20)[0-9]{2}|"
    rf"(?:{'|'.join(MONTHS)}))\b",
    re.IGNORECASE,
)
WAS = ("was", "were", "had", "stood", "remained", "stayed", "became")


def standings(said: Marked) -> Iterator[Stated]:
    """Yield what a sentence says of the status and the rating of rows, and when they came, that is
    not so.
    """
    for pattern in (IS, RATING_OF, ITS_RATING, GONE):
        for match in compiled(pattern).finditer(said.text):
            before = said.text[: match.start()]
            if (
                pattern in (IS, GONE) and not FREE.search(before) and not LEAD.search(before)
            ) or said.is_open(match.start()):
                continue
            verb = (match["verb"] or "was").strip().casefold()
            read = said.rows.read(said.text, match.end(), column=pattern not in (IS, GONE))
            for predicate, end in read:
                if pattern is not GONE or predicate.kind == "rag":
                    yield from _told(
                        said,
                        match,
                        predicate,
                        end,
                        verb,
                        negated=bool(match["not"] or match["not2"]),
                    )
                break
    yield from _done(said)
    yield from _brackets(said)
    yield from _moves(said)


def _told(
    said: Marked, match: re.Match[str], read: Predicate, end: int, verb: str, *, negated: bool
) -> Iterator[Stated]:
    """Yield what is not so of what a verb tells, from the refs of its match on to the `end` of what
    was read.
    """
    predicate = Predicate(read.kind, read.value, None, negated)
    words = said.text[match.start() : end]
    ends = read.kind in ENDED and not negated
    if ends and LIMITS.match(said.text, end):
        return
    lead = LEAD.search(said.text[: match.start()])
    event = EVENT.match(said.text, end) or lead
    if event and (ends or (read.kind == "reviewed" and not negated)):
        yield from _happened(
            said, match["refs"], read.kind, event, (match.start(), max(end, event.end()))
        )
        return
    if read.kind == "reviewed" and (
        not negated or not re.match(r"\s*(?:$|[,;)]|by\s+the\s+panel)", said.text[end:])
    ):
        return
    when = _when(said, verb, f"{lead[0] if lead else ''} {said.text[end:]}")
    if when:
        yield from said.wrong(match["refs"], predicate, when, words)
    elif (
        event and read.kind == "rag" and not negated and said.rows.is_lately(said.day(event["day"]))
    ):
        for ref in said.of(match["refs"]):
            if said.rows.holds(ref, predicate, "now") is False and not said.rows.holds(
                ref, predicate, "then"
            ):
                yield said.stated(
                    said.text[match.start() : max(end, event.end())], ref, "rag", "now", "unsure"
                )


def _happened(
    said: Marked, refs: str, kind: Kind, event: re.Match[str], span: tuple[int, int], by: str = ""
) -> Iterator[Stated]:
    """Yield of which of some rows it is not so that this happened on that day."""
    by, day, words = by or event["by"] or "", said.day(event["day"]), said.text[slice(*span)]
    if BACK.search(said.text, span[1]) or (kind == "reviewed" and OTHERS.match(by)):
        return
    for ref in said.of(refs):
        so = said.rows.happened(ref, kind, day, inspectorate=bool(INSPECTORATE.search(by)))
        if (
            kind == "reviewed"
            and so is None
            and "last" in words.casefold()
            and not said.rows.is_after(day)
        ):
            so = False
        shown: Kind = (
            "reviewed"
            if kind == "reviewed"
            else "closed_on"
            if kind == "closed"
            else "signed_off_on"
        )
        if said.rows.holds(ref, Predicate(kind), "now") is False and kind != "reviewed":
            shown = kind
        if so is False:
            yield said.stated(words, ref, shown, "now")
        elif so is None and kind != "reviewed" and shown == kind and said.rows.is_lately(day):
            yield said.stated(words, ref, shown, "now", "unsure")


def _when(said: Marked, verb: str, after: str) -> When | None:
    """Return which meeting a verb speaks of; None for another time, of which nothing is known."""
    last = said.rows.last
    days = [said.day(mark) for mark in re.findall(DATE, after)]
    if not last and LAST.search(after):
        return None
    if LAST.search(after) or any(
        last and day.fits(last) for day in days if day.day or day.parts[1]
    ):
        return "then" if verb in WAS else None
    if days or PAST.search(after):
        return None
    return "either" if verb in WAS else "now"


def _done(said: Marked) -> Iterator[Stated]:
    """Yield from "the panel signed off WMP-017 in September" and "the panel downgraded WMP-073 to
    Red".
    """
    for match in compiled(DID).finditer(said.text):
        found = said.rows.read(
            "withdrawn" if match["did"].casefold() == "withdrew" else match["did"], 0
        )
        kind = next((one.kind for one, _ in found if one.kind != "status"), None)
        if kind is None or said.is_open(match.start()):
            continue
        event = EVENT.match(said.text, match.end())
        if event and (
            kind in ENDED or (kind == "reviewed" and match[0].casefold().startswith("panel"))
        ):
            yield from _happened(
                said, match["refs"], kind, event, (match.start(), event.end()), match[0]
            )
        elif (
            kind != "reviewed"
            and not LIMITS.match(said.text, match.end())
            and (when := _when(said, "has" if match["has"] else "was", said.text[match.end() :]))
        ):
            kind = "signed_off" if kind == "closed" and not INSPECTORATE.search(match[0]) else kind
            yield from said.wrong(
                match["refs"], Predicate(kind), when, said.text[match.start() : match.end()]
            )
    for match in compiled(RATED).finditer(said.text):
        if not said.is_open(match.start()):
            at = match.end() + len(match["to"] or "")
            for read, end in said.rows.read(said.text, at):
                if read.kind == "rag":
                    yield from _told(
                        said, match, read, end, "has" if match["has"] else "was", negated=False
                    )
                break


def _brackets(said: Marked) -> Iterator[Stated]:
    """Yield from "WMP-030 (Amber)"."""
    for match in compiled(BRACKET).finditer(said.text):
        if said.is_open(match.start()):
            continue
        for predicate, end in said.rows.read(match["inside"], 0):
            if not match["inside"][end:].strip() and predicate.kind not in (
                "new",
                "reviewed",
                "reopened",
            ):
                yield from said.wrong(
                    match["refs"], predicate, "now", said.text[match.start() : match.end()]
                )
                break


def _moves(said: Marked) -> Iterator[Stated]:
    """Yield from "WMP-030 moved from Amber to Red"."""
    for match in compiled(MOVED).finditer(said.text):
        if not FREE.search(said.text[: match.start()]) or said.is_open(match.start()):
            continue
        for words, when in ((match["then"], "then"), (match["now"], "now")):
            found = next((one for one, end in said.rows.read(words, 0) if end == len(words)), None)
            if found and found.kind in ("rag", "status"):
                yield from said.wrong(
                    match["refs"],
                    found,
                    "then" if when == "then" else "now",
                    said.text[match.start() : match.end()],
                )
