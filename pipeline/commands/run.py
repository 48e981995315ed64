"""The whole story, top to bottom: read, check, compute, fill, prove. Bytes in, bytes out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from jinja2 import TemplateError

from pipeline.checks import reconcile, rows
from pipeline.checks.consequences import first_hand, hides_reports, softened
from pipeline.checks.looked_at import looked_at
from pipeline.checks.promise import Promise
from pipeline.checks.promises import promises
from pipeline.checks.proofreading.personal import personal
from pipeline.checks.proofreading.proofread import other_majesty, proofread
from pipeline.checks.proofreading.texts import labels_of, prose_of, titles
from pipeline.commands.codes import CODES, RAISABLE, finding
from pipeline.figures.figure import figures
from pipeline.figures.measure import part_key
from pipeline.figures.measures import measures
from pipeline.figures.position import Position
from pipeline.figures.result import Computed, figures_then
from pipeline.findings.codes import weighed
from pipeline.findings.finding import (
    ArchiveRefused,
    Cell,
    DoesNotReconcile,
    Finding,
    ProofFailed,
    Refused,
    SettingsRefused,
    TemplateRefused,
    WorkbookRefused,
    by_place,
    errors_in,
)
from pipeline.paper import fill, sandbox
from pipeline.paper import template as templates
from pipeline.paper.chart.charts import NoAlternativeText
from pipeline.paper.marks import Emitted
from pipeline.paper.numbers import chart_data
from pipeline.paper.originals import originals
from pipeline.paper.prepared import prepared
from pipeline.paper.references import LeadsNowhere
from pipeline.paper.values import values
from pipeline.proof import printed
from pipeline.proof.findings import paper_findings, template_findings
from pipeline.register import archive as archives
from pipeline.register import meeting_files
from pipeline.register.anchors import refuse_unless_anchored
from pipeline.register.archive import Filed
from pipeline.register.filed import log_of, ratings_then, register_of
from pipeline.register.inspections import Log, log, log_within
from pipeline.register.movement import period
from pipeline.register.recommendations import Register, register, without_rows
from pipeline.review import preview
from pipeline.settings.model import FILE as SETTINGS_FILE
from pipeline.settings.model import Settings
from pipeline.settings.read import settings
from pipeline.settings.schema import (
    INSPECTIONS_FILE,
    LOG_SHEETS,
    MAPPING_FILE,
    RECOMMENDATIONS_FILE,
)
from pipeline.word.received import NoWordFile, received

PAPER = "hmicfrs-update.docx"
REFUSALS: tuple[type[Refused], ...] = (
    SettingsRefused,
    ArchiveRefused,
    WorkbookRefused,
    DoesNotReconcile,
    TemplateRefused,
    ProofFailed,
)
Tell = Callable[[str], None]
Filled = Callable[[Computed, bytes], None]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run is made from: bytes, None where the file is not there; `filed` the archive, oldest
    first.
    """

    settings: bytes | None
    workbook: bytes | None
    log: bytes | None
    template: bytes | None
    filed: Sequence[Filed] = ()
    open_files: frozenset[str] = frozenset()
    """Workbooks that Excel has open now."""
    beside: frozenset[str] = frozenset()
    """The names of the workbooks of any kind that are in the inputs folder."""
    file: str = RECOMMENDATIONS_FILE
    log_file: str = INSPECTIONS_FILE


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


def refuse(findings: Iterable[Finding]) -> None:
    """Raise the refusal that the errors among the findings call for: the earliest stage decides the
    exit code.
    """
    found = list(findings)
    exits = {CODES[fault.code].exit for fault in errors_in(found)}
    for refusal in REFUSALS:
        if refusal.exit_code in exits:
            raise refusal(found)


def computed(inputs: Inputs, tell: Tell = lambda stage: None) -> Computed:
    """Return the figures and everything found on the way.

    Raises SettingsRefused where `report.toml` is wrong, and ArchiveRefused where a filed paper or
    report.toml names another archive.
    """
    chosen = read_settings(inputs.settings)
    refuse_unless_anchored(inputs.filed, chosen.archive.seal)
    previous = archives.before(inputs.filed, chosen.meeting.date)
    remarks = [*_meeting(chosen, inputs.filed, previous), *_doubts(inputs.settings)]
    tell("Reading the workbooks")
    book, found = _register(inputs, chosen, first=previous is None)
    entries, more = _log(inputs, chosen, book)
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
    found = [*remarks, *found, *more, *_locks(inputs.open_files)]
    found += first_hand(rows.broken(position), found, book, entries)
    found = softened(found, book)
    prose, labels = prose_of(position), labels_of(position)
    found += proofread(
        prose,
        meeting=chosen.meeting.date,
        names=(chosen.force.name, chosen.committee.name),
        titles=titles(position),
        known=(chosen.force.short_name, chosen.inspectorate_short),
    )
    found += [
        *personal([*prose, *labels]),
        *other_majesty([*prose, *labels], chosen.majesty, titles(position)),
    ]
    counted = figures(position, figures_then(previous, chosen))
    found += reconcile.report_parts(entries)
    unusable = errors_in(item for item in found if CODES[item.code].exit in (2, 3))
    if not unusable:
        found += reconcile.everything(
            counted, chosen, book, entries, span, previous.figures if previous else {}, when
        )
    elif not any(hides_reports(item, book) for item in unusable):
        found += reconcile.report_rows(entries, book, span)
    return Computed(
        position,
        counted,
        previous,
        tuple(weighed(looked_at(weighed(found, chosen.severity), position), chosen.severity)),
        archives.before(inputs.filed, previous.meeting) if previous else None,
    )


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
    remarks = _template(inputs.template, keys, handed_on=handed_on)
    refuse([*result.findings, *remarks])
    assert inputs.template is not None
    tell("Filling the template")
    followed = _promises(result)
    paper = _filled(inputs.template, result, _history(inputs.filed, result), followed)
    refuse([*result.findings, *remarks, *_unrated_unsaid(paper, result)])
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


def _promises(result: Computed) -> tuple[Promise, ...]:
    """Return what the last paper promised; of one that cannot be read what the records tell."""
    last = result.previous
    try:
        paper = received(last.paper) if last and last.paper is not None else None
    except NoWordFile:
        paper = None
    return promises(result.position, last.meeting if last else None, paper)


def _unrated_unsaid(paper: fill.Paper, result: Computed) -> list[Finding]:
    """Return an error where the paper says how many of those reviewed have which rating, and not
    that some have none: what it says would not come to their total.
    """
    printed = {one.source for one in paper.emitted if one.figure}
    parts = {part_key("reviewed", word) for word in result.settings.ratings}
    unrated = result.figures.get("unrated_total")
    if unrated is None or not unrated.value or not parts & printed or unrated.key in printed:
        return []
    return [
        finding(
            "template-parts-missing",
            f"it says how many of those reviewed have which rating, and not that {unrated.value} of"
            f" them {'is' if unrated.value == 1 else 'are'} settled and not rated"
            f" ({', '.join(row.cell for row in unrated.evidence[:3])}): the ratings do not come to"
            " reviewed_total.",
            "Say it after the ratings: {% if unrated_total %} … {{ unrated_total }} …{% endif %}."
            " Or rate these rows.",
            templates.FILE,
        )
    ]


def previewed(inputs: Inputs, tell: Tell = lambda stage: None) -> tuple[bytes, list[Finding]]:
    """Return the template filled, each slot shaded and its name in a comment, which is no paper and
    is not proved; and the notes on the template. Raises what `made` raises of what is given to it.
    """
    result = computed(inputs, tell)
    keys = {measure.key: measure.label for measure in measures(result.settings)}
    remarks = weighed(_template(inputs.template, keys, handed_on=True), result.settings.severity)
    refuse([*result.findings, *remarks])
    assert inputs.template is not None
    tell("Filling the template")
    ready, slots = preview.named(prepared(inputs.template).content)
    history, followed = _history(inputs.filed, result), _promises(result)
    paper = _filled(inputs.template, result, history, followed, ready)
    chosen = result.settings
    shown = preview.shown(paper.content, slots, keys, chosen.force.name, chosen.meeting.date)
    return shown, by_place(remarks)


def read_settings(source: bytes | None) -> Settings:
    """Return the settings; raises SettingsRefused where there are none or they are wrong."""
    if source is None:
        raise SettingsRefused(
            [
                finding(
                    "settings",
                    "the file is not there.",
                    "Copy the example from inputs/README.md.",
                    SETTINGS_FILE,
                )
            ]
        )
    return settings(source, RAISABLE)


def _doubts(source: bytes | None) -> list[Finding]:
    """Return a note of the lines of report.toml that a study has marked, and nobody has looked at
    since.
    """
    from pipeline.start.toml_text import DOUBT, dotted, doubts

    if source is None or DOUBT.encode() not in source:
        return []
    left = sorted(doubts(source.decode("utf-8-sig")))
    if not left:
        return []
    return [
        finding(
            "doubt-left",
            f"{len(left)} of its lines {'is' if len(left) == 1 else 'are'} a proposal of init,"
            f" marked {DOUBT}: {', '.join(map(dotted, left))}.",
            f"Fill mapping.xlsx and run map; or look at each, and take the {DOUBT} away.",
            SETTINGS_FILE,
        )
    ]


def _meeting(chosen: Settings, filed: Sequence[Filed], previous: Filed | None) -> list[Finding]:
    meeting = chosen.meeting
    if previous and meeting.cut_off <= previous.data_to:
        raise SettingsRefused(
            [
                finding(
                    "settings",
                    f"data_to ({meeting.cut_off}) is not after that of the last meeting"
                    f" ({previous.data_to}).",
                    "Set date and data_to for the meeting that the paper is for.",
                    SETTINGS_FILE,
                    place="[meeting] data_to",
                )
            ]
        )
    notes = []
    if previous:
        notes += [
            finding(
                "filed-as-seen",
                f"the paper of {previous.meeting} was filed as the committee saw it, and is wrong: "
                f"{told}",
                "Correct it in this paper if it says it again; once this one is filed, it is told"
                " no more.",
                f"meetings/{previous.meeting}/{meeting_files.PAPER}",
            )
            for told in previous.contradictions
        ]
    if previous and meeting.since:
        notes.append(
            finding(
                "since-ignored",
                f"since is not used: the period starts after {previous.data_to}, the data cut-off "
                f"of the meeting of {previous.meeting}.",
                "Remove the line.",
                SETTINGS_FILE,
                place="[meeting] since",
            )
        )
    if any(found.meeting == meeting.date for found in filed):
        notes.append(
            finding(
                "meeting-filed-already",
                f"the meeting of {meeting.date} is filed already; this run makes its "
                "paper again from the inputs as they are now.",
                "For the next meeting, change date and data_to.",
                SETTINGS_FILE,
                place="[meeting] date",
            )
        )
    return notes


def _missing(file: str, beside: Iterable[str]) -> Finding:
    others = sorted(set(beside) - {RECOMMENDATIONS_FILE, INSPECTIONS_FILE, MAPPING_FILE})
    held = f" It holds {', '.join(others)}." if others else ""
    own = (
        [name for name in others if name.casefold().endswith(".xlsx")]
        if file == RECOMMENDATIONS_FILE
        else []
    )
    way = (
        f' Or name your own under [workbook.recommendations] of {SETTINGS_FILE}: file = "{own[0]}".'
        if own
        else ""
    )
    return finding(
        "workbook-missing",
        f"there is no such file in the inputs folder.{held}",
        f"Save the workbook there as an Excel Workbook (.xlsx) under the name {file}.{way}",
        file,
    )


def _register(inputs: Inputs, chosen: Settings, *, first: bool) -> tuple[Register, list[Finding]]:
    if inputs.workbook is None:
        empty, _ = register(b"", chosen)
        return empty, [_missing(inputs.file, inputs.beside)]
    book, found = register(inputs.workbook, chosen, inputs.file, first=first)
    return book, [*found, *without_rows(book, found)]


def _log_all_the_same(inputs: Inputs, book: Register) -> list[Finding]:
    """Return an error where report.toml says that no log is kept, and one lies in the folder or on
    sheets of the tracker.
    """
    names = {sheet.name for sheet in LOG_SHEETS}
    there = [
        name for name, kind in (book.table.alike if book.table else {}).items() if kind in names
    ]
    if inputs.log is not None:
        told, way = f"{inputs.log_file} lies in the inputs folder", "move the workbook away"
    elif there:
        sheets = " and ".join(f'"{name}"' for name in there)
        told = f"{inputs.file} has the headings of a log on {sheets}"
        way = "delete what is not used of these sheets"
    else:
        return []
    return [
        finding(
            "settings",
            f"log is false, and {told}.",
            f"Remove the line, so that the log is read; or {way}.",
            SETTINGS_FILE,
            place="[workbook] log",
        )
    ]


def _log(inputs: Inputs, chosen: Settings, book: Register) -> tuple[Log, list[Finding]]:
    if not chosen.workbook.log:
        return Log(), _log_all_the_same(inputs, book)
    if inputs.log is not None:
        return log(inputs.log, chosen, inputs.log_file)
    if inputs.workbook is not None and log_within(inputs.file, inputs.workbook, chosen):
        return log(inputs.workbook, chosen, inputs.file)
    missing = _missing(inputs.log_file, inputs.beside)
    return Log(), [
        replace(
            missing,
            remedy=(
                f"{missing.remedy} Where no log is kept, write log = false under [workbook] in "
                f"{SETTINGS_FILE}."
            ),
        )
    ]


def _locks(open_files: Iterable[str]) -> list[Finding]:
    return [
        finding(
            "open-in-excel",
            "the workbook is open; the paper is made from what was last saved.",
            "Save and close it if there are changes.",
            file,
        )
        for file in sorted(open_files)
    ]


def _template(content: bytes | None, keys: Mapping[str, str], *, handed_on: bool) -> list[Finding]:
    if content is None:
        return [
            finding(
                "template-missing",
                "there is no template in the templates folder.",
                f"Put the house template there under the name {templates.FILE}.",
                templates.FILE,
            )
        ]
    faults = templates.template_faults(content, keys)
    if faults or not handed_on:
        return faults
    return [
        *template_findings(prepared(content).content, templates.FILE),
        *templates.template_notes(content),
    ]


def _filled(
    template: bytes,
    result: Computed,
    history: Sequence[tuple[datetime.date, int]],
    followed: Sequence[Promise],
    ready: bytes = b"",
) -> fill.Paper:
    """Return the paper of a template, filled in the form that is `ready`, or as it is prepared."""
    chosen, previous = result.settings, result.previous
    charts = chart_data(chosen, result.figures, history)
    slots = values(
        chosen,
        result.position,
        result.figures,
        previous.seal[: meeting_files.SEAL_LENGTH] if previous else "",
        (previous.meeting, previous.data_to) if previous else None,
        charts,
        followed,
    )
    words_to = chosen.style.numbers_in_words_to
    try:
        return fill.paper(
            ready or prepared(template).content,
            slots,
            words_to=words_to,
            title=f"{chosen.paper.title}: {chosen.committee.name}",
            author=chosen.force.name,
            meeting=chosen.meeting.date,
            charts=charts,
        )
    except NoAlternativeText as error:
        raise TemplateRefused(
            [
                *result.findings,
                finding(
                    "template-tag",
                    f"{error}.",
                    "Write after the chart, in that style, what it shows in words and numbers.",
                    templates.FILE,
                ),
            ]
        ) from error
    except LeadsNowhere as error:
        raise TemplateRefused([*result.findings, *templates.lead_nowhere(error)]) from error
    except sandbox.TooManyLines as error:
        file, _, cell = error.source.partition(" ")
        raise WorkbookRefused(
            [
                *result.findings,
                finding(
                    "too-many-lines",
                    f"the cells that are printed have more than {sandbox.MOST_LINES:,} lines"
                    f" together;"
                    f" this one has {error.longest:,}, the most.",
                    "Shorten the longest cells: each line is a paragraph of the paper.",
                    file,
                    cell=Cell.parse(cell),
                ),
            ]
        ) from error
    except (TemplateError, TypeError) as error:
        placed = templates.place_of(template, slots, words_to) or [templates.unplaced(error)]
        raise TemplateRefused([*result.findings, *placed]) from error


def _history(filed: Sequence[Filed], result: Computed) -> list[tuple[datetime.date, int]]:
    """Return the meetings filed before this one with their totals outstanding, oldest first."""
    return [
        (found.meeting, total)
        for found in filed
        if found.meeting < result.settings.meeting.date
        and (total := found.figures.get("outstanding_total")) is not None
    ]
