"""What a run comes to before any template is filled: the figures, what they were counted from, and
all that was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.figures.figure import Evidence, Figure
from pipeline.figures.measures import measures
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.archive import Filed
from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings, slug
from pipeline.settings.schema import RECOMMENDATIONS_FILE


@dataclass(frozen=True, slots=True)
class Computed:
    """Everything up to the figures, with the findings on the way, in no order; errors among them
    are not yet raised.
    """

    position: Position
    figures: Mapping[str, Figure]
    previous: Filed | None
    findings: tuple[Finding, ...]
    earlier: Filed | None = None
    """The meeting filed before `previous`, to tell which rows the last paper's own comparisons
    counted.
    """

    @property
    def settings(self) -> Settings:
        """Return the settings of the run."""
        return self.position.settings

    @property
    def register(self) -> Register:
        """Return this meeting's register."""
        return self.position.register

    @property
    def then(self) -> Register | None:
        """Return the last meeting's register."""
        return self.position.then

    def file_of(self, row: Evidence) -> str:
        """Return the workbook that a row behind a figure stands in."""
        if row.meeting:
            return f"meetings/{row.meeting}/{RECOMMENDATIONS_FILE}"
        return (
            self.register.file
            if row.cell in self.register.by_cell
            else self.position.period_log.file
        )


def figures_then(previous: Filed | None, settings: Settings) -> Mapping[str, int | None]:
    """Return the filed figures; of a rating that the legend did not have then, none were
    outstanding or reviewed.
    """
    if previous is None:
        return {}
    known = set(map(slug, previous.ratings))
    new = [
        measure
        for measure in measures(settings)
        if measure.family in ("outstanding", "reviewed")
        and measure.word
        and slug(measure.word) not in known
    ]
    return {
        **{
            measure.key: 0 for measure in new if previous.figures.get(measure.total_key) is not None
        },
        **previous.figures,
    }


def figures_json(result: Computed) -> dict[str, object]:
    """Return the contents of figures.json."""
    words_to = result.settings.style.numbers_in_words_to
    return {
        "schema_version": 1,
        "meeting": result.settings.meeting.date.isoformat(),
        "previous": result.previous.meeting.isoformat() if result.previous else None,
        "figures": [figure.as_json(words_to) for figure in result.figures.values()],
    }
