"""What a row says of itself twice, and not the same: a rating and a date, an update and a status.

Each is told only where two facts of the workbook contradict each other; which of them is right, its
owner knows.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.checks.rule import Rule, at, heading
from pipeline.english.pattern import late
from pipeline.english.reading import small
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.figures.selections import overdue
from pipeline.findings.finding import Cell, Finding
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import fold

IN_TIME = re.compile(
    r"\bon (?:track|course|time|schedule|target)\b|\bin time\b"
    r"|\b(?:before|by|within) (?:the |its |their |that )?(?:agreed |present |original )?"
    r"(?:target|due|deadline|completion|timescales?|timeframe)\b",
    re.IGNORECASE,
)
"""What a legend says of a rating whose target date can still be met."""
NOT_SO = re.compile(
    r"\b(?:not|no|never|off|behind|past|miss\w*|unlikely|risk|doubt\w*|fail\w*|delay\w*|late)\b",
    re.IGNORECASE,
)
CLAUSES = re.compile(r"[,;.:()]|\bor\b|\bbut\b")


@lru_cache(maxsize=64)
def says_in_time(meaning: str) -> bool:
    """Return whether a rating's meaning says that its target date is not past.

    >>> says_in_time("On course, or done"), says_in_time("Not on track"), says_in_time("At risk")
    (True, False, False)
    """
    return any(
        IN_TIME.search(clause) and not NOT_SO.search(clause) for clause in CLAUSES.split(meaning)
    )


def rated_past_target(position: Position) -> Iterator[Finding]:
    """A recommendation past its target date whose rating says, by the legend, that it is not."""
    settings = position.settings
    if not {"rag", "target"} <= position.register.columns.keys():
        return
    for row in overdue(position):
        if row.rag and row.rag != settings.worst and says_in_time(settings.rag[row.rag]):
            assert row.target is not None
            meaning = settings.rag[row.rag]
            yield at(
                position,
                "rated-past-target",
                row,
                "rag",
                (
                    f'it is rated {row.rag}, which the legend explains as "{meaning}", and its'
                    f" target date, {say_date(row.target)}, is past."
                    if row.publish
                    else "its rating means that its target date is not past, and it is."
                ),
                "Ask the owner which is right.",
                row.rag,
            )


def worst_without_target(position: Position) -> Iterator[Finding]:
    """A recommendation with the worst rating and no target date, where others have one."""
    if not {"rag", "target"} <= position.register.columns.keys() or "target" not in position.kept:
        return
    worst = position.settings.worst
    for row in position.outstanding:
        if row.rag == worst and not row.target:
            yield at(
                position,
                "worst-without-target",
                row,
                "target",
                f"it is rated {worst} and has no target date.",
                "Ask the owner by when it will be done.",
            )


FEWEST_TARGETS = 5
FAR = datetime.timedelta(days=2 * 365)
"""So far beyond every other target date is one by a slip of the year, as a rule."""


def target_far(position: Position) -> Iterator[Finding]:
    """A target date far beyond any other: its year may be mistyped."""
    rows = sorted(
        (row for row in position.outstanding if row.target),
        key=lambda row: row.target or datetime.date.min,
    )
    if len(rows) < FEWEST_TARGETS:
        return
    last, before = rows[-1], rows[-2]
    assert last.target and before.target
    horizon = position.settings.meeting.date.year + 10
    if last.target - before.target > FAR and last.target.year <= horizon:  # else: year-odd
        yield at(
            position,
            "target-far",
            last,
            "target",
            f"its target date, {say_date(last.target)}, is more than two years after every other;"
            f" the next is {say_date(before.target)}.",
            "Check the year.",
        )


MOST_OWNERS = 100


def owners_spelt_two_ways(position: Position) -> Iterator[Finding]:
    """An owner who is spelt in two ways: lists by owner would name two."""
    if "owner" not in position.register.columns:
        return
    rows = [row for row in position.register.ours if row.owner and row.publish]
    times = Counter(row.owner for row in rows)
    first = {row.owner: row for row in reversed(rows)}
    names = sorted(times, key=lambda name: (-times[name], Cell.parse(first[name].cell).row))
    if len(names) > MOST_OWNERS:
        return  # no chief officers, but whatever else stands in the column
    other = {
        name: next((known for known in names[:place] if _one_owner(name, known)), "")
        for place, name in enumerate(names)
    }
    for row in rows:
        if meant := other[row.owner]:
            yield at(
                position,
                "owner-spelt-two-ways",
                row,
                "owner",
                f'{heading(position, "owner")} is "{row.owner}", and "{meant}" elsewhere'
                f" ({first[meant].ref or Cell.parse(first[meant].cell).address}).",
                "Use one spelling, if they are the same.",
                row.owner,
            )


def _one_owner(name: str, other: str) -> bool:
    """Return whether two spellings are one owner's: the same letters, or one long word with a
    letter more, less or otherwise.
    """
    words, others = _words(name), _words(other)
    if words == others or "".join(words) == "".join(others):
        return True
    apart = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(apart) != 1:
        return False
    one, two = apart[0]
    near = SequenceMatcher(None, one, two).ratio() >= 0.85
    return near and min(len(one), len(two)) >= 5 and one.isalpha() and two.isalpha()


def _words(name: str) -> list[str]:
    """Return the words of a name without signs; A.C.C. is ACC, and & is and."""
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", fold(name)).replace("&", " and ")
    return re.findall(r"\w+", plain)


SETTLED = re.compile(
    r"(?:^|[.;\n]\s*|\b(?:recommendation|area for improvement|afi|cause of concern|it|this)\s+"
    r"(?:was|is|has been|has now been|is now|was then)\s+)"
    r"(?:(?:now|formally|internally|fully|completed and)\s+)*(?:signed[ -]off|closed)"
    r"(?=\s*(?:$|[.,;\n]|by\b|on\b|at\b|in\b|as\b|following\b|after\b|with\b))",
    re.IGNORECASE,
)
"""What an update says of its own recommendation, and of nothing else that can be closed."""
ONLY_IF = late(
    r"\b(?:once|when|until|before|if|after|unless|whether|that|should|so)\b[^.;\n]*$", re.IGNORECASE
)
NEAR = 300
"""A sentence is no longer, as a rule."""
AGAIN = late(r"\b(?:re-?open\w*|return\w*|sent back|no longer)\b", re.IGNORECASE)


def update_says_settled(position: Position) -> Iterator[Finding]:
    """An outstanding recommendation whose update says that it was signed off or closed."""
    returned = {
        row.ref
        for row in position.compared
        if row.stage_then in ("awaiting", "closed", "withdrawn")
    }
    for row in position.outstanding:
        said = next(
            (
                match
                for match in _settlements(row.update)
                if not ONLY_IF.search(row.update[max(0, match.start() - NEAR) : match.start()])
            ),
            None,
        )
        if said is None or row.ref in returned or AGAIN.search(row.update):
            continue
        words = f' ("{said[0].strip(" .;").splitlines()[-1]}")' if row.publish else ""
        yield at(
            position,
            "update-says-settled",
            row,
            "status",
            f"it is outstanding, and its update says that it is not{words}.",
            "Ask the owner which is right.",
        )


def _settlements(update: str) -> Iterable[re.Match[str]]:
    """Return the places of an update that say that something is signed off or closed."""
    smalls = small(update)
    return SETTLED.finditer(update) if "signed" in smalls or "closed" in smalls else ()


def better_same_update(position: Position) -> Iterator[Finding]:
    """A recommendation that went from the worst rating to the best, with the update it had."""
    settings = position.settings
    ranked = [word for word in settings.ratings if word not in settings.unranked]
    if not {"rag", "update"} <= position.register.columns.keys() or len(ranked) < 2:
        return
    for row in position.compared:
        then, now = row.then, row.now
        if then is None or now is None or not row.is_continuing or not now.update:
            continue
        if (then.rag, now.rag) == (ranked[0], ranked[-1]) and _same_update(then, now):
            yield at(
                position,
                "better-same-update",
                now,
                "rag",
                (
                    f"it was rated {then.rag} at the last meeting and is rated {now.rag} now, and"
                    " its update is the same."
                    if row.is_told
                    else "its rating went from the worst to the best, and its update is the same."
                ),
                "Ask the owner what was done, and record it.",
            )


def _same_update(then: Recommendation, now: Recommendation) -> bool:
    return fold(then.update) == fold(now.update)


CONTRADICTIONS: tuple[Rule, ...] = (
    rated_past_target,
    worst_without_target,
    target_far,
    owners_spelt_two_ways,
    update_says_settled,
    better_same_update,
)
