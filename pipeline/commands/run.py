"""The whole story, top to bottom: read, check, compute, fill, prove. Bytes in, bytes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import NamedTuple

from pipeline.checks import reconcile, rows
from pipeline.checks.consequences import first_hand, hides_reports, softened, told_once
from pipeline.checks.looked_at import looked_at
from pipeline.checks.promise import Promise
from pipeline.checks.proofreading.personal import personal
from pipeline.checks.proofreading.proofread import other_majesty, proofread
from pipeline.checks.proofreading.texts import labels_of, prose_of, titles
from pipeline.commands.beside import Beside
from pipeline.commands.codes import CODES, RAISABLE, refuse
from pipeline.commands.filled import (
    filled_in,
    followed_up,
    last_paper,
    totals_so_far,
    unrated_unsaid,
)
from pipeline.commands.given import (
    doubts_left,
    log_all_the_same,
    logged,
    meeting_notes,
    registered,
)
from pipeline.commands.inputs import Inputs, read_settings
from pipeline.commands.nearby import copies_beside, open_elsewhere
from pipeline.commands.template import Looked, looked_into, template_of
from pipeline.figures.figure import Figure, figures
from pipeline.figures.measures import measures
from pipeline.figures.position import Position
from pipeline.figures.result import Computed, figures_then
from pipeline.findings.codes import weighed
from pipeline.findings.finding import (
    Finding,
    by_place,
    errors_in,
)
from pipeline.paper.fill import Paper
from pipeline.paper.marks import Emitted
from pipeline.paper.originals import originals
from pipeline.proof import printed
from pipeline.register import archive as archives
from pipeline.register.anchors import refuse_unless_anchored
from pipeline.register.archive import Filed
from pipeline.register.filed import log_of, ratings_then, register_of
from pipeline.register.inspections import Log
from pipeline.register.movement import period
from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings
from pipeline.settings.schema import TEMPLATE_FILE

PAPER = "hmicfrs-update.docx"
Tell = Callable[[str], None]


class Filled(NamedTuple):
    """A paper before its proof: what it was made from, and what is to be said of its template;
    whether it is handed on.
    """

    computed: Computed
    paper: Paper
    remarks: tuple[Finding, ...]
    followed: tuple[Promise, ...]
    handed_on: bool


class Made(NamedTuple):
    """A finished run: what was computed, the paper, all that the template printed into it, the
    figures in charts' words.
    """

    computed: Computed
    paper: bytes
    emitted: tuple[Emitted, ...]
    spoken: tuple[tuple[str, str], ...] = ()
    promises: tuple[Promise, ...] = ()
    """What the last paper promised, and what became of it."""


class Taken(NamedTuple):
    """What the inputs hold: where the force stands, the meeting before, and what was found in
    reading.
    """

    position: Position
    previous: Filed | None
    found: tuple[Finding, ...]


def computed(inputs: Inputs, tell: Tell = lambda stage: None) -> Computed:
    """Return the figures and everything found on the way; raises what `taken` raises."""
    held = taken(inputs, tell)
    with Beside(lambda: _of_the_prose(held.position)) as slips:
        return judged(inputs, held, slips, tell)


def taken(inputs: Inputs, tell: Tell = lambda stage: None) -> Taken:
    """Return what the inputs hold.

    Raises SettingsRefused where `report.toml` is wrong, and ArchiveRefused where a filed paper or
    report.toml names another archive.
    """
    chosen = read_settings(inputs.settings)
    refuse_unless_anchored(inputs.filed, chosen.archive.seal)
    previous = archives.before(inputs.filed, chosen.meeting.date)
    remarks = [*meeting_notes(chosen, inputs.filed, previous), *doubts_left(inputs.settings)]
    tell("Reading the workbooks")
    with Beside(lambda: (logged(inputs, chosen), _of_the_last(previous, chosen))) as others:
        book, found = registered(inputs, chosen, first=previous is None)
        (entries, more), (then, ratings, log_then) = others.result()
    if not chosen.workbook.log:
        more = log_all_the_same(inputs, book)
    span = period(chosen, previous.data_to if previous else None)
    when = previous.meeting.isoformat() if previous else None
    position = Position(chosen, book, entries, span, then, when, ratings, log_then)
    near = [
        *copies_beside((inputs.file, inputs.log_file), inputs.beside),
        *copies_beside((TEMPLATE_FILE,), inputs.templates or ()),
    ]
    found = [*remarks, *found, *more, *near, *open_elsewhere(inputs.open_files)]
    return Taken(position, previous, tuple(found))


def _of_the_last(
    previous: Filed | None, chosen: Settings
) -> tuple[Register | None, frozenset[str], Log | None]:
    """Return what the last meeting was filed with: its register, its ratings and its log."""
    then = register_of(previous, chosen) if previous else None
    return then, ratings_then(previous), log_of(previous, chosen, RAISABLE)


def judged(
    inputs: Inputs,
    held: Taken,
    slips: Beside[list[Finding]],
    tell: Tell = lambda stage: None,
) -> Computed:
    """Return the figures of what the inputs hold, and what its rules find; the `slips` in its prose
    are looked for beside.
    """
    tell("Checking and counting")
    position, previous, chosen = held.position, held.previous, held.position.settings
    by_rules = _by_rules(position, held.found)
    counted = figures(position, figures_then(previous, chosen))
    found = [*by_rules, *slips.result()]
    found += _reconciled(position, counted, previous, found)
    return Computed(
        position,
        counted,
        previous,
        tuple(weighed(looked_at(weighed(found, chosen.severity), position), chosen.severity)),
        archives.before(inputs.filed, previous.meeting) if previous else None,
    )


def _reconciled(
    position: Position,
    counted: Mapping[str, Figure],
    previous: Filed | None,
    found: Sequence[Finding],
) -> list[Finding]:
    """Return the sums that do not hold, as far as what was `found` leaves rows to add up."""
    book, entries = position.register, position.log
    parts = list(reconcile.report_parts(entries))
    unusable = errors_in(item for item in [*found, *parts] if CODES[item.code].exit in (2, 3))
    if not unusable:
        filed = previous.figures if previous else {}
        return [
            *parts,
            *reconcile.everything(
                counted,
                position.settings,
                book,
                entries,
                position.period,
                filed,
                position.last_meeting,
            ),
        ]
    if any(hides_reports(item, book) for item in unusable):
        return parts
    return [*parts, *reconcile.report_rows(entries, book, position.period)]


def _by_rules(position: Position, found: Sequence[Finding]) -> list[Finding]:
    """Return what was found in reading, and what the rules of rows find besides."""
    book, entries = position.register, position.log
    broken = first_hand(rows.broken(position), found, book, entries)
    return softened([*told_once(found), *broken], book)


def _of_the_prose(position: Position) -> list[Finding]:
    """Return the slips in prose that is printed."""
    chosen = position.settings
    prose, labels, named = prose_of(position), labels_of(position), titles(position)
    slips = proofread(
        prose,
        meeting=chosen.meeting.date,
        names=(chosen.force.name, chosen.committee.name),
        titles=named,
        known=(chosen.force.short_name, chosen.inspectorate_short),
    )
    both = [*prose, *labels]
    return [*slips, *personal(both), *other_majesty(both, chosen.majesty, named)]


def made(inputs: Inputs, tell: Tell = lambda stage: None, *, handed_on: bool = True) -> Made:
    """Return the paper and all that goes with it; raises a Refused with every finding where there
    may be none.

    A paper that is not `handed_on` is only what an edited one is compared with: its figures are
    proved like those of any other, and whether Word opens it and everyone can read it is not asked,
    nor of the template.
    """
    with looked_into(inputs, handed_on=handed_on) as template:
        return proved(filled(inputs, template, tell, handed_on=handed_on), tell)


def filled(
    inputs: Inputs,
    template: Beside[Looked],
    tell: Tell = lambda stage: None,
    *,
    handed_on: bool = True,
    counted: Callable[[Computed], None] = lambda result: None,
) -> Filled:
    """Return the paper before its proof, as `made` does; `counted` is called with what was computed
    before anything is refused.
    """
    held = taken(inputs, tell)
    with ExitStack() as begun:
        slips = begun.enter_context(Beside(lambda: _of_the_prose(held.position)))
        last_paper(held.previous)  # once for this process and its copies, which all read it
        promised = begun.enter_context(Beside(lambda: followed_up(held.position, held.previous)))
        result = judged(inputs, held, slips, tell)
        counted(result)
        from pipeline.paper.rendered import keep  # read while the copies work

        ready, remarks, compiled = template.result()
        refuse([*result.findings, *remarks])
        followed = promised.result()
    assert inputs.template is not None
    tell("Filling the template")
    history = totals_so_far(inputs.filed, result)
    keep(compiled)
    paper = filled_in(inputs.template, ready, result, history, followed)
    refuse([*result.findings, *remarks, *unrated_unsaid(paper, result)])
    return Filled(result, paper, tuple(remarks), followed, handed_on)


def proved(
    ready: Filled, tell: Tell = lambda stage: None, begun: Beside[list[Finding]] | None = None
) -> Made:
    """Return a paper that is filled once it is proved, as `made` does; `begun` is the proof of its
    file where it was begun ahead.
    """
    result, paper = ready.computed, ready.paper
    tell("Proving the paper")
    with begun or Beside(lambda: of_the_paper(ready), begin=ready.handed_on) as told:
        faults = printed.faults(
            paper, originals(result.position, {item.source for item in paper.emitted})
        )
        remarks = [*ready.remarks, *faults, *([] if faults else told.result())]
    found = tuple(by_place([*result.findings, *weighed(remarks, result.settings.severity)]))
    refuse(found)
    return Made(
        replace(result, findings=found),
        paper.content,
        paper.emitted,
        paper.spoken,
        ready.followed,
    )


def _labels(chosen: Settings) -> dict[str, str]:
    """Return the label of each figure by its key."""
    return {measure.key: measure.label for measure in measures(chosen)}


def of_the_paper(ready: Filled) -> list[Finding]:
    """Return what Word would not open of a paper that is handed on, and what shuts readers out."""
    if not ready.handed_on:
        return []
    from pipeline.proof.findings import paper_findings

    return paper_findings(ready.paper.content, PAPER)


def previewed(inputs: Inputs, tell: Tell = lambda stage: None) -> tuple[bytes, list[Finding]]:
    """Return the template filled, each slot shaded and its name in a comment, which is no paper and
    is not proved; and the notes on the template. Raises what `made` raises of what is given to it.
    """
    from pipeline.review import preview

    result = computed(inputs, tell)
    ready, found = template_of(inputs)
    remarks = weighed(found, result.settings.severity)
    refuse([*result.findings, *remarks])
    assert inputs.template is not None
    tell("Filling the template")
    ready, slots = preview.named(ready)
    history = totals_so_far(inputs.filed, result)
    followed = followed_up(result.position, result.previous)
    paper = filled_in(inputs.template, ready, result, history, followed)
    chosen = result.settings
    shown = preview.shown(
        paper.content, slots, _labels(chosen), chosen.force.name, chosen.meeting.date
    )
    return shown, by_place(remarks)
