"""What may be found in making records of rows, and in the archive: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.files.codes import CODES as FILES
from pipeline.findings.codes import Code, errors, finding_of

CODES: dict[str, Code] = {
    **errors(3, no_rows="the recommendations table has no row at all"),
    **errors(
        7,
        archive_altered="a filed meeting is not as it was filed",
        archive_disagrees=(
            "outputs, a filed paper or report.toml names a filed meeting that is not there, "
            "or not as it was"
        ),
        meeting_filed="the meeting is already filed",
    ),
}
finding = partial(finding_of, {**FILES, **CODES})
