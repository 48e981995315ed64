"""The disk: a kill, an error or two of them before each change; outputs and meetings must stay
whole, and be put right after.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from tests.attack.child import Fault, Ran, start
from tests.attack.detect import Breach, crashed, unchanged, whole
from tests.attack.packages import files_of
from tests.attack.trial import Arena, Tried, turn
from tests.attack.world import LATER, World, workbook
from tests.builders import MEETING

HOWS = ("kill", "ENOSPC", "EACCES", "kill", "EIO", "stop", "memory", "two errors", "two errors")
ERRORS = ("ENOSPC", "EACCES", "EIO", "EBUSY")
UNTRUE = (
    "nothing was changed",
    "nothing was filed",
    "nothing was made",
    "nothing was compared or written",
)


@dataclass(frozen=True, slots=True)
class Work:
    """A command that changes the disk: what it is, the folder that it changes, and that folder
    before and after.
    """

    words: tuple[str, ...]
    under: str
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]
    changes: int


@cache
def _other_workbook() -> bytes:
    """Return a workbook from which every output is another than the one that is there; it is made
    once, for openpyxl tells the time.
    """
    return workbook(
        [
            *LATER,
            {"ref": "W-15", "rag": "Amber"},
            {"ref": "W-16", "rag": "Green", "text": "Keep far better records."},
        ]
    )


WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "report": (("report", "--no-pdf"), f"outputs/{MEETING}"),
    "publish": (("publish", "{root}/paper.docx"), f"inputs/meetings/{MEETING}"),
    "diff": (
        (
            "diff",
            "{root}/inputs/meetings/2020-07-09/paper.docx",
            "{root}/paper.docx",
            "--redline",
            "{root}/outputs/written.docx",
        ),
        "outputs",
    ),
}


def ready(arena: Arena, name: str) -> World:
    """Return a project on which the command would change something: outputs are of older inputs,
    nothing is filed yet.
    """
    world = arena.fresh()
    if name == "report":
        (world.inputs / "recommendations.xlsx").write_bytes(_other_workbook())
    else:
        (world.root / "paper.docx").write_bytes(world.paper.read_bytes())
    return world


@cache
def works(arena: Arena, name: str) -> Work:
    """Return what a command does where nothing goes wrong; raises RuntimeError where it does not
    succeed.
    """
    words, under = WORDS[name]
    world = ready(arena, name)
    old = files_of(world.root / under)
    ran = world.run(*placed(words, world), fault=Fault(world.root / under.split("/")[0]))
    if ran.exit:
        raise RuntimeError(f"{name} fails on the sound project: {ran.err}")
    return Work(words, under, old, files_of(world.root / under), ran.changes)


def placed(words: tuple[str, ...], world: World) -> list[str]:
    return [word.replace("{root}", str(world.root)) for word in words]


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Let the next thing go wrong before the next change of the disk; or, each seventh time,
    another fault of a disk or screen.
    """
    if number % 7 == 6:
        return OTHERS[turn(list(OTHERS), number // 7)](arena, random)
    name = turn(("report", "publish", "report", "diff"), number)
    how = turn(HOWS, number // 4)
    work = works(arena, name)
    at = 1 + (number * 5 // 4) % work.changes
    error = random.choice(ERRORS) if how == "two errors" else how
    then = random.randint(at + 1, work.changes + 6) if how == "two errors" else 0
    world = ready(arena, name)
    inputs = files_of(world.inputs)
    ran = world.run(
        *placed(work.words, world),
        fault=Fault(world.root / work.under.split("/")[0], at, error, then),
    )
    found = [*_after(world, work, ran, killed=how == "kill"), *_put_right(arena, world, name, work)]
    if name != "publish":
        found += unchanged(inputs, files_of(world.inputs), "inputs")
    return Tried(
        f"{name}, {how}",
        ran.exit == 0,
        tuple(found),
        way=f"{error} before change {at}{f' and {then}' if then else ''} of {work.changes}",
    )


def _after(world: World, work: Work, ran: Ran, *, killed: bool) -> Iterator[Breach]:
    """Yield what is wrong just after the fault: a folder that is neither old nor new, or an untrue
    last line.
    """
    now = files_of(world.root / work.under)
    if killed:
        if now:
            yield from whole(_ours(now), work.old, work.new)
        yield from _lost(world, work)
        return
    yield from crashed(ran) if ran.exit != 1 else _traceback(ran)
    if now != work.new and now != work.old:
        yield from whole(_ours(now), work.old, work.new)
        yield from _lost(world, work)
    if (
        ran.exit
        and now == work.new
        and now != work.old
        and any(word in ran.err.lower() for word in UNTRUE)
    ):
        yield Breach(
            "untrue", f"exit {ran.exit}, all is new, and it says: {ran.err.splitlines()[-1][:120]}"
        )
    if ran.exit == 0 and now != work.new:
        yield Breach("untrue", "exit 0, and what it made is not there")


def _traceback(ran: Ran) -> Iterator[Breach]:
    """A run without memory may say that it is a fault of the program; any other may not."""
    if "MemoryError" not in ran.err:
        yield from crashed(ran)


def _ours(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a folder without what the program keeps there for itself, whose names begin with a
    dot.
    """
    return {
        name: content
        for name, content in files.items()
        if not any(piece.startswith(".") for piece in name.split("/"))
    }


def _lost(world: World, work: Work) -> Iterator[Breach]:
    """Yield a breach where the old files are neither in their place nor anywhere else in the
    project.
    """
    if _ours(files_of(world.root / work.under)) == work.new:
        return
    there = {
        hashlib.sha256(content).digest()
        for folder in (world.outputs, world.inputs)
        for content in files_of(folder).values()
    }
    lost = [
        name for name, content in work.old.items() if hashlib.sha256(content).digest() not in there
    ]
    if lost:
        yield Breach(
            "lost", f"{len(lost)} of {len(work.old)} old files are nowhere: {', '.join(lost[:3])}"
        )


def _put_right(arena: Arena, world: World, name: str, work: Work) -> Iterator[Breach]:
    """Yield what the next runs do not put right: one that is refused must leave the old or the new,
    one that succeeds the new.
    """
    book = world.inputs / "recommendations.xlsx"
    sound = book.read_bytes()
    if name == "report":
        book.write_bytes(b"no workbook")
        refused = world.run(*placed(work.words, world))
        for breach in (
            *crashed(refused),
            *whole(_ours(files_of(world.root / work.under)), work.old, work.new),
        ):
            yield Breach(breach.kind, f"after the next run, which was refused: {breach.about}")
        book.write_bytes(sound)
    again = world.run(*placed(work.words, world))
    filed = name == "publish" and again.exit == 7
    for breach in (*crashed(again), *whole(_ours(files_of(world.root / work.under)), work.new)):
        yield Breach(breach.kind, f"after the next run: {breach.about}")
    if again.exit and not filed:
        yield Breach(
            "stuck",
            f"the next run ends with {again.exit}: {again.err.splitlines()[-1][:160] if again.err else ''}",
        )
    if name != "diff" and (left := list(_left(world, world.root / work.under))):
        yield Breach("left", f"after a run that succeeded: {', '.join(left[:4])}")


def _left(world: World, place: Path) -> Iterator[str]:
    """Yield what lies beside a folder that begins with a dot and holds something."""
    for path in sorted(place.parent.iterdir()):
        if path.name.startswith(".") and (
            (path.is_file() and path.stat().st_size > 200)
            or (path.is_dir() and any(path.iterdir()))
        ):
            yield path.name


# Other faults


def _screen(arena: Arena, random: Random) -> Tried:
    """A screen that is closed, full or gone: the work's exit stands, and outputs are as the exit
    says.
    """
    work, world = works(arena, "report"), ready(arena, "report")
    screen = random.choice(("/dev/full", "closed", "gone"))
    ran = world.run(*work.words, *(["--json"] if random.random() < 0.7 else []), screen=screen)
    now = files_of(world.root / work.under)
    found = [*crashed(ran), *whole(now, work.old if ran.exit else work.new)]
    return Tried("a screen", ran.exit == 0, tuple(found), way=screen)


def _folder_in_place(arena: Arena, random: Random) -> Tried:
    """A folder that bears the name of an output, with somebody's file in it."""
    work, world = works(arena, "report"), ready(arena, "report")
    name = random.choice(sorted(work.new))
    place = world.root / work.under / name
    place.unlink(missing_ok=True)
    place.mkdir()
    (place / "mine.txt").write_bytes(b"somebody's work")
    before = files_of(world.outputs)
    ran = world.run(*work.words)
    found = [*crashed(ran), *(unchanged(before, files_of(world.outputs)) if ran.exit else ())]
    if b"somebody's work" not in files_of(world.outputs).values():
        found.append(Breach("lost", f"what lay in the folder {name}"))
    return Tried("a folder in a file's place", ran.exit == 0, tuple(found), way=name)


def _full(arena: Arena, random: Random) -> Tried:
    """A disk that takes only so many bytes of a file."""
    name = random.choice(("report", "publish", "diff"))
    work, world = works(arena, name), ready(arena, name)
    largest = random.choice((8_000, 16_000, 30_000, 60_000))
    ran = world.run(*placed(work.words, world), largest=largest)
    found = [
        *crashed(ran),
        *whole(_ours(files_of(world.root / work.under)), work.old if ran.exit else work.new),
    ]
    return Tried("the disk fills up", ran.exit == 0, tuple(found), way=f"{name}, {largest} bytes")


def _edited(arena: Arena, random: Random) -> Tried:
    """A paper, or a copy of it, that somebody edited in place, then a report, with or without a
    fault.
    """
    work, world = works(arena, "report"), ready(arena, "report")
    name = random.choice([name for name in sorted(work.old) if name.endswith(".docx")])
    mine = work.old[name] + b"edited"
    (world.root / work.under / name).write_bytes(mine)
    how, at = random.choice(("kill", "ENOSPC", "none")), random.randint(1, work.changes + 2)
    ran = world.run(*work.words, fault=Fault(world.outputs, 0 if how == "none" else at, how))
    found = [] if how == "kill" else list(crashed(ran))
    again = world.run(*work.words)
    found += crashed(again)
    if mine not in files_of(world.outputs).values():
        found.append(Breach("lost", f"the edited {name} is nowhere"))
    return Tried(
        "an edited paper", ran.exit == 0, tuple(found), way=f"{name}, {how} before change {at}"
    )


def _printing(arena: Arena, random: Random) -> Tried:
    """A kill while LibreOffice prints: at the next start nothing of it may run or lie in the
    temporary folder.
    """
    world, kind = ready(arena, "report"), "a kill while printing"
    if shutil.which("soffice") is None:
        return Tried(kind, False, way="no LibreOffice here")
    started = start(
        world.program,
        world.words("report"),
        world.root / "child",
        path=os.environ["PATH"],
        patience=60,
    )
    temporary, until = world.root / "child" / "temporary", time.monotonic() + 20
    while not any(temporary.iterdir()) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(random.uniform(0, 2.5))
    os.kill(started.pid, signal.SIGKILL)
    started.finish()
    again = world.report()
    time.sleep(1)
    alive, left = _alive(world.root), sorted(path.name for path in temporary.iterdir())
    for process in alive:
        os.kill(process, signal.SIGKILL)
    found = [
        *crashed(again),
        *(
            [Breach("left", f"{len(alive)} processes of LibreOffice after the next run")]
            if alive
            else []
        ),
        *(
            [Breach("left", f"in the temporary folder after the next run: {', '.join(left[:3])}")]
            if left
            else []
        ),
    ]
    return Tried(kind, again.exit == 0, tuple(found))


def _alive(place: Path) -> list[int]:
    """Return the processes whose command line names a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(place).encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:  # it has ended meanwhile
            continue
    return found


OTHERS = {
    "a kill while printing": _printing,
    "a screen": _screen,
    "a folder in a file's place": _folder_in_place,
    "the disk fills up": _full,
    "an edited paper": _edited,
}
