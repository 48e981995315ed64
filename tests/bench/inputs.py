"""Inputs of any size, made by a seed: the example's rows again and again, each with a ref and words
of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import count, islice
from pathlib import Path
from unittest import mock

from docx import Document
from openpyxl import Workbook

from pipeline.commands.cli import main
from pipeline.settings.schema import RECOMMENDATIONS
from tests.example.make import JANUARY, JULY, ROOT, july, put
from tests.example.recommendations import Value, records

Record = Mapping[str, Value]
SETTLED = ("Closed", "Superseded")
LOGGED = date(2020, 1, 1)
"""The reports of the example's log were published from this day on."""
WORDS = "panel evidence sample training policy review action supervisor case team plan audit cell lead".split()
COLUMNS = {
    "ref": "Ref",
    "report": "Report",
    "text": "Recommendation",
    "rag": "Rating",
    "owner": "Owner",
    "target": "Target date",
    "update": "Latest update",
}


def made(inputs: Path, rows: int, unsettled: int | None, seed: int) -> None:
    """Make the inputs of January with so many rows, July's meeting filed; `unsettled` rows at most
    are not settled.
    """
    settings = (ROOT / "inputs" / "report.toml").read_text(encoding="utf-8")
    now = list(islice(_rows(seed, unsettled), rows))
    inputs.mkdir(parents=True)
    put(inputs, JULY, july(settings))
    _write(inputs / "recommendations.xlsx", (then for then, _ in now if then))
    # LibreOffice would take minutes
    with mock.patch("pipeline.paper.pdf.pdf.printed", lambda *_, **__: (None, [])):
        code = main(
            [
                "publish",
                "--inputs",
                str(inputs),
                "--templates",
                str(ROOT / "templates"),
                "--outputs",
                str(inputs.parent / "none"),
            ]
        )
    if code:
        raise ValueError(f"July's meeting was not filed: exit code {code}")
    put(inputs, JANUARY, settings)
    _write(inputs / "recommendations.xlsx", (row for _, row in now))


def _rows(seed: int, unsettled: int | None) -> Iterator[tuple[Record | None, Record]]:
    """Yield rows without end, each as in July, None where it was not there yet, and as in
    January.
    """
    chance = random.Random(seed)
    before = {str(row["ref"]): row for row in records(JULY)}
    pairs = [(before.get(str(row["ref"])), row) for row in records(JANUARY)]
    old = [pair for pair in pairs if pair[1]["published"] < LOGGED]  # type: ignore[operator]  # always a date
    # the log counts these: they come first, and once
    new = [pair for pair in pairs if pair not in old]
    for copy in count():
        for then, now in old if copy else [*new, *old]:
            if not all(row["status"] in SETTLED for row in (then, now) if row):
                if unsettled == 0:
                    continue
                unsettled = None if unsettled is None else unsettled - 1
            yield (_copied(then, copy, chance) if then else None), _copied(now, copy, chance)


def _copied(row: Record, copy: int, chance: random.Random) -> Record:
    if not copy:
        return row
    said = " ".join(chance.sample(WORDS, 8))
    return {
        **row,
        "ref": _ref(row["ref"], copy),
        "parent": _ref(row["parent"], copy) if row["parent"] else None,
        "text": f"{str(row['text']).rstrip('.')}, in area {copy}.",
        "update": f"{row['update'] or ''} Noted: {said}.".strip(),
    }


def _ref(ref: Value, copy: int) -> str:
    return f"A{copy:03}-{str(ref).rpartition('-')[2]}"


def _write(path: Path, rows: Iterable[Record]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(RECOMMENDATIONS.name)
    sheet.append([column.heading for column in RECOMMENDATIONS.columns])
    for row in rows:
        sheet.append([row[column.key] for column in RECOMMENDATIONS.columns])
    book.save(path)


def plain_template(path: Path) -> None:
    """Write the template of the plain script: figures, lists, and one table with a row for each
    recommendation.
    """
    document = Document()
    document.add_heading("HMICFRS update", 0)
    document.add_paragraph(
        "{{ total }} recommendations are outstanding: {{ new }} new, {{ moved }} moved, {{ overdue }} overdue."
    )
    for name in ("ratings", "before", "statuses"):
        document.add_paragraph(f"{{%p for word, number in {name}.items() %}}")
        document.add_paragraph("{{ word }}: {{ number }}", "List Bullet")
        document.add_paragraph("{%p endfor %}")
    for line in ("{%p for title in reports %}", "{{ title }}", "{%p endfor %}"):
        document.add_paragraph(line)
    table = document.add_table(0, len(COLUMNS))
    table.style = "Table Grid"
    for texts in (
        COLUMNS.values(),
        ["{%tr for row in rows %}"],
        [f"{{{{ row.{key} }}}}" for key in COLUMNS],
        ["{%tr endfor %}"],
    ):
        for cell, text in zip(table.add_row().cells, texts, strict=False):
            cell.text = text
    document.save(str(path))
