"""The archive: filed meetings deleted, renamed, edited, sealed again or added; whatever is altered
must be noticed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from tests.attack.child import Ran
from tests.attack.detect import Breach, crashed, unchanged
from tests.attack.trial import Arena, Tried, turn
from tests.attack.world import FIRST, SECOND
from tests.builders import THEN

Alter = Callable[[Path, Path, Random], object]
"""Given the folder of all meetings and that of one of them; what comes back is nothing to
anybody.
"""
DAYS = [day.isoformat() for day in (FIRST, SECOND, THEN)]
MANIFEST = "manifest.json"
TELLING = ("archive", "seal", "meetings", "anchor")
"""Words of a finding by which the archive is spoken of."""


def sealed(manifest: dict[str, Any]) -> bytes:
    """Return a manifest with a seal of our own, as anybody can make it who has read one."""
    lines = {key: value for key, value in manifest.items() if key != "sealed"}
    return _as_json({**lines, "sealed": hashlib.sha256(_as_json(lines)).hexdigest()})


def _as_json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def resealed(
    place: Path, change: Callable[[dict[str, Any]], object] = lambda manifest: None
) -> None:
    """Change a manifest, hash its files anew, and seal it again."""
    manifest = json.loads((place / MANIFEST).read_bytes())
    for name in list(manifest["files"]):
        if (place / name).is_file():
            manifest["files"][name] = hashlib.sha256((place / name).read_bytes()).hexdigest()
        else:
            del manifest["files"][name]
    change(manifest)
    (place / MANIFEST).write_bytes(sealed(manifest))


def chained(folder: Path) -> None:
    """Seal the whole chain again, each meeting naming the one before it as it is now."""
    before: dict[str, str] | None = None
    for place in sorted(item for item in folder.iterdir() if (item / MANIFEST).is_file()):
        resealed(place, _naming(before))
        before = {
            "meeting": place.name,
            "manifest": hashlib.sha256((place / MANIFEST).read_bytes()).hexdigest(),
        }


def _naming(before: dict[str, str] | None) -> Callable[[dict[str, Any]], object]:
    return lambda manifest: manifest.update(previous=before)


def _any_file(place: Path, random: Random) -> Path:
    return random.choice(sorted(path for path in place.iterdir() if path.is_file()))


def _any_paper(place: Path, random: Random) -> Path:
    return random.choice(
        sorted(path for path in place.iterdir() if path.is_file() and path.name != MANIFEST)
    )


def _edit(path: Path, random: Random) -> None:
    content = bytearray(path.read_bytes())
    content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    path.write_bytes(content)


def _line_of_register(place: Path, random: Random) -> None:
    """Change one record, as somebody would who wants other figures."""
    path = place / "register.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = random.randrange(len(lines))
    record = json.loads(lines[number])
    record["rag"] = "Green" if record["rag"] == "Red" else "Red"
    lines[number] = json.dumps(record, ensure_ascii=False)
    path.write_text(
        "".join(f"{line}\n" for line in random.choice((lines, lines[1:], lines[:-1]))),
        encoding="utf-8",
    )


def _linked(path: Path) -> None:
    """Put a link in the place of a file or a folder."""
    elsewhere = path.parents[3] / f"elsewhere-{path.name}"
    if elsewhere.is_dir():
        shutil.rmtree(elsewhere)
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def _forged(folder: Path, name: str, random: Random) -> None:
    """Add a meeting after the newest, sealed and chained."""
    place = folder / name
    shutil.copytree(folder / DAYS[2], place)
    _line_of_register(place, random)
    before = {
        "meeting": DAYS[2],
        "manifest": hashlib.sha256((folder / DAYS[2] / MANIFEST).read_bytes()).hexdigest(),
    }
    resealed(
        place, lambda manifest: manifest.update(meeting=name, data_to="2020-09-30", previous=before)
    )


def _deleted(*names: str) -> Alter:
    def alter(folder: Path, place: Path, random: Random) -> None:
        for name in names:
            shutil.rmtree(folder / name)

    return alter


def _renamed(new: str) -> Alter:
    return lambda folder, place, random: (folder / DAYS[2]).rename(folder / new)


def _with_manifest(**values: Any) -> Alter:
    """Return the way that gives the newest meeting's manifest other values (… takes a key out) and
    seals it again.
    """

    def change(manifest: dict[str, Any]) -> None:
        manifest.update(values)
        for key in [key for key, value in values.items() if value is ...]:
            del manifest[key]

    return lambda folder, place, random: resealed(folder / DAYS[2], change)


def _figures(folder: Path, place: Path, random: Random) -> None:
    def change(manifest: dict[str, Any]) -> None:
        key = random.choice(sorted(manifest["figures"]))
        values = (0, 1, 99, -1, 10**30, "3", 1.5, True, None, [], {})
        manifest["figures"][key] = random.choice(
            [value for value in values if value != manifest["figures"][key]]
        )

    resealed(folder / DAYS[2], change)


def _added(name: str) -> Alter:
    def alter(folder: Path, place: Path, random: Random) -> None:
        if name.endswith("/"):
            (place / name).mkdir()
        else:
            (place / name).write_bytes(b"something")

    return alter


def _edited_and(seal: Callable[[Path, Path], None], edit: Callable[[Path, Random], None]) -> Alter:
    def alter(folder: Path, place: Path, random: Random) -> None:
        edit(place, random)
        seal(folder, place)

    return alter


def _escaping(folder: Path, place: Path, random: Random) -> None:
    settings = folder.parent / "report.toml"
    resealed(
        place,
        lambda manifest: manifest["files"].update(
            {"../../report.toml": hashlib.sha256(settings.read_bytes()).hexdigest()}
        ),
    )


def _bad_paper(folder: Path, place: Path, random: Random) -> None:
    (folder / DAYS[2] / "paper.docx").write_bytes(random.choice((b"", b"no zip", b"PK\x03\x04")))
    resealed(folder / DAYS[2])


def _as_file(folder: Path, place: Path, random: Random) -> None:
    shutil.rmtree(place)
    place.write_bytes(b"a file")


def _oldest_gone(folder: Path, place: Path, random: Random) -> None:
    shutil.rmtree(folder / DAYS[0])
    chained(folder)


def _no_folder(folder: Path, place: Path, random: Random) -> None:
    shutil.rmtree(folder)
    random.choice((lambda: None, lambda: folder.mkdir(), lambda: folder.write_bytes(b"a file")))()


FILES: dict[str, Alter] = {
    "a bit": lambda folder, place, random: _edit(_any_file(place, random), random),
    "deleted": lambda folder, place, random: _any_file(place, random).unlink(),
    "emptied": lambda folder, place, random: _any_file(place, random).write_bytes(b""),
    "renamed": lambda folder, place, random: (path := _any_file(place, random)).rename(
        path.with_name(f"{path.stem} (2){path.suffix}")
    ),
    "in capitals": lambda folder, place, random: (path := _any_file(place, random)).rename(
        path.with_name(path.name.upper())
    ),
    "a link in its place": lambda folder, place, random: _linked(_any_file(place, random)),
}
FOLDERS: dict[str, Alter] = {
    "a link in its place": lambda folder, place, random: _linked(place),
    "a file in its place": _as_file,
    "the newest deleted": _deleted(DAYS[2]),
    "the two newest deleted": _deleted(*DAYS[1:]),
    "the oldest deleted": _deleted(DAYS[0]),
    "the middle deleted": _deleted(DAYS[1]),
    "all deleted": _deleted(*DAYS),
    "no meetings at all": _no_folder,
    **{
        f"the newest renamed to {new!r}": _renamed(new)
        for new in (
            "Copy of 2020-07-09",
            "2020-07-09x",
            "2020-07-10",
            "20200709",
            "2020-W28-4",
            " 2020-07-09",
            ".2020-07-09",
            "2020-7-9",
            "2020-07-09 (2)",
        )
    },
}
SEALED: dict[str, Alter] = {
    "a record edited": _edited_and(lambda folder, place: resealed(place), _line_of_register),
    "a record edited, the whole chain": _edited_and(
        lambda folder, place: chained(folder), _line_of_register
    ),
    "a file edited": _edited_and(
        lambda folder, place: resealed(place),
        lambda place, random: _edit(_any_paper(place, random), random),
    ),
    "a file deleted": _edited_and(
        lambda folder, place: resealed(place),
        lambda place, random: (place / "recommendations.xlsx").unlink(),
    ),
    "the oldest deleted, the whole chain": _oldest_gone,
    "a name that leads out": _escaping,
    "a paper that is none": _bad_paper,
    "a figure": _figures,
}
ADDED: dict[str, Alter] = {
    "a meeting": lambda folder, place, random: _forged(
        folder, random.choice(("2020-10-01", "2021-01-13")), random
    ),
    "a copy": lambda folder, place, random: shutil.copytree(
        place, folder / random.choice(("2020-10-01", "20201001", "2020-08-01"))
    ),
    **{
        name: _added(name)
        for name in (
            "paper.pdf",
            "paper.html",
            "paper (2).docx",
            "notes.txt",
            "folder/",
            "inspections.xlsx.bak",
            "REPORT.TOML",
            "register2.jsonl",
        )
    },
}
MANIFESTS: dict[str, Alter] = {
    **{
        f"{key} {'taken out' if value is ... else value!r}": _with_manifest(**{key: value})
        for key, value in (
            ("schema_version", 99),
            ("schema_version", ...),
            ("schema_version", "1"),
            ("schema_version", True),
            ("figures", []),
            ("figures", ...),
            ("figures", None),
            ("figures", "x"),
            ("ratings", [1, 2]),
            ("ratings", "Red"),
            ("ratings", None),
            ("ratings", []),
            ("ratings", [["Red"]]),
            ("data_to", "x"),
            ("data_to", 5),
            ("data_to", None),
            ("data_to", "9999-12-31"),
            ("kind", "baseline"),
            ("kind", 5),
            ("files", []),
            ("files", {}),
            ("files", None),
            ("previous", []),
            ("previous", "x"),
            ("previous", {}),
            ("previous", {"meeting": 5}),
            ("meeting", 5),
            ("meeting", "2020-07-10"),
            ("contradictions", 5),
            ("contradictions", [5]),
            ("extra", 1),
            ("contradictions", "x"),
        )
    },
    "no JSON": lambda folder, place, random: (folder / DAYS[2] / MANIFEST).write_bytes(
        random.choice(
            (
                b"",
                b"{",
                b"[]",
                b"null",
                b"\xff",
                b"[" * 100_000,
                b'{"a": NaN}',
                b"1" * 5_000,
                b'{"files": {}}',
            )
        )
    ),
}
GROUPS = {
    "file": FILES,
    "folder": FOLDERS,
    "sealed again": SEALED,
    "added": ADDED,
    "manifest sealed again": MANIFESTS,
}
WAYS = [(group, name, way) for group, ways in GROUPS.items() for name, way in ways.items()]
"""Each way of altering, with its group; the meeting it is done to is any, unless the way names
one.
"""
Random(1).shuffle(WAYS)


def trial(arena: Arena, number: int, random: Random) -> Tried:
    """Alter the archive in the next way, report, and see that it was noticed and that nothing else
    was touched.
    """
    group, name, alter = turn(WAYS, number)
    world = arena.fresh()
    resealed(world.meetings / DAYS[2])
    if (world.meetings / DAYS[2] / MANIFEST).read_bytes() != (
        arena.stock.meetings / DAYS[2] / MANIFEST
    ).read_bytes():
        return Tried(
            group,
            False,
            (
                Breach(
                    "harness",
                    "manifests are sealed in another way now: teach it tests/attack/archive.py",
                ),
            ),
        )
    day = random.choice(DAYS)
    alter(world.meetings, world.meetings / day, random)
    before = world.files()
    ran = world.report("--json")
    noticed = ran.exit != 0 or any(spoken_of(finding) for finding in findings(ran))
    found = [*crashed(ran), *(unchanged(before, world.files()) if ran.exit else ())]
    if not noticed:
        found.append(Breach("unnoticed", "exit 0 and nothing said"))
    return Tried(group, not noticed, tuple(found), way=f"{name}, of {day}")


def findings(ran: Ran) -> list[dict[str, Any]]:
    """Return the findings of a run with --json."""
    try:
        found: list[dict[str, Any]] = json.loads(ran.out)["findings"]
    except (ValueError, KeyError, TypeError):
        return []
    return found


def spoken_of(finding: dict[str, Any]) -> bool:
    """Return whether a finding speaks of the archive."""
    return any(
        word in str(finding.get(key, "")) for word in TELLING for key in ("code", "file", "message")
    )
