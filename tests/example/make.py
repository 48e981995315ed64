"""Writes the example inputs anew: `python -m tests.example.make`. July's meeting is filed by the
commands themselves.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.commands.cli import main
from tests.example import inspections_workbook, recommendations_workbook

ROOT = Path(__file__).parents[2]
JANUARY, JULY = "2021-01-14", "2020-07-09"


def put(inputs: Path, meeting: str, settings: str) -> None:
    """Put one meeting's workbooks and settings into an inputs folder."""
    (inputs / "recommendations.xlsx").write_bytes(recommendations_workbook(meeting))
    (inputs / "inspections.xlsx").write_bytes(inspections_workbook(meeting))
    (inputs / "report.toml").write_text(settings, encoding="utf-8", newline="\n")


def july(settings: str) -> str:
    """Return January's settings as they were for July, the first paper."""
    return (
        settings.replace("date = 2021-01-14", "date = 2020-07-09")
        .replace("data_to = 2020-12-31", "data_to = 2020-06-30\nsince = 2020-01-01\n# ")
        .replace('agenda_item = "7"', 'agenda_item = "9"')
    )


if __name__ == "__main__":
    inputs = ROOT / "inputs"
    settings = (inputs / "report.toml").read_text(encoding="utf-8")
    shutil.rmtree(inputs / "meetings", ignore_errors=True)
    try:
        put(inputs, JULY, july(settings))
        assert (
            main(
                [
                    "publish",
                    "--inputs",
                    str(inputs),
                    "--templates",
                    str(ROOT / "templates"),
                    "--outputs",
                    str(ROOT / "outputs" / "none"),
                ]
            )
            == 0
        )
    finally:
        put(inputs, JANUARY, settings)
