"""What a filed meeting says, read back: its register, its log, its figures and its ratings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from pipeline.findings.finding import ArchiveRefused, SettingsRefused, errors_in
from pipeline.register.archive import Filed
from pipeline.register.inspections import Log, log
from pipeline.register.meeting_files import RECORDS, SETTINGS, not_as_filed
from pipeline.register.recommendation import COUNTED, Recommendation
from pipeline.register.recommendations import Register
from pipeline.register.records import filed_rows, from_lines
from pipeline.settings.model import Settings
from pipeline.settings.read import is_toml, settings
from pipeline.settings.schema import RECOMMENDATIONS_FILE


def register_of(filed: Filed, chosen: Settings) -> Register:
    """Return the register of a filed meeting; raises ArchiveRefused where its records are no
    register.
    """
    with _readable(filed):
        return from_lines(filed.records, chosen.ratings, RECOMMENDATIONS_FILE)


def rows_of(filed: Filed) -> tuple[Recommendation, ...]:
    """Return the rows of a filed meeting in the words that they were filed with; raises
    ArchiveRefused as `register_of` does.
    """
    with _readable(filed):
        return filed_rows(filed.records)


@contextmanager
def _readable(filed: Filed) -> Iterator[None]:
    """Refuse a filed meeting where its records are none."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as fault:
        raise ArchiveRefused(
            [
                not_as_filed(
                    filed.meeting.isoformat(), RECORDS, "the records of this meeting cannot be read"
                )
            ]
        ) from fault


def log_of(filed: Filed | None, chosen: Settings, codes: Mapping[str, bool]) -> Log | None:
    """Return the log of a filed meeting, read by the settings it was filed with; None where there
    is none that can be read.

    `codes` are those whose severity may be set, and whether each may (`settings.read`). Raises
    ArchiveRefused where those settings are no TOML at all, which none are that this program filed.
    """
    if filed is None:
        return None
    if filed.settings is not None and not is_toml(filed.settings):
        raise ArchiveRefused(
            [
                not_as_filed(
                    filed.meeting.isoformat(),
                    SETTINGS,
                    "the settings of this meeting cannot be read",
                )
            ]
        )
    if filed.log is None:
        return None
    try:
        then = chosen if filed.settings is None else settings(filed.settings, codes)
    except SettingsRefused:
        then = chosen
    entries, faults = log(filed.log, then)
    return None if errors_in(faults) else entries


def ratings_then(previous: Filed | None) -> frozenset[str]:
    """Return the ratings of what was outstanding at the last meeting."""
    if previous is None:
        return frozenset()
    return frozenset(
        row.rag
        for row in filed_rows(previous.records)
        if row.rag and row.stage == "outstanding" and row.scope != "other" and row.kind in COUNTED
    )
