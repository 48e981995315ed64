"""What is told of the redline: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, finding_of, remarks

CODES: dict[str, Code] = remarks(
    no_redline="no redline was made",
)
finding = partial(finding_of, CODES)
