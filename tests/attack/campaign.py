"""A campaign: the surfaces shared out over two workers and some minutes, the counts as a table, the breaches as a list."""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import pkgutil
import shutil
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.attack import archive, disk, papers, templates, together, workbooks
from tests.attack.detect import Breach
from tests.attack.trial import Arena, Trial, Tried
from tests.attack.world import World, stock

WORKERS = 2
SHOWN = 3
"""How many breaches of one kind are told, and their folders kept."""
SURFACES: dict[str, tuple[Trial, int]] = {
    "workbooks": (workbooks.trial, 4),
    "templates": (templates.trial, 3),
    "papers": (papers.trial, 3),
    "archive": (archive.trial, 2),
    "disk": (disk.trial, 3),
    "two at once": (together.trial, 1),
}
"""Each surface with its share of the time."""


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
    """Make one trial; a fault of the harness itself is told as a breach, so that it is never passed over."""
    try:
        return SURFACES[surface][0](arena, number, Random(f"{seed}/{surface}/{number}"))
    except Exception as fault:
        told = "".join(traceback.format_exception(fault)[-2:])
        return Tried("harness", False, (Breach("harness", f"a fault of the harness: {told}"),))


def shared_out(surfaces: Sequence[str], until: float, clock: Any = time.monotonic) -> Iterator[str]:
    """Yield the surface whose turn it is, by the time that each has had against its share, until the time is up."""
    spent = dict.fromkeys(surfaces, 0.0)
    while (now := clock()) < until:
        surface = min(surfaces, key=lambda name: spent[name] / SURFACES[name][1])
        yield surface
        spent[surface] += clock() - now


def work(worker: int, arena: Arena, surfaces: Sequence[str], seed: int, until: float, keep: Path, told: Any) -> None:
    """Make trials until the time is up; the numbers of the workers never meet. Sends each as it ends, and None at the end."""
    numbers = dict.fromkeys(surfaces, worker)
    seen: Counter[tuple[str, str]] = Counter()
    for surface in shared_out(surfaces, until):
        number, numbers[surface] = numbers[surface], numbers[surface] + WORKERS
        tried = one(arena, surface, number, seed)
        kept = ""
        for breach in tried.breaches:
            seen[surface, breach.kind] += 1
            if seen[surface, breach.kind] <= SHOWN and arena.scratch.exists():
                kept = str(keep / f"{surface}-{number}")
                shutil.copytree(arena.scratch, kept, symlinks=True, dirs_exist_ok=True)
        told.put(Numbered(surface, number, tried, kept))
    shutil.rmtree(arena.scratch, ignore_errors=True)
    told.put(None)


def warm() -> Any:
    """Import the program whole, so that no child has to, and return its door."""
    import pipeline
    from pipeline.cli import main

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
        fork = multiprocessing.get_context("fork")
        told = fork.SimpleQueue()
        workers = [fork.Process(target=work, args=(place, Arena(sound, Path(folder) / f"worker-{place}"), surfaces, seed, until,
                                                   keep, told)) for place in range(WORKERS)]
        for worker in workers:
            worker.start()
        found: list[Numbered] = []
        ended = 0
        while ended < WORKERS:
            item = told.get()
            if item is None:
                ended += 1
            else:
                found.append(item)
        for worker in workers:
            worker.join()
    return sorted(found, key=lambda item: (list(SURFACES).index(item.surface), item.number))


def table(found: Iterable[Numbered]) -> str:
    """Return the counts, a line for each kind of each surface, and their sum."""
    lines: dict[tuple[str, str], Count] = defaultdict(Count)
    total = Count()
    for item in found:
        lines[item.surface, item.tried.kind].add(item.tried)
        total.add(item.tried)
    rows = [("surface", "kind", "tried", "refused", "accepted", "not recounted", "breaches", "")]
    for (surface, kind), count in sorted(lines.items(), key=lambda line: (list(SURFACES).index(line[0][0]), line[0][1])):
        rows.append((surface, kind, *_counts(count)))
    rows.append(("all", "", *_counts(total)))
    widths = [max(len(row[place]) for row in rows) for place in range(7)]
    return "\n".join("  ".join(cell.ljust(width) if place < 2 else cell.rjust(width) for place, (cell, width) in enumerate(
        zip(row, widths, strict=False))) + f"  {row[7]}".rstrip() for row in rows)


def _counts(count: Count) -> tuple[str, ...]:
    told = ", ".join(f"{kind} {number}" for kind, number in count.kinds.most_common())
    return (*map(str, (count.tried, count.refused, count.accepted, count.unsure, count.breaches)), told)


def listed(found: Iterable[Numbered]) -> Iterator[str]:
    """Yield the first breaches of each surface, kind and way of breaching, with the number that makes them again."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for item in found:
        for breach in item.tried.breaches:
            key = (item.surface, item.tried.kind, breach.kind)
            seen[key] += 1
            if seen[key] <= SHOWN:
                way = item.tried.smallest or item.tried.way
                yield f"{item.surface} {item.number}, {item.tried.kind}{f' ({way})' if way else ''}: {breach.kind.upper()}: {breach.about}"


def main(arguments: Sequence[str]) -> int:
    """Attack, print what was found, and return 1 where anything was breached."""
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description="Attack the program and count what gives way.")
    parser.add_argument("--minutes", type=float, default=10, help="how long (10)")
    parser.add_argument("--seed", type=int, default=1, help="decides what is tried (1)")
    parser.add_argument("--only", choices=SURFACES, action="append", help="one surface; may be given again")
    parser.add_argument("--number", type=int, help="make one trial of one surface again")
    parser.add_argument("--keep", type=Path, help="where the folders of breaches are kept (a temporary folder)")
    chosen = parser.parse_args(arguments)
    surfaces = chosen.only or list(SURFACES)
    keep = chosen.keep or Path(tempfile.mkdtemp(prefix="attack-kept-"))
    if chosen.number is not None:
        return again(surfaces[0], chosen.number, chosen.seed, keep)
    found = campaign(surfaces, chosen.seed, chosen.minutes, keep)
    print(table(found))
    print("\n".join(["", *listed(found)]))
    wrong = sum(bool(item.tried.breaches) for item in found)
    print(f"\n{len(found)} trials with seed {chosen.seed}: {wrong or 'none'} breached.")
    if wrong:
        print(f"Folders of them: {keep}. One again: python -m tests.attack --seed {chosen.seed} --only SURFACE --number NUMBER")
    return 1 if wrong else 0


def again(surface: str, number: int, seed: int, keep: Path) -> int:
    """Make one trial again and leave its folder to look at."""
    folder = keep / f"{surface}-{number}-again"
    shutil.rmtree(folder, ignore_errors=True)
    sound: World = stock(folder / "stock", warm())
    tried = one(Arena(sound, folder / "scratch"), surface, number, seed)
    print(f"{surface}, {tried.kind}: {'accepted' if tried.accepted else 'refused'}; {folder / 'scratch'}")
    for breach in tried.breaches:
        print(f"{breach.kind.upper()}: {breach.about}")
    return 1 if tried.breaches else 0
