"""Golden papers, kept as style-tagged text so that their difference is read like code. `make
golden` rewrites them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.commands.inputs import Inputs
from pipeline.commands.run import Made, made
from pipeline.compare.text import as_text
from pipeline.register.archive import filed_meetings
from tests import builders
from tests.docs import PAGES, ROOT, current
from tests.example import inspections_workbook, recommendations_workbook
from tests.example.make import july

FOLDER = Path(__file__).parent / "golden"


def example() -> Inputs:
    """Return the inputs of the committed example."""
    inputs = ROOT / "inputs"
    return Inputs(
        (inputs / "report.toml").read_bytes(),
        (inputs / "recommendations.xlsx").read_bytes(),
        (inputs / "inspections.xlsx").read_bytes(),
        template(),
        filed_meetings(inputs / "meetings"),
    )


def template() -> bytes:
    """Return the house template."""
    return (ROOT / "templates" / "hmicfrs_update.docx").read_bytes()


@cache
def example_run() -> Made:
    """Return the finished run of the committed example."""
    return made(example())


@cache
def papers() -> Mapping[str, bytes]:
    """Return the golden papers by name."""
    return {**made_with(template()), "example": example_run().paper}


def made_with(paper: bytes) -> dict[str, bytes]:
    """Return the golden papers but the example's, by name, made with a template."""
    given = example()
    assert given.settings is not None
    first = replace(
        given,
        settings=july(given.settings.decode()).encode(),
        workbook=recommendations_workbook("2020-07-09"),
        log=inspections_workbook("2020-07-09"),
        template=paper,
        filed=(),
    )
    return {
        "first-paper": made(first).paper,
        "nothing-happened": made(builders.inputs({}, then=[{}], template=paper)).paper,
        "empty": made(builders.inputs(template=paper)).paper,
    }


def main() -> None:
    """Write the golden papers and the pages' tables."""
    FOLDER.mkdir(exist_ok=True)
    for name, paper in papers().items():
        (FOLDER / f"{name}.txt").write_text(as_text(paper), encoding="utf-8", newline="\n")
    for page in PAGES:
        (ROOT / page).write_text(current(page), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
