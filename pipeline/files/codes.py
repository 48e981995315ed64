"""What is found in reading and writing files: each code with what it means."""

from __future__ import annotations

from functools import partial

from pipeline.findings.codes import Code, errors, finding_of, remarks

CODES: dict[str, Code] = {
    **errors(
        2,
        file_in_use="a file cannot be read or written",
        disk_full="there is no room on the disk",
        name_taken=(
            "a folder has the name of a file that the run writes, or a file that of a folder"
        ),
        another_run="another run is at work, or has filed a meeting meanwhile",
    ),
    **remarks(
        put_right=(
            "what a run that was broken off had left half-done was put right, or lies where it says"
        ),
    ),
}
finding = partial(finding_of, CODES)
