"""What is told of the PDF: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, finding_of, remarks

CODES: dict[str, Code] = remarks(
    no_pdf="no PDF was made",
    sign_not_drawn="the PDF shows an empty box for a sign that no font of this machine has",
    pdf_other_font="the PDF is set in another font than the paper, which this machine lacks",
)
finding = partial(finding_of, CODES)
