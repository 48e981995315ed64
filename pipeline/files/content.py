"""What a file holds, what it is told by, and a record as the content of a file."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring
from pathlib import Path


def bytes_at(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none."""
    return path.read_bytes() if path.is_file() else None


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def as_json(value: object) -> bytes:
    """Return a value as a JSON file, each member on a line, indented by one more than what holds
    it.
    """
    return (_indented(value, "\n") + "\n").encode()


def _indented(value: object, margin: str) -> str:
    """Return a value with each of its members on a line; json takes three times as long, for what
    it indents it yields piece by piece.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{margin} "
    if isinstance(value, dict) and value:
        members = [
            f"{encode_basestring(name)}: {_indented(one, inner)}" for name, one in value.items()
        ]
        return f"{{{inner}{f',{inner}'.join(members)}{margin}}}"
    if isinstance(value, list | tuple) and value:
        return f"[{inner}{f',{inner}'.join([_indented(one, inner) for one in value])}{margin}]"
    return json.dumps(value)
