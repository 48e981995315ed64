"""What is found in report.toml: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of

CODES: dict[str, Code] = errors(
    2,
    settings="report.toml cannot be read, or a setting in it is wrong",
)
finding = partial(finding_of, CODES)
