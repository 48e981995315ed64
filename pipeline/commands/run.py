"""The whole story, top to bottom: read, check, compute, fill, prove. Bytes in, bytes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.checks import reconcile, rows
from pipeline.checks.consequences import first_hand, hides_reports, softened, told_once
from pipeline.checks.looked_at import looked_at
from pipeline.checks.promise import Promise
from pipeline.checks.proofreading.personal import personal
from pipeline.checks.proofreading.proofread import other_majesty, proofread
from pipeline.checks.proofreading.texts import labels_of, prose_of, titles
from pipeline.commands.codes import CODES, RAISABLE, refuse
from pipeline.commands.filled import (
    faults_of_template,
    filled_in,
    followed_up,
    totals_so_far,
    unrated_unsaid,
)
from pipeline.commands.given import (
    Inputs,
    doubts_left,
    logged,
    meeting_notes,
    read_settings,
    registered,
)
from pipeline.commands.nearby import copies_beside, open_elsewhere, template_missing
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
from pipeline.paper.marks import Emitted
from pipeline.paper.originals import originals
from pipeline.paper.prepared import prepared
from pipeline.proof import printed
from pipeline.proof.findings import paper_findings
from pipeline.register import archive as archives
from pipeline.register.anchors import refuse_unless_anchored
from pipeline.register.archive import Filed
from pipeline.register.filed import log_of, ratings_then, register_of
from pipeline.register.movement import period
from pipeline.review import preview
from pipeline.settings.schema import TEMPLATE_FILE

PAPER = "hmicfrs-update.docx"
Tell = Callable[[str], None]
Filled = Callable[[Computed, bytes], None]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished run: what was computed, the paper, all that the template printed into it, the
    figures in charts' words.
    """

    computed: Computed
    paper: bytes
    emitted: tuple[Emitted, ...]
    spoken: tuple[tuple[str, str], ...] = ()
    promises: tuple[Promise, ...] = ()
    """What the last paper promised, and what became of it."""


def computed(inputs: Inputs, tell: Tell = lambda stage: None) -> Computed:
    """Return the figures and everything found on the way.

    Raises SettingsRefused where `report.toml` is wrong, and ArchiveRefused where a filed paper or
    report.toml names another archive.
    """
    chosen = read_settings(inputs.settings)
    refuse_unless_anchored(inputs.filed, chosen.archive.seal)
    previous = archives.before(inputs.filed, chosen.meeting.date)
    remarks = [*meeting_notes(chosen, inputs.filed, previous), *doubts_left(inputs.settings)]
    tell("Reading the workbooks")
    book, found = registered(inputs, chosen, first=previous is None)
    entries, more = logged(inputs, chosen, book)
    span = period(chosen, previous.data_to if previous else None)
    then = register_of(previous, chosen) if previous else None
    when = previous.meeting.isoformat() if previous else None
    tell("Checking and counting")
    position = Position(
        chosen,
        book,
        entries,
        span,
        then,
        when,
        ratings_then(previous),
        log_of(previous, chosen, RAISABLE),
    )
    near = [
        *copies_beside((inputs.file, inputs.log_file), inputs.beside),
        *copies_beside((TEMPLATE_FILE,), inputs.templates or ()),
    ]
    found = [*remarks, *found, *more, *near, *open_elsewhere(inputs.open_files)]
    found = _by_rules(position, found)
    counted = figures(position, figures_then(previous, chosen))
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


def _by_rules(position: Position, found: list[Finding]) -> list[Finding]:
    """Return what was found in reading, and what the rules of rows and of prose find besides."""
    chosen, book, entries = position.settings, position.register, position.log
    found = softened(
        [*told_once(found), *first_hand(rows.broken(position), found, book, entries)], book
    )
    prose, labels, named = prose_of(position), labels_of(position), titles(position)
    slips = proofread(
        prose,
        meeting=chosen.meeting.date,
        names=(chosen.force.name, chosen.committee.name),
        titles=named,
        known=(chosen.force.short_name, chosen.inspectorate_short),
    )
    both = [*prose, *labels]
    return [*found, *slips, *personal(both), *other_majesty(both, chosen.majesty, named)]


def made(
    inputs: Inputs,
    tell: Tell = lambda stage: None,
    *,
    handed_on: bool = True,
    filled: Filled = lambda result, paper: None,
) -> Made:
    """Return the paper and all that goes with it; raises a Refused with every finding where there
    may be none.

    A paper that is not `handed_on` is only what an edited one is compared with: its figures are
    proved like those of any other, and whether Word opens it and everyone can read it is not asked,
    nor of the template. `filled` is called with the figures and the paper before it is proved.
    """
    return paper_of(inputs, computed(inputs, tell), tell, handed_on=handed_on, filled=filled)


def paper_of(
    inputs: Inputs,
    result: Computed,
    tell: Tell = lambda stage: None,
    *,
    handed_on: bool = True,
    filled: Filled = lambda result, paper: None,
) -> Made:
    """Return the paper of what was computed, as `made` does."""
    keys = {measure.key: measure.label for measure in measures(result.settings)}
    remarks = _of_template(inputs, keys, handed_on=handed_on)
    refuse([*result.findings, *remarks])
    assert inputs.template is not None
    tell("Filling the template")
    followed = followed_up(result)
    paper = filled_in(inputs.template, result, totals_so_far(inputs.filed, result), followed)
    refuse([*result.findings, *remarks, *unrated_unsaid(paper, result)])
    filled(result, paper.content)
    tell("Proving the paper")
    faults = printed.faults(
        paper, originals(result.position, {item.source for item in paper.emitted})
    )
    remarks += [
        *faults,
        *(paper_findings(paper.content, PAPER) if handed_on and not faults else ()),
    ]
    told = tuple(by_place([*result.findings, *weighed(remarks, result.settings.severity)]))
    refuse(told)
    return Made(
        replace(result, findings=told), paper.content, paper.emitted, paper.spoken, followed
    )


def _of_template(inputs: Inputs, keys: Mapping[str, str], *, handed_on: bool) -> list[Finding]:
    if inputs.template is None:
        return [template_missing(inputs.templates)]
    return faults_of_template(inputs.template, keys, handed_on=handed_on)


def previewed(inputs: Inputs, tell: Tell = lambda stage: None) -> tuple[bytes, list[Finding]]:
    """Return the template filled, each slot shaded and its name in a comment, which is no paper and
    is not proved; and the notes on the template. Raises what `made` raises of what is given to it.
    """
    result = computed(inputs, tell)
    keys = {measure.key: measure.label for measure in measures(result.settings)}
    remarks = weighed(_of_template(inputs, keys, handed_on=True), result.settings.severity)
    refuse([*result.findings, *remarks])
    assert inputs.template is not None
    tell("Filling the template")
    ready, slots = preview.named(prepared(inputs.template).content)
    history, followed = totals_so_far(inputs.filed, result), followed_up(result)
    paper = filled_in(inputs.template, result, history, followed, ready)
    chosen = result.settings
    shown = preview.shown(paper.content, slots, keys, chosen.force.name, chosen.meeting.date)
    return shown, by_place(remarks)
