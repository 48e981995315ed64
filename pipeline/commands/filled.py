"""The template, filled with what was computed."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import TemplateError

from pipeline.checks.promise import Promise
from pipeline.commands.codes import finding
from pipeline.figures.measure import part_key
from pipeline.figures.position import Position
from pipeline.figures.result import Computed
from pipeline.findings.finding import (
    Cell,
    Finding,
    TemplateRefused,
    WorkbookRefused,
)
from pipeline.paper import fill, sandbox
from pipeline.paper.chart.charts import NoAlternativeText
from pipeline.paper.numbers import chart_data
from pipeline.paper.references import LeadsNowhere
from pipeline.paper.values import values
from pipeline.register import meeting_files
from pipeline.register.archive import Filed
from pipeline.settings.schema import TEMPLATE_FILE
from pipeline.word.lines import read
from pipeline.word.received import received


def filled_in(
    template: bytes,
    ready: bytes,
    result: Computed,
    history: Sequence[tuple[datetime.date, int]],
    followed: Sequence[Promise],
) -> fill.Paper:
    """Return the paper of a template, which is filled in the form that is `ready`."""
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
            ready,
            slots,
            words_to=words_to,
            title=f"{chosen.paper.title}: {chosen.committee.name}",
            author=chosen.force.name,
            meeting=chosen.meeting.date,
            charts=charts,
        )
    except sandbox.TooManyLines as error:
        raise WorkbookRefused([*result.findings, _too_many_lines(error)]) from error
    except NoAlternativeText as error:
        raise TemplateRefused([*result.findings, _without_words(error)]) from error
    except (LeadsNowhere, TemplateError, TypeError) as error:
        told = _unfilled(error, template, slots, words_to)
        raise TemplateRefused([*result.findings, *told]) from error


def _unfilled(
    error: Exception, template: bytes, slots: Mapping[str, Any], words_to: int
) -> list[Finding]:
    """Return what stands in the way of filling a template, at its places."""
    from pipeline.paper import template as templates

    if isinstance(error, LeadsNowhere):
        return templates.lead_nowhere(error)
    return templates.place_of(template, slots, words_to) or [templates.unplaced(error)]


def _without_words(error: NoAlternativeText) -> Finding:
    return finding(
        "template-tag",
        f"{error}.",
        "Write after the chart, in that style, what it shows in words and numbers.",
        TEMPLATE_FILE,
    )


def _too_many_lines(error: sandbox.TooManyLines) -> Finding:
    file, _, cell = error.source.partition(" ")
    return finding(
        "too-many-lines",
        f"the cells that are printed have more than {sandbox.MOST_LINES:,} lines together;"
        f" this one has {error.longest:,}, the most.",
        "Shorten the longest cells: each line is a paragraph of the paper.",
        file,
        cell=Cell.parse(cell),
    )


def totals_so_far(filed: Sequence[Filed], result: Computed) -> list[tuple[datetime.date, int]]:
    """Return the meetings filed before this one with their totals outstanding, oldest first."""
    return [
        (found.meeting, total)
        for found in filed
        if found.meeting < result.settings.meeting.date
        and (total := found.figures.get("outstanding_total")) is not None
    ]


def followed_up(position: Position, last: Filed | None) -> tuple[Promise, ...]:
    """Return what the last paper promised; of one that cannot be read what the records tell."""
    from pipeline.checks.promises import promises

    return promises(position, last.meeting if last else None, last_paper(last))


def last_paper(last: Filed | None) -> bytes | None:
    """Return the last paper, its words read for whoever asks for them; None where none is filed,
    or none that can be read.
    """
    if last is None or last.paper is None:
        return None
    try:
        paper = received(last.paper)
        read(paper, words_only=True)
    except ValueError:
        return None
    return paper


def unrated_unsaid(paper: fill.Paper, result: Computed) -> list[Finding]:
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
            TEMPLATE_FILE,
        )
    ]
