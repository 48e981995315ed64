"""What a meeting is filed with, and what is said of a file that is not as it was filed."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings.finding import Finding
from pipeline.register.codes import finding
from pipeline.register.manifest import MOST_BYTES
from pipeline.register.places import is_link

MANIFEST = "manifest.json"
WORKBOOK, RECORDS, PAPER = "recommendations.xlsx", "register.jsonl", "paper.docx"
LOG, SETTINGS, TEMPLATE, PDF = "inspections.xlsx", "report.toml", "hmicfrs_update.docx", "paper.pdf"
PAGE = "paper.html"
ALL = (WORKBOOK, RECORDS, PAPER, LOG, SETTINGS, TEMPLATE, PDF, PAGE)
"""Every file that a meeting may be filed with, besides its manifest; one filed before version 1.4
has the first three, one before 1.7 has no page.
"""
MOST_FILED = 500_000_000
"""More bytes than any file that is filed."""
SEAL_LENGTH = 12


def plain_bytes(path: Path) -> bytes:
    """Return the bytes of a file that is one; raises OSError where it is none, or a link, or larger
    than any manifest.
    """
    if is_link(path) or not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise OSError(path.name)
    return path.read_bytes()


def not_as_filed(meeting: str, name: str, what: str) -> Finding:
    """Return the finding that a file of a filed meeting is not as it was filed."""
    return finding(
        "archive-altered",
        f"{what}.",
        "Restore the folder from your backup or version control; a filed meeting is never changed.",
        f"meetings/{meeting}/{name}".removesuffix("/"),
    )
