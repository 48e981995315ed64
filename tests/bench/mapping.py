"""What the mapping adds to reading: the same cells read with and without a mapping that changes
nothing, in pairs.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable
from pathlib import Path
from time import process_time

from pipeline.commands.inputs import read_settings
from pipeline.register.recommendations import register
from pipeline.settings.model import Settings
from pipeline.settings.schema import PUBLISH, RECOMMENDATIONS

PAIRS = 7


def ratios(inputs: Path, pairs: int = PAIRS) -> list[float]:
    """Return the CPU seconds of reading the tracker of a folder with a mapping, by those without,
    pair by pair.
    """
    content = (inputs / "recommendations.xlsx").read_bytes()
    toml = (inputs / "report.toml").read_text(encoding="utf-8")
    plain = read_settings(toml.encode())
    mapped = read_settings(f"{toml}\n{_identity(plain)}".encode())
    found = []
    for turn in range(pairs + 1):  # the first warms up
        both = (plain, mapped) if turn % 2 else (mapped, plain)
        spent = {id(chosen): _seconds(content, chosen) for chosen in both}
        found.append(spent[id(mapped)] / spent[id(plain)])
    return found[1:]


def _identity(chosen: Settings) -> str:
    """Return tables of report.toml that map every heading and word to itself."""
    tables: dict[str, Iterable[tuple[str, str]]] = {
        "columns.recommendations": (
            (column.key, column.heading) for column in RECOMMENDATIONS.columns
        ),
        "words.kind": ((f'"{word}"', word) for word in chosen.kind),
        "words.rag": ((f'"{word}"', word) for word in chosen.rag),
        "words.status": ((f'"{word}"', word) for word in chosen.status),
        "words.publish": ((f'"{word}"', word) for word in PUBLISH),
    }
    lines = [
        line
        for name, pairs in tables.items()
        for line in (f"[{name}]", *(f'{key} = "{word}"' for key, word in pairs))
    ]
    return "\n".join([*lines, "[dates]", 'none = ["TBC"]', ""])


def _seconds(content: bytes, chosen: Settings) -> float:
    gc.collect()
    start = process_time()
    register(content, chosen)
    return process_time() - start
