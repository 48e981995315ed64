"""Word files handed to publish, verify, diff and text: dangerous, damaged, monstrous, and some
sound ones that must pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.attack.child import Ran
from tests.attack.detect import Breach, carried, crashed, leaked, obeyed, unchanged, unopenable
from tests.attack.hostile import ACTIVE, DAMAGE, SOUND, Hostile
from tests.attack.packages import files_of
from tests.attack.trial import Arena, Tried, turn
from tests.attack.world import World
from tests.builders import MEETING, THEN

EDITED = "edited.docx"
READERS = ("verify", "diff", "text")


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Spoil the paper in the next way, then publish it and give it to one of the readers."""
    group = turn(("active", "damage", "active", "active", "sound"), number)
    if group == "sound":
        name = turn(list(SOUND), number // 5)
        return _tried(arena, Hostile("sound", name, SOUND[name]), random, number)
    chosen = random.choice(ACTIVE) if group == "active" else turn(DAMAGE, number // 5)
    return _tried(arena, chosen, random, number)


def _tried(arena: Arena, hostile: Hostile, random: Random, number: int) -> Tried:
    spoiled = hostile.way(arena.stock.paper.read_bytes(), random)
    world = _handed_in(arena, spoiled)
    before = files_of(world.inputs)
    published = world.run("publish", str(world.root / EDITED))
    found = [
        *crashed(published),
        *obeyed(published.out + published.err),
        *_filed(world, hostile, published, before),
    ]
    reader = turn(READERS, number)
    if published.exit == 0:
        world = _handed_in(arena, spoiled)
    ran = _read(world, reader)
    found += [
        Breach(breach.kind, f"{reader}: {breach.about}")
        for breach in _told(world, reader, hostile, ran)
    ]
    return Tried(hostile.group, published.exit == 0, tuple(found), way=hostile.name)


def _handed_in(arena: Arena, content: bytes) -> World:
    world = arena.fresh()
    (world.root / EDITED).write_bytes(content)
    return world


def _read(world: World, reader: str) -> Ran:
    edited, written = str(world.root / EDITED), world.root / "written"
    if reader != "diff":
        return world.run(reader, edited)
    written.mkdir(exist_ok=True)
    former = world.meetings / THEN.isoformat() / "paper.docx"
    return world.run(
        "diff",
        str(former),
        edited,
        "--redline",
        str(written / "redline.docx"),
        "--html",
        str(written / "page.html"),
    )


def _filed(world: World, hostile: Hostile, ran: Ran, before: dict[str, bytes]) -> Iterator[Breach]:
    """Yield what is wrong with what publish filed, or with its refusal."""
    after = files_of(world.inputs)
    place = f"meetings/{MEETING}/"
    if ran.exit:
        yield from unchanged(before, after, "inputs")
        if hostile.group == "sound":
            yield Breach("sound file refused", f"publish, exit {ran.exit}: {_last(ran)}")
        return
    filed = {
        name.removeprefix(place): content
        for name, content in after.items()
        if name.startswith(place)
    }
    yield from unchanged(
        before,
        {name: content for name, content in after.items() if not name.startswith(place)},
        "inputs",
    )
    yield from carried(filed)
    yield from unopenable("paper.docx", filed.get("paper.docx", b""))
    yield from leaked(
        {name: filed[name] for name in filed if name.startswith("paper.")}, ran.out + ran.err
    )


def _told(world: World, reader: str, hostile: Hostile, ran: Ran) -> Iterator[Breach]:
    """Yield what is wrong with what a reader said or wrote."""
    yield from crashed(ran)
    yield from obeyed(ran.out + ran.err)
    if (
        reader == "verify"
        and ran.exit == 0
        and hostile.group in ("field", "relation", "part", "mixed")
    ):
        yield Breach("passed", "verify has nothing against it")
    if reader == "diff" and ran.exit == 0:
        written = files_of(world.root / "written")
        yield from carried(
            {name: content for name, content in written.items() if name.endswith(".docx")}
        )
        yield from unopenable("redline.docx", written.get("redline.docx", b""))
    if hostile.group == "sound" and ran.exit:
        yield Breach("sound file refused", f"exit {ran.exit}: {_last(ran)}")


def _last(ran: Ran) -> str:
    return " ".join(ran.err.split())[-300:]
