"""What a breach is: each detector looks at what a run left behind, knowing nothing of how the
program works.
"""

from __future__ import annotations

import csv
import io
import json
import re
import socket
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.attack.child import MEGABYTE, MOST_MEMORY, Ran
from tests.attack.packages import DAMAGED, parts_of, said, unpacked

CANARY = "kanari"
"""Every confidential word that is planted begins so; no sound file holds it."""
MARK = "zqattack"
"""Every dangerous thing that is planted holds this word."""
EXITS = range(8)
RAW = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ALWAYS = ("figures.json", "findings.json", "run.json", "hmicfrs-update.docx", "review.html")
"""What any whole output folder holds."""


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that must never happen, in words, with where it was seen."""

    kind: str
    about: str


def crashed(ran: Ran, *, limit: int = MOST_MEMORY) -> Iterator[Breach]:
    """Yield what is wrong with how a run ended: a traceback, a hang, too much memory, a signal, a
    code of no meaning.
    """
    if ran.overdue:
        yield Breach("hang", f"no end after {ran.seconds:.0f} s of processor time")
    elif "Traceback (most recent call last)" in ran.err or ran.exit == 1:
        last = re.findall(
            r"(?m)^(?:\w+\.)*(\w*(?:Error|Exception|Interrupt|BadZipFile|Exit|Failed|Warning)\b.*)$",
            ran.err,
        )
        place = re.findall(r'pipeline/([\w/]+\.py)", line \d+, in (\w+)', ran.err)
        where = f" in {place[-1][0]}, {place[-1][1]}" if place else ""
        yield Breach(
            "traceback",
            f"exit {ran.exit}: {(last or ran.err.splitlines() or ['?'])[-1][:150]}{where}",
        )
    elif ran.exit not in EXITS:
        yield Breach("ended", f"ended by {ran.exit}")
    if ran.peak > limit:
        yield Breach("memory", f"{ran.peak // MEGABYTE} MB")


def unchanged(
    before: Mapping[str, bytes], after: Mapping[str, bytes], what: str = "outputs"
) -> Iterator[Breach]:
    """Yield a breach where a run that failed changed a folder, or where one was changed that never
    may be.
    """
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    if names:
        yield Breach("changed", f"{what} changed: {', '.join(names[:4])}")


def whole(files: Mapping[str, bytes], *states: Mapping[str, bytes]) -> Iterator[Breach]:
    """Yield a breach where a folder is none of the states that it may be in, to the byte."""
    if any(files == state for state in states):
        return
    of = [sum(state.get(name) == content for name, content in files.items()) for state in states]
    told = ", ".join(
        f"{count} of {len(state)} files are those of state {place}"
        for place, (count, state) in enumerate(zip(of, states, strict=True), 1)
    )
    yield Breach("mixed", f"a folder of {len(files)} files: {told}")


def incomplete(files: Mapping[str, bytes]) -> Iterator[Breach]:
    """Yield a breach where a run that succeeded left a folder without one of its files, or one cut
    short.
    """
    for name in ALWAYS:
        if not files.get(name):
            yield Breach("mixed", f"{name} is missing or empty")
    for name, content in files.items():
        if name.endswith(".json"):
            try:
                json.loads(content)
            except ValueError:
                yield Breach("mixed", f"{name} is not whole")
        elif name.endswith(".docx"):
            yield from unopenable(name, content)


def unopenable(name: str, content: bytes) -> Iterator[Breach]:
    """Yield a breach where a document is no package of well-formed parts, which Word would not
    open.
    """
    try:
        parts = parts_of(content)
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    except (*DAMAGED, AssertionError):
        yield Breach("unopenable", f"{name} is no whole package")
        return
    for part, inside in parts.items():
        if part.endswith((".xml", ".rels")) and (fault := _not_well_formed(inside)):
            yield Breach("unopenable", f"{name}/{part}: {fault}")
            return


def _not_well_formed(part: bytes) -> str:
    if b"<!DOCTYPE" in part:
        return "it has a DTD"
    try:
        ElementTree.fromstring(part)
    except ElementTree.ParseError as fault:
        return str(fault)
    return ""


def holds(files: Mapping[str, bytes], word: str) -> str:
    """Return where a word stands in any layer of some files, in any common writing of letters;
    nothing if nowhere.
    """
    plain = word.lower()
    patterns = [plain.encode(), plain.encode("utf-16-le"), plain.encode("utf-16-be")]
    for name, content in files.items():
        for place, layer in unpacked(name, content):
            small = layer.lower()
            if any(pattern in small for pattern in patterns) or patterns[0] in said(small):
                return place
    return ""


def leaked(files: Mapping[str, bytes], screens: str = "", word: str = CANARY) -> Iterator[Breach]:
    """Yield a breach where a planted confidential word stands in a file or on a screen."""
    if place := holds(files, word):
        yield Breach("leak", f"{word} in {place}")
    if word.lower() in screens.lower():
        line = next(line for line in screens.splitlines() if word.lower() in line.lower())
        yield Breach("leak", f"on the screen: {line[:160]}")


def local(files: Mapping[str, bytes], *roots: Path) -> Iterator[Breach]:
    """Yield a breach where an output names a folder of this machine, or the machine itself."""
    host = socket.gethostname()
    for word in [*map(str, roots), "attackhome", "attackuser", *([host] if len(host) > 5 else [])]:
        if place := holds(files, word):
            yield Breach("local", f"{word} in {place}")


def carried(files: Mapping[str, bytes], mark: str = MARK) -> Iterator[Breach]:
    """Yield a breach where something dangerous that was planted stands in an output or in what was
    filed.
    """
    if place := holds(files, mark):
        yield Breach("carried", place)


def obeyed(screens: str) -> Iterator[Breach]:
    """Yield a breach where a screen was sent a sign that a terminal may obey."""
    if found := RAW.search(screens):
        yield Breach(
            "terminal",
            f"U+{ord(found[0]):04X} in {screens[max(0, found.start() - 40) : found.end() + 20]!r}",
        )


def runs_in_a_spreadsheet(name: str, content: bytes) -> Iterator[Breach]:
    """Yield a breach where a cell of a .csv would be run by the program that opens it."""
    for row in csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"))):
        for cell in row:
            if MARK in cell and cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")):
                yield Breach("formula", f"{name}: {cell[:60]!r}")
                return
