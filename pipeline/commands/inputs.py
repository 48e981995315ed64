"""What a run is made from, as bytes, and the settings among it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.commands.codes import RAISABLE, finding
from pipeline.findings.finding import SettingsRefused
from pipeline.settings.model import FILE as SETTINGS_FILE
from pipeline.settings.model import Settings
from pipeline.settings.read import settings
from pipeline.settings.schema import INSPECTIONS_FILE, RECOMMENDATIONS_FILE

if TYPE_CHECKING:
    from pipeline.register.archive import Filed


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
    """The files that Excel or Word has open now."""
    beside: frozenset[str] = frozenset()
    """The names of the workbooks of any kind that are in the inputs folder."""
    templates: frozenset[str] | None = frozenset()
    """The names of all that is in the templates folder; None where there is no such folder."""
    file: str = RECOMMENDATIONS_FILE
    log_file: str = INSPECTIONS_FILE


def read_settings(source: bytes | None) -> Settings:
    """Return the settings; raises SettingsRefused where there are none or they are wrong."""
    if source is None:
        raise SettingsRefused(
            [
                finding(
                    "settings",
                    "the file is not there.",
                    "Put it back from your backup; or run init with the name of a new folder, which"
                    " then holds one to begin from, and copy that.",
                    SETTINGS_FILE,
                )
            ]
        )
    return settings(source, RAISABLE)
