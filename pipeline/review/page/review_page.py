"""The review page: one file in which a reviewer sees whether the paper is safe to sign, what
changed, and why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from pipeline.checks.coverage import coverage
from pipeline.english.writing import say_date
from pipeline.figures.figure import Figure
from pipeline.figures.measure import Group, Measure
from pipeline.figures.result import Computed
from pipeline.figures.sums import OPENINGS, Kind, sums
from pipeline.findings.codes import Code
from pipeline.findings.finding import Finding
from pipeline.paper.structure import tag_of
from pipeline.review.page.bundle import closed, opened
from pipeline.review.page.changes import changes
from pipeline.review.page.desk import Desk
from pipeline.review.page.desk_sections import desk_sections
from pipeline.review.page.figures import Addition, Shown, every_figure
from pipeline.review.page.flows import tone
from pipeline.review.page.long_lists import safe
from pipeline.review.page.made_from import made_from
from pipeline.review.page.paper_text import reading
from pipeline.review.page.printed import the_paper
from pipeline.review.page.register import the_rows
from pipeline.review.page.rows import Book
from pipeline.review.page.verdict import verdict
from pipeline.review.reasons import Reason, reasons
from pipeline.settings.model import Settings

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
SECTIONS = (
    ("safe", "Safe?"),
    ("changed", "Changes"),
    ("paper", "Paper"),
    ("rows", "Rows"),
    ("figures", "Figures"),
    ("made-from", "Made from"),
)
OF_THE_DESK = (("promises", "Promises"), ("questions", "Questions"), ("signing", "Sign"))
"""The sections of the page and what they are called on the way to them; the last three are not on
every page.
"""
STEPS = """<div class="steps" role="region" aria-label="Changed paragraphs of the paper" hidden \
data-script>
<span id="step" role="status"></span>
<button type="button" id="step-back" aria-label="The changed paragraph before" title="k">‹</button>
<button type="button" id="step-on" aria-label="The next changed paragraph" title="j">›</button>
</div>
"""
EVIDENCE = """<aside id="evidence" aria-labelledby="evidence-title" hidden>
<div class="bar"><h2 id="evidence-title" tabindex="-1"></h2><button type="button" \
id="evidence-close" aria-label="Close the evidence">Close</button></div>
<div id="evidence-body" class="inside" tabindex="0" role="group" \
aria-label="Rows behind the figure"></div>
<p class="foot"><button type="button" id="evidence-rows">Show these rows in the register</button>\
</p>
</aside>
<footer class="end"><p>Nothing on this page was fetched from anywhere: it can be opened from a \
file share or printed.</p></footer>
"""


class OfTheRows(NamedTuple):
    """The sections that say what changed, what the rows are, and what stands behind each figure:
    they need neither the paper nor what was found.
    """

    changed: bytes
    rows: bytes
    figures: bytes


def of_the_rows(result: Computed) -> OfTheRows:
    """Return the sections that can be written before there is a paper."""
    book, settings = Book(result), result.settings

    def toned(word: str) -> str:
        return tone(settings, word)

    edited = book.edited()
    by_place = {item.row.id: item for item in edited}
    return OfTheRows(
        changes(result, *_movement(result), edited, toned).encode(),
        _encoded(the_rows(result, book, by_place, toned)),
        _encoded(every_figure(_groups(result), book)),
    )


def review_page(
    result: Computed,
    paper: bytes,
    previous_paper: bytes | None,
    provenance: Mapping[str, Any],
    codes: Mapping[str, Code],
    desk: Desk | None = None,
    ahead: OfTheRows | None = None,
) -> bytes:
    """Return `review.html`: one page, inline styles and script, that asks for nothing and works
    without the script.

    `previous_paper` is the paper as the committee last saw it, `provenance` the contents of
    run.json, `codes` every code that a finding may carry, `ahead` what was written before there was
    a paper. Raises ValueError where a paper is no Word document. The same arguments give the same
    bytes.
    """
    book, compared = Book(result), previous_paper is not None
    links = _links(result, book)
    blocks = reading(paper, previous_paper, lambda tag: links.get(tag, ""))
    title = f"Review: {result.settings.paper.title}, {say_date(result.settings.meeting.date)}"
    rows = of_the_rows(result) if ahead is None else ahead
    parts = (
        opened(title, "page.js", unlisted=True),
        _top(result, compared=compared, whole=desk is not None),
        _verdict(result, codes, book),
        rows.changed,
        _encoded(the_paper(blocks, result.previous, compared=compared)),
        rows.rows,
        rows.figures,
        made_from(result, provenance),
        f"{desk_sections(desk, result, book)}\n" if desk else "",
        f"</main>\n{EVIDENCE}",
        closed("page.js"),
    )
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)


def _encoded(parts: Iterable[str]) -> bytes:
    return b"".join(part.encode() for part in parts)


def _verdict(result: Computed, codes: Mapping[str, Code], book: Book) -> str:
    balances, sums = (
        _additions(result.figures, result.settings, kind) for kind in ("balance", "breakdown")
    )
    found = _findings(result.findings, codes)
    return verdict(result, balances, sums, _opening(result), _read(result), found, book)


def _top(result: Computed, *, compared: bool, whole: bool) -> str:
    """Return what stands above the sections: what the page is of, and the way to each."""
    settings, previous = result.settings, result.previous
    before = "nothing: this is the first paper"
    if previous:
        before = f"the meeting of {say_date(previous.meeting)}"
    way = "".join(
        f'<li><a href="#{place}">{name}</a></li>\n'
        for place, name in (*SECTIONS, *(OF_THE_DESK if whole else ()))
    )
    return f"""<a class="skip" href="#main">Skip to the review</a>
<header class="top">
<p class="over">{safe(settings.committee.name)} · review of the paper before it is signed</p>
<h1>{safe(settings.paper.title)}</h1>
<dl class="facts">
<div><dt>Force</dt><dd>{safe(settings.force.name)}</dd></div>
<div><dt>Meeting</dt><dd>{say_date(settings.meeting.date)}</dd></div>
<div><dt>Data to</dt><dd>{say_date(settings.meeting.cut_off)}</dd></div>
<div><dt>Compared with</dt><dd>{before}</dd></div>
</dl>
</header>
<div class="route">
<nav aria-label="On this page">
<ol>
{way}</ol>
</nav>
{STEPS if compared else ""}</div>
<main id="main" tabindex="-1">

"""


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
