"""A campaign: the surfaces shared out over two workers and some minutes, the counts as a table, the
breaches as a list.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import pkgutil
import re
import shutil
import tempfile
import time
import traceback
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import Any

from tests.attack import (
    archive,
    cells,
    disk,
    leaks,
    papers,
    settings,
    templates,
    together,
    workbooks,
)
from tests.attack.detect import Breach
from tests.attack.trial import Arena, Trial, Tried
from tests.attack.world import World, stock

WORKERS = 2
SHOWN = 3
"""How many breaches of one kind are told, and their folders kept."""
SURFACES: dict[str, tuple[Trial, int]] = {
    "workbooks": (workbooks.trial, 4),
    "report.toml": (settings.trial, 1),
    "cells": (cells.trial, 2),
    "leaks": (leaks.trial, 2),
    "templates": (templates.trial, 3),
    "papers": (papers.trial, 3),
    "archive": (archive.trial, 2),
    "disk": (disk.trial, 3),
    "two at once": (together.trial, 1),
}
"""Each surface with its share of the time."""
ABOUT = {
    "workbooks": "cells, types, XML and zip spoiled; what is accepted is counted again, independently",
    "report.toml": "values, keys and letters spoiled",
    "cells": "formulas, markup, tags, control signs, monstrous texts",
    "leaks": "confidential words planted, and looked for in every output and on the screen",
    "templates": "expressions by 40 ways in; active content, damage",
    "papers": "active content, damage and bombs, given to publish, verify, diff, text",
    "archive": "filed meetings deleted, renamed, edited, sealed again, added to",
    "disk": "a kill, or one or two errors, before each change; full disks and screens",
    "two at once": "reports and publishings side by side",
}
PAGE = Path(__file__).parents[2] / "SECURITY.md"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A trial that was made, with what makes it again."""

    surface: str
    number: int
    tried: Tried
    kept: str = ""


@dataclass(slots=True)
class Count:
    """A line of the table."""

    tried: int = 0
    refused: int = 0
    accepted: int = 0
    unsure: int = 0
    breaches: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, tried: Tried) -> None:
        self.tried += 1
        self.accepted += tried.accepted
        self.refused += not tried.accepted
        self.unsure += not tried.sure
        self.breaches += bool(tried.breaches)
        self.kinds.update({breach.kind for breach in tried.breaches})


def one(arena: Arena, surface: str, number: int, seed: int) -> Tried:
    """Make one trial; a fault of the harness itself is told as a breach, so that it is never passed
    over.
    """
    try:
        return SURFACES[surface][0](arena, number, Random(f"{seed}/{surface}/{number}"))
    except Exception as fault:
        told = "".join(traceback.format_exception(fault)[-2:])
        return Tried("harness", False, (Breach("harness", f"a fault of the harness: {told}"),))


def shared_out(surfaces: Sequence[str], until: float, clock: Any = time.monotonic) -> Iterator[str]:
    """Yield the surface whose turn it is, by the time that each has had against its share, until
    the time is up.
    """
    spent = dict.fromkeys(surfaces, 0.0)
    while (now := clock()) < until:
        surface = min(surfaces, key=lambda name: spent[name] / SURFACES[name][1])
        yield surface
        spent[surface] += clock() - now


def work(
    worker: int,
    arena: Arena,
    surfaces: Sequence[str],
    seed: int,
    until: float,
    keep: Path,
    told: Connection,
) -> None:
    """Make trials until the time is up; the numbers of the workers never meet. Sends each as it
    ends, and None at the end.
    """
    warnings.simplefilter("ignore")  # of libraries that open spoiled files for us
    numbers = dict.fromkeys(surfaces, worker)
    seen: Counter[tuple[str, str]] = Counter()
    for surface in shared_out(surfaces, until):
        number, numbers[surface] = numbers[surface], numbers[surface] + WORKERS
        tried = one(arena, surface, number, seed)
        seen.update((surface, breach.kind) for breach in tried.breaches)
        wanted = any(seen[surface, breach.kind] <= SHOWN for breach in tried.breaches)
        told.send(
            Numbered(
                surface,
                number,
                tried,
                kept(arena, keep / f"{surface}-{number}".replace(" ", "-")) if wanted else "",
            )
        )
    shutil.rmtree(arena.scratch, ignore_errors=True)
    told.send(None)


def kept(arena: Arena, place: Path) -> str:
    """Keep the folder of a trial, and return where; nothing where it cannot be copied."""
    try:
        shutil.copytree(arena.scratch, place, symlinks=True, dirs_exist_ok=True)
    except OSError:  # also shutil's own: what LibreOffice leaves may be no file
        return ""
    return str(place)


def warm() -> Any:
    """Import the program whole, so that no child has to, and return its door."""
    import pipeline
    from pipeline.commands.cli import main

    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for library in ("docx", "docxtpl", "openpyxl", "pandas", "pikepdf"):
        importlib.import_module(library)
    return main


def campaign(surfaces: Sequence[str], seed: int, minutes: float, keep: Path) -> list[Numbered]:
    """Attack for some minutes with two workers, and return every trial, by surface and number."""
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        sound = stock(Path(folder) / "stock", warm())
        until = time.monotonic() + minutes * 60
        readers = [
            _worker(
                place, Arena(sound, Path(folder) / f"worker-{place}"), surfaces, seed, until, keep
            )
            for place in range(WORKERS)
        ]
        found = list(_gathered(readers))
    return sorted(found, key=lambda item: (list(SURFACES).index(item.surface), item.number))


def _worker(place: int, *work_on: Any) -> Connection:
    """Start a worker, and return what its trials come out of."""
    fork = multiprocessing.get_context("fork")
    reader, writer = fork.Pipe(duplex=False)
    fork.Process(target=work, args=(place, *work_on, writer)).start()
    writer.close()
    return reader


def _gathered(readers: list[Connection]) -> Iterator[Numbered]:
    """Yield the trials of all workers as they end; a worker that dies is told as a breach."""
    while readers:
        for reader in wait(readers):
            assert isinstance(reader, Connection)
            try:
                item = reader.recv()
            except EOFError:
                item = None
                yield Numbered(
                    next(iter(SURFACES)),
                    -1,
                    Tried("harness", False, (Breach("harness", "a worker died"),)),
                )
            if item is None:
                readers.remove(reader)
            else:
                yield item


def table(found: Iterable[Numbered]) -> str:
    """Return the counts, a line for each kind of each surface, and their sum."""
    lines: dict[tuple[str, str], Count] = defaultdict(Count)
    total = Count()
    for item in found:
        lines[item.surface, item.tried.kind].add(item.tried)
        total.add(item.tried)
    rows: list[tuple[str, ...]] = [
        ("surface", "kind", "tried", "refused", "accepted", "not recounted", "breaches", "")
    ]
    for (surface, kind), count in sorted(
        lines.items(), key=lambda line: (list(SURFACES).index(line[0][0]), line[0][1])
    ):
        rows.append((surface, kind, *_counts(count)))
    rows.append(("all", "", *_counts(total)))
    widths = [max(len(row[place]) for row in rows) for place in range(7)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=False))
        )
        + f"  {row[7]}".rstrip()
        for row in rows
    )


def summary(found: Sequence[Numbered], seed: int, minutes: float) -> str:
    """Return the counts of each surface as a table of Markdown, under a line that says which run
    they are of.
    """
    from pipeline import __version__

    lines: dict[str, Count] = {surface: Count() for surface in SURFACES}
    for item in found:
        lines[item.surface].add(item.tried)
    rows = [
        f"| {surface} | {ABOUT[surface]} | {count.tried} | {count.refused} | {count.accepted} | {count.breaches} |"
        for surface, count in lines.items()
    ]
    total = Count()
    for item in found:
        total.add(item.tried)
    told = f"Version {__version__}, seed {seed}, {minutes:g} minutes:"
    return "\n".join(
        [
            told,
            "",
            "| surface | what is done to it | tried | refused | accepted | breaches |",
            "| --- | --- | --: | --: | --: | --: |",
            *rows,
            f"| all | | {total.tried} | {total.refused} | {total.accepted} | {total.breaches} |",
        ]
    )


def recorded(page: str, counts: str) -> str:
    """Return SECURITY.md with the counts of another run."""
    return re.sub(
        r"(<!-- attack -->\n).*?(<!-- end -->)",
        lambda found: f"{found[1]}\n{counts}\n\n{found[2]}",
        page,
        flags=re.DOTALL,
    )


def _counts(count: Count) -> tuple[str, ...]:
    told = ", ".join(f"{kind} {number}" for kind, number in count.kinds.most_common())
    return (
        *map(str, (count.tried, count.refused, count.accepted, count.unsure, count.breaches)),
        told,
    )


def listed(found: Iterable[Numbered]) -> Iterator[str]:
    """Yield the first breaches of each surface, kind and way of breaching, with the number that
    makes them again.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for item in found:
        for breach in item.tried.breaches:
            key = (item.surface, item.tried.kind, breach.kind)
            seen[key] += 1
            if seen[key] <= SHOWN:
                way = f" ({item.tried.way})" if item.tried.way else ""
                yield f"{item.surface} {item.number}, {item.tried.kind}{way}: {breach.kind.upper()}: {breach.about}"


def main(arguments: Sequence[str]) -> int:
    """Attack, print what was found, and return 1 where anything was breached."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.attack", description="Attack the program and count what gives way."
    )
    parser.add_argument("--minutes", type=float, default=10, help="how long (10)")
    parser.add_argument("--seed", type=int, default=1, help="decides what is tried (1)")
    parser.add_argument(
        "--only", choices=SURFACES, action="append", help="one surface; may be given again"
    )
    parser.add_argument("--number", type=int, help="make one trial of one surface again")
    parser.add_argument(
        "--keep", type=Path, help="where the folders of breaches are kept (a temporary folder)"
    )
    parser.add_argument(
        "--record", action="store_true", help="write the counts of each surface into SECURITY.md"
    )
    chosen = parser.parse_args(arguments)
    surfaces = chosen.only or list(SURFACES)
    keep = chosen.keep or Path(tempfile.mkdtemp(prefix="attack-kept-"))
    if chosen.number is not None:
        return again(surfaces[0], chosen.number, chosen.seed, keep)
    found = campaign(surfaces, chosen.seed, chosen.minutes, keep)
    print(table(found))
    print("\n".join(["", *listed(found)]))
    if chosen.record:
        PAGE.write_text(
            recorded(PAGE.read_text(encoding="utf-8"), summary(found, chosen.seed, chosen.minutes)),
            encoding="utf-8",
        )
    wrong = sum(bool(item.tried.breaches) for item in found)
    print(f"\n{len(found)} trials with seed {chosen.seed}: {wrong or 'none'} breached.")
    if wrong:
        print(
            f"Folders of them: {keep}. One again: python -m tests.attack --seed {chosen.seed} --only SURFACE --number NUMBER"
        )
    return 1 if wrong else 0


def again(surface: str, number: int, seed: int, keep: Path) -> int:
    """Make one trial again and leave its folder to look at."""
    folder = keep / f"{surface}-{number}-again"
    shutil.rmtree(folder, ignore_errors=True)
    sound: World = stock(folder / "stock", warm())
    tried = one(Arena(sound, folder / "scratch"), surface, number, seed)
    print(
        f"{surface}, {tried.kind}: {'accepted' if tried.accepted else 'refused'}; {folder / 'scratch'}"
    )
    for breach in tried.breaches:
        print(f"{breach.kind.upper()}: {breach.about}")
    return 1 if tried.breaches else 0
