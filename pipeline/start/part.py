"""Which rows of a wider register are the paper's."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.start.family import Family
from pipeline.start.keys import Value
from pipeline.start.question import (
    KEY,
    Choice,
    Draft,
    Question,
    columns_in,
    counted,
    quoted,
)
from pipeline.start.vocabulary import (
    INSPECTORATE,
)

READ = (Choice("read these rows", True), Choice("leave them out", False))


def part(table: Family, believed: Mapping[str, Value], draft: Draft) -> bool:
    """Ask which rows of a wider register are read, where a column names the inspectorate beside
    others.
    """
    used = {name for value in believed.values() for name in columns_in(value)}
    known = draft.at("workbook", KEY, "only") or {}
    for name, looks in table.columns.items():
        words = [(word, count) for word, count in looks.words if word]
        ours = [word for word, _ in words if INSPECTORATE.search(word)]
        if name in used or not looks.few or not ours or len(ours) == len(words) or name in known:
            continue
        for word, count in looks.words:
            draft.ask(
                Question(
                    ("workbook", KEY, "only", name, word),
                    "Sheets and rows",
                    f"{name} {quoted(word)}: are these rows part of the paper?",
                    counted(count, "row"),
                    READ,
                )
            )
        return True
    return False
