"""Two at once: reports and publishings side by side, slowed at their changes of the disk; the
result is that of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from random import Random

from tests.attack.child import Fault, start
from tests.attack.detect import Breach, crashed, whole
from tests.attack.disk import ready, works
from tests.attack.packages import files_of
from tests.attack.trial import Arena, Tried, turn
from tests.attack.world import World
from tests.builders import MEETING

PAIRS = (
    ("report", "report"),
    ("publish", "publish"),
    ("report", "publish"),
    ("report", "other report"),
)
FILED = f"inputs/meetings/{MEETING}"


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Start two commands on one project at once, and see that one outcome stands, whole, and that
    nobody was told a lie.
    """
    one, other = turn(PAIRS, number)
    # made before, in the same folders
    report, later, alone = works(arena, "report"), _after_publishing(arena), _alone(arena)
    world = ready(arena, "report")
    (world.root / "paper.docx").write_bytes(report.new["hmicfrs-update.docx"])
    beside = _beside(world, arena) if other == "other report" else world
    runs = [
        start(
            world.program,
            owner.words(*_words(name, world)),
            world.root / f"child {place}",
            pause=random.choice((0.0, 0.02, 0.2)),
            fault=Fault(world.root),
            patience=30,
        )
        for place, (name, owner) in enumerate(((one, world), (other, beside)))
    ]
    ended = [run.finish() for run in runs]
    found = [breach for ran in ended for breach in crashed(ran)]
    if "report" in (one, other):
        states = [
            report.new,
            *({"other report": [_other(arena)], "publish": [later]}.get(other, [])),
        ]
        states += [] if any(ran.exit == 0 for ran in ended) else [report.old]
        found += whole(files_of(world.made), *states)
    if "publish" in (one, other):
        done = sum(
            ran.exit == 0
            for ran, name in zip(ended, (one, other), strict=True)
            if name == "publish"
        )
        found += _filed(alone, world, done)
    return Tried(
        f"{one} and {other}",
        all(ran.exit == 0 for ran in ended),
        tuple(found),
        way=f"exits {', '.join(str(ran.exit) for ran in ended)}",
    )


def _words(name: str, world: World) -> list[str]:
    return (
        ["publish", str(world.root / "paper.docx")] if name == "publish" else ["report", "--no-pdf"]
    )


def _beside(world: World, arena: Arena) -> World:
    """Return a project with the inputs of before and the same outputs."""
    other = World(world.root / "beside", world.program)
    other.root.mkdir()
    (other.root / "inputs").symlink_to(arena.stock.inputs)
    (other.root / "templates").symlink_to(world.template.parent)
    other.outputs.symlink_to(world.outputs)
    return other


@cache
def _other(arena: Arena) -> dict[str, bytes]:
    """Return the outputs of the sound project's own inputs."""
    return files_of(arena.stock.made)


@cache
def _alone(arena: Arena) -> dict[str, bytes]:
    """Return what one publishing files where it is alone."""
    world = ready(arena, "report")
    (world.root / "paper.docx").write_bytes(works(arena, "report").new["hmicfrs-update.docx"])
    world.run(*_words("publish", world))
    return files_of(world.root / FILED)


@cache
def _after_publishing(arena: Arena) -> dict[str, bytes]:
    """Return the outputs of a report that finds its meeting filed, which it notes."""
    world = ready(arena, "report")
    (world.root / "paper.docx").write_bytes(works(arena, "report").new["hmicfrs-update.docx"])
    world.run(*_words("publish", world))
    world.report()
    return files_of(world.made)


def _filed(alone: Mapping[str, bytes], world: World, done: int) -> list[Breach]:
    """Return what is wrong with the meeting that was filed; `alone` is what one publishing files,
    `done` how many said they had.
    """
    filed = files_of(world.root / FILED)
    found = []
    if done > 1:
        found.append(Breach("untrue", "both say that they have filed the meeting"))
    if done and filed != alone:
        found += whole(filed, alone)
    if not done and filed:
        found.append(Breach("untrue", "nobody says so, and the meeting is filed"))
    return found
