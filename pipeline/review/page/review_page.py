"""The review page: one file in which a reviewer sees whether the paper is safe to sign, what
changed, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import Any, NamedTuple

from pipeline.checks.coverage import coverage
from pipeline.english.writing import digits, plural, say_date, signed
from pipeline.figures.figure import Figure
from pipeline.figures.measure import Group, Measure, moved_key
from pipeline.figures.result import Computed
from pipeline.figures.sums import OPENINGS, Kind, sums
from pipeline.findings.codes import Code
from pipeline.findings.finding import Finding
from pipeline.paper.structure import tag_of
from pipeline.review.page.bundle import document
from pipeline.review.page.desk import Desk
from pipeline.review.page.flows import drawn, flows, tone
from pipeline.review.page.long_lists import (
    address,
    changed_fields,
    chip,
    moves_together,
    printed_rows,
    refs,
    register_rows,
)
from pipeline.review.page.paper_text import reading
from pipeline.review.page.rows import Book
from pipeline.review.reasons import Reason, reasons
from pipeline.review.withheld import WITHHELD
from pipeline.settings.model import Settings, slug
from pipeline.settings.schema import RECOMMENDATIONS

GROUPS: dict[Group, str] = {
    "reviewed": "Reviewed in the period",
    "outstanding": "Outstanding",
    "awaiting": "Awaiting the inspectorate",
    "signed_off": "Signed off in the period",
    "ratings": "Ratings, then and now",
    "standing": "Targets, updates, causes of concern",
    "log": "From the inspections log",
    "withheld": "Counted and not listed",
}
"""The groups of figures in the order of the page, with their titles."""
MEETING_KEYS = (
    "meeting_date",
    "data_to",
    "previous_date",
    "previous_data_to",
    "since",
    "period_from",
)
WORDING = {
    "say_date": say_date,
    "digits": digits,
    "signed": signed,
    "plural": plural,
    "slug": slug,
    "moved_key": moved_key,
    "chip": chip,
    "address": address,
    "register_rows": register_rows,
    "moves_together": moves_together,
    "refs": refs,
    "printed_rows": printed_rows,
    "withheld": WITHHELD,
}
"""What the page writes values with, by the names that it calls it."""


class Addition(NamedTuple):
    """A sum as a person checks it: parts with their signs and words, what they come to, and the
    total that is printed.
    """

    title: str
    total: Figure
    parts: tuple[tuple[int, str, Figure], ...]
    reached: int
    holds: bool


class Shown(NamedTuple):
    """A figure, and those whose rows together are its own."""

    figure: Figure
    parts: tuple[Figure, ...]


def review_page(
    result: Computed,
    paper: bytes,
    previous_paper: bytes | None,
    provenance: Mapping[str, Any],
    codes: Mapping[str, Code],
    desk: Desk | None = None,
) -> bytes:
    """Return `review.html`: one page, inline styles and script, that asks for nothing and works
    without the script.

    `previous_paper` is the paper as the committee last saw it, `provenance` the contents of
    run.json, `codes` every code that a finding may carry. Raises ValueError where a paper is no
    Word document. The same arguments give the same bytes.
    """
    settings, book = result.settings, Book(result)
    links = _links(result, book)
    page = document(
        "page.html.jinja",
        script="page.js",
        title=f"Review: {settings.paper.title}, {say_date(settings.meeting.date)}",
        settings=settings,
        result=result,
        provenance=provenance,
        read=_read(result),
        findings=_findings(result.findings, codes),
        blocks=reading(paper, previous_paper, lambda tag: links.get(tag, "")),
        compared=previous_paper is not None,
        desk=desk,
        tone=lambda word: tone(settings, word),
        **WORDING,
        **_counted(result),
        **_rows(book, settings),
    )
    return page.encode()


def _counted(result: Computed) -> dict[str, Any]:
    """Return the figures by the names that the page calls them: in groups, in sums, and how they
    moved.
    """
    settings, figures = result.settings, result.figures
    standing, others = _movement(result)
    found = flows(settings, figures)
    return {
        "groups": _groups(result),
        "sums": _additions(figures, settings, "breakdown"),
        "balances": _additions(figures, settings, "balance"),
        "opening": _opening(result),
        "standing": standing,
        "others": others,
        "flows": found,
        "picture": drawn(settings, found) if result.previous else "",
    }


def _rows(book: Book, settings: Settings) -> dict[str, Any]:
    """Return the rows of the register by the names that the page calls them, and what was edited in
    them.
    """
    edited = book.edited()
    met = {row.record.status for row in book.rows if row.record}
    return {
        "book": book,
        "headings": _headings(book),
        "statuses": [word for word in settings.status if word in met],
        "changes": {item.row.id: item for item in edited},
        "fields": changed_fields(edited),
        "edited": [row for row in edited if not row.routine],
        "routine": [row for row in edited if row.routine],
    }


def _links(result: Computed, book: Book) -> dict[str, str]:
    """Return where the evidence of each content control stands on the page, by its tag."""
    found = {
        **book.links(),
        **dict.fromkeys(MEETING_KEYS, "#made-from"),
        **{key: f"#figure-{key}" for key in result.figures},
    }
    return {tag_of(key): place for key, place in found.items()}


def _additions(figures: Mapping[str, Figure], settings: Settings, kind: Kind) -> list[Addition]:
    """Return the sums of a kind whose figures are known, without the statuses in which nothing was
    signed off.
    """
    return [
        Addition(
            figures[one.total].label,
            figures[one.total],
            tuple(
                (part.sign, part.word or figures[part.key].label, figures[part.key])
                for part in one.parts
                if figures[part.key].value or not _falls_away(figures[part.key].measure)
            ),
            one.reached(figures),
            one.holds(figures),
        )
        for one in sums(settings)
        if one.kind == kind and one.is_known(figures)
    ]


def _falls_away(measure: Measure) -> bool:
    """Return whether a part of a sum is left out where it is nought: most forces have none."""
    return measure.group == "signed_off" or measure.family == "unrated"


def _opening(result: Computed) -> list[tuple[Figure, int]]:
    """Return each opening balance with the closing balance that was filed last time."""
    filed = result.previous.figures if result.previous else {}
    pairs = ((result.figures[now], filed.get(then)) for now, then in OPENINGS.items())
    return [
        (figure, closing)
        for figure, closing in pairs
        if closing is not None and figure.value is not None
    ]


def _read(result: Computed) -> list[str]:
    """Return what was read of the workbooks and what was not, as `check` begins with it."""
    covered = coverage(result.position)
    return covered.lines() if covered else []


def _findings(
    found: tuple[Finding, ...], codes: Mapping[str, Code]
) -> list[tuple[str, str, list[Finding], str]]:
    """Return the findings by kind, errors first: severity, what the kind means, the findings, the
    remedy if they share it. What report.toml marks as looked at comes last, and is "accepted".

    Remarks on what was made come before what is to be looked at in the workbooks.
    """
    place = {code: (codes[code].raisable, at) for at, code in enumerate(codes)}

    def how(item: Finding) -> str:
        return "accepted" if item.accepted else item.severity

    ordered = sorted(
        found, key=lambda item: (item.accepted, item.severity != "error", place[item.code])
    )
    groups = []
    for (severity, code), group in groupby(ordered, key=lambda item: (how(item), item.code)):
        together = list(group)
        remedies = {item.remedy for item in together}
        groups.append(
            (severity, codes[code].means, together, remedies.pop() if len(remedies) == 1 else "")
        )
    return groups


def _movement(result: Computed) -> tuple[list[Reason], list[Reason]]:
    """Return what moved among the figures that stand in both papers, and among all others that are
    or were something and can be compared.

    Parts that were nothing and are nothing fall away.
    """
    if result.previous is None:
        return [], []
    found = [(result.figures[reason.key].measure, reason) for reason in reasons(result)]
    found = [
        (measure, reason)
        for measure, reason in found
        if reason.then or reason.now or measure.is_total
    ]
    return (
        [reason for measure, reason in found if measure.in_both_papers],
        [reason for measure, reason in found if not measure.in_both_papers and not reason.unknown],
    )


def _groups(result: Computed) -> list[tuple[str, list[Shown]]]:
    parts: dict[str, Addition] = {}
    for addition in _additions(result.figures, result.settings, "breakdown"):
        parts.setdefault(addition.total.key, addition)

    def shown(figure: Figure) -> Shown:
        found = [part for _, _, part in parts[figure.key].parts] if figure.key in parts else []
        together = Counter(row for part in found for row in part.evidence)
        return Shown(figure, tuple(found) if together == Counter(figure.evidence) else ())

    return [
        (
            title,
            [shown(figure) for figure in result.figures.values() if figure.measure.group == group],
        )
        for group, title in GROUPS.items()
    ]


def _headings(book: Book) -> dict[str, str]:
    return {column.key: book.heading(column.key) for column in RECOMMENDATIONS.columns}
