"""Zip packages by hand: parts taken out and put in, and everything in a file unpacked to its last
byte.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

DEEPEST = 3
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
)


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def changed(package: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a package with some parts put in or, where they are None, taken out."""
    whole = {**parts_of(package), **parts}
    return packed({name: content for name, content in whole.items() if content is not None})


def unpacked(name: str, content: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield every layer of a file: itself, the parts of a package, packages within, the streams of
    a PDF.
    """
    yield name, content
    if content.startswith(b"PK") and depth < DEEPEST:
        try:
            parts = parts_of(content)
        except DAMAGED:
            return
        for part, inside in parts.items():
            yield from unpacked(f"{name}/{part}", inside, depth + 1)
    elif content.startswith(b"%PDF"):
        for place, stream in enumerate(
            re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
        ):
            try:
                yield f"{name}/stream {place}", zlib.decompressobj().decompress(stream)
            except zlib.error:
                continue


def said(content: bytes) -> bytes:
    """Return what XML says without its tags, so that a word split over runs is whole."""
    return re.sub(rb"<[^>]*>", b"", content)


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder by its path there; a folder or a link is told too."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = b"a link"
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[f"{name}/"] = b""
    return found
