"""What a file holds, what it is told by, and a record as the content of a file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def bytes_at(path: Path) -> bytes | None:
    """Return what a file holds, None where there is none."""
    return path.read_bytes() if path.is_file() else None


def digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def as_json(value: object) -> bytes:
    """Return a value as a JSON file."""
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()
