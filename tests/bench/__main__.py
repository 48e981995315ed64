"""`make bench`: the plain script and the program in turn on inputs made by a seed; ratios, stages,
memory; docs/speed.md.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tests.bench.inputs import made, plain_template
from tests.bench.mapping import PAIRS, ratios
from tests.bench.stages import STAGES
from tests.example.make import ROOT

TABLE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- begin: make bench -->", "<!-- end: make bench -->"
COMMANDS = {
    "check": ("check",),
    "explain": ("explain", "outstanding_total"),
    "verify": ("verify", "PAPER"),
    "--help": ("--help",),
}


class Cost(NamedTuple):
    """What a command took: seconds on the clock, seconds of CPU of all its processes, and the most
    memory that one of them had, in MB.
    """

    elapsed: float
    cpu: float
    memory: float


def cost(command: Sequence[str | Path], folder: Path = ROOT) -> Cost:
    """Run a command and return what it took; raises RuntimeError, with its last words, where it
    fails.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            [*map(str, command)], cwd=folder, stdout=subprocess.DEVNULL, stderr=said
        )
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(said.read().decode()[-500:])
    return Cost(elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def ours(root: Path, module: str, inputs: Path, *arguments: str) -> list[str | Path]:
    """Return a command of the program in a checkout, on a folder of inputs."""
    folders: list[str | Path] = (
        []
        if arguments == ("--help",)
        else ["--inputs", inputs, "--outputs", inputs.parent / f"out-{root.name}"]
    )
    return [root / ".venv" / "bin" / "python", "-m", module, *arguments, *folders]


def ratio(over: Sequence[Cost], under: Sequence[Cost], what: str = "elapsed") -> str:
    """Return the median of the ratios of pairs and their spread."""
    found = [
        getattr(one, what) / getattr(other, what) for one, other in zip(over, under, strict=True)
    ]
    return f"{median(found):.2f} ({min(found):.2f} to {max(found):.2f})"


def in_turn(commands: Sequence[tuple[Sequence[str | Path], Path]], times: int) -> list[list[Cost]]:
    """Run commands in turn, so many times each after one run that is not counted; return what each
    took.
    """
    rounds = [[cost(command, folder) for command, folder in commands] for _ in range(times + 1)][1:]
    return [list(found) for found in zip(*rounds, strict=True)]


def sized(
    work: Path, inputs: Path, options: argparse.Namespace
) -> tuple[list[str], dict[str, Any]]:
    """Measure one folder of inputs; return the cells of its row, and what `stages` tells of one
    run.
    """
    plain: list[str | Path] = [
        sys.executable,
        ROOT / "tests" / "bench" / "plain.py",
        inputs,
        work / "plain.docx",
        inputs.parent / "plain.docx",
    ]
    commands: list[tuple[Sequence[str | Path], Path]] = [
        (plain, ROOT),
        (ours(ROOT, "pipeline", inputs, "report", "--no-pdf"), ROOT),
    ]
    if options.against:
        commands.append(
            (ours(options.against, "pipeline", inputs, "report", "--no-pdf"), options.against)
        )
    script, program, *before = in_turn(commands, options.times)
    cells = [
        inputs.parent.name,
        f"{median(one.elapsed for one in script):.2f} s",
        f"{median(one.elapsed for one in program):.2f} s",
        ratio(program, script),
        ratio(program, script, "cpu"),
        f"{max(one.memory for one in script):.0f} MB",
        f"{max(one.memory for one in program):.0f} MB",
    ]
    if before:
        cells += [ratio(program, before[0]), ratio(program, before[0], "cpu")]
    run = subprocess.run(
        [*map(str, ours(ROOT, "tests.bench.stages", inputs, "report", "--no-pdf"))],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return cells, json.loads(run.stderr.splitlines()[-1])


def others(inputs: Path, times: int) -> Iterator[list[str]]:
    """Yield the other commands as shares of report, on the example."""
    paper = next((inputs.parent / f"out-{ROOT.name}").glob("*/hmicfrs-update.docx"))
    report = (ours(ROOT, "pipeline", inputs, "report", "--no-pdf"), ROOT)
    for name, arguments in COMMANDS.items():
        given = [str(paper) if word == "PAPER" else word for word in arguments]
        whole, found = in_turn([report, (ours(ROOT, "pipeline", inputs, *given), ROOT)], times)
        yield [
            name,
            f"{median(one.elapsed for one in found):.2f} s",
            ratio(found, whole),
            ratio(found, whole, "cpu"),
        ]


def _mapping(inputs: Path) -> list[str]:
    found = ratios(inputs)
    return [inputs.parent.name, f"{median(found):.2f} ({min(found):.2f} to {max(found):.2f})"]


def by_stage(runs: Sequence[Mapping[str, Any]]) -> Iterator[list[str]]:
    """Yield the rows of the table of stages: CPU seconds in each run, then their sums and the most
    memory of the run's process and of a copy of it.
    """
    for name in (*STAGES, "other"):
        yield [
            name,
            *(f"{one['spent'].get(name, 0) + one['beside'].get(name, 0):.2f}" for one in runs),
        ]
    for name, whose in (("**the run**", "spent"), ("**beside it**", "beside")):
        yield [name, *(f"{sum(one[whose].values()):.2f}" for one in runs)]
    for place, name in enumerate(("memory of the run", "memory of a copy")):
        yield [name, *(f"{one['memory'][place]:.0f} MB" for one in runs)]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def measured(work: Path, options: argparse.Namespace) -> str:
    """Make the inputs that are not in the folder yet, measure, and return the tables."""
    for root in filter(None, (ROOT, options.against)):
        compileall.compile_dir(root / "pipeline", quiet=2)  # as `make setup` does
    plain_template(work / "plain.docx")
    example = work / "example" / "inputs"
    shutil.copytree(ROOT / "inputs", example, dirs_exist_ok=True)
    folders = [example]
    for rows in options.rows:
        folders.append(
            work
            / (str(rows) if options.unsettled is None else f"{rows}-{options.unsettled}")
            / "inputs"
        )
        if not folders[-1].exists():
            # a child's peak memory begins with that of who started it
            with ProcessPoolExecutor(1) as apart:
                apart.submit(made, folders[-1], rows, options.unsettled, options.seed).result()
    found = [sized(work, folder, options) for folder in folders]
    heads = [
        "Rows",
        "Plain script",
        "`report --no-pdf`",
        "Ratio",
        "Ratio of CPU",
        "Memory, script",
        "Memory, report",
    ]
    if options.against:
        heads += ["Now / before", "CPU, now / before"]
    return "\n\n".join(
        [
            f"Medians of {options.times} runs in turn, with the least and the greatest.",
            table(heads, [cells for cells, _ in found]),
            "CPU seconds of `report --no-pdf` by stage, one run; what is done beside is done by copies of"
            " the process, on the other processor:",
            table(
                ["Stage", *(cells[0] for cells, _ in found)],
                list(by_stage([told for _, told in found])),
            ),
            "Reading the tracker with a mapping of every heading and word to itself, by reading it"
            f" without: CPU, {PAIRS} pairs.",
            table(["Rows", "Ratio"], [_mapping(folder) for folder in folders]),
            "The other commands on the example, as shares of `report --no-pdf`:",
            table(
                ["Command", "Takes", "Ratio", "Ratio of CPU"], list(others(example, options.times))
            ),
        ]
    )


def main() -> None:
    """Measure, print, and put the tables into docs/speed.md unless they compare two checkouts."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument(
        "--rows",
        type=int,
        nargs="*",
        default=[100, 1_000, 10_000],
        help="sizes of the workbook, beside the example",
    )
    parser.add_argument(
        "--unsettled",
        type=int,
        help="how many of the rows are not closed at most, and therefore printed",
    )
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--against", type=Path, help="another checkout with its .venv: pairs of now and before"
    )
    parser.add_argument("--work", type=Path, help="a folder in which inputs once made are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        work = options.work or Path(passing)
        work.mkdir(parents=True, exist_ok=True)
        tables = measured(work, options)
    print(tables)
    if not options.against:
        page = TABLE.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        TABLE.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
