"""What is told of the page and the tables: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, remarks

CODES: dict[str, Code] = {
    **errors(6, page_differs="the page for the web would not say what the paper says"),
    **remarks(page_picture="a picture is of a kind that browsers do not show"),
}
finding = partial(finding_of, CODES)
