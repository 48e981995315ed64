"""What the commands find, each code with what it means; and every code of the house."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from pipeline.checks.codes import CODES as CHECKS
from pipeline.checks.proofreading.codes import CODES as PROOFREADING
from pipeline.compare.redline.codes import CODES as REDLINE
from pipeline.files.codes import CODES as FILES
from pipeline.findings.codes import Code, errors, finding_of, notes, remarks
from pipeline.findings.finding import (
    ArchiveRefused,
    DoesNotReconcile,
    Finding,
    ProofFailed,
    Refused,
    SettingsRefused,
    TemplateRefused,
    WorkbookRefused,
    errors_in,
)
from pipeline.mapping.codes import CODES as MAPPING
from pipeline.paper.codes import CODES as PAPER
from pipeline.paper.pdf.codes import CODES as PDF
from pipeline.proof.codes import CODES as PROOF
from pipeline.register.codes import CODES as REGISTER
from pipeline.review.verify.codes import CODES as VERIFY
from pipeline.settings.codes import CODES as SETTINGS
from pipeline.start.codes import CODES as START
from pipeline.web.codes import CODES as WEB
from pipeline.workbook.codes import CODES as WORKBOOK

COMMANDS: dict[str, Code] = {
    **errors(
        2,
        command="the command line is wrong",
        paper_unreadable="a paper named on the command line cannot be read as a Word document",
    ),
    **errors(3, workbook_missing="the workbook is not in the inputs folder"),
    **errors(5, template_missing="there is no template"),
    **errors(
        6,
        redline_failed="accepting or rejecting the redline would not give the paper it should",
    ),
    **remarks(not_read="diff, text: something stands in the paper that is not read"),
    **notes(
        3,
        open_in_excel="the workbook is open; what was last saved is read",
        open_in_word="the template is open; what was last saved is filled",
        copy_beside="beside a file that is read lies another that is called after it",
        doubt_left="report.toml holds a proposal of init that nobody has looked at",
        since_ignored="meeting.since is for a first paper only",
        last_paper_masked="the last paper tells of rows that are not for publication now",
        filed_as_seen=(
            "the last paper was filed with something wrong in it, as the committee saw it"
        ),
        meeting_filed_already="this meeting is filed; the paper is made again",
        meeting_passed="a later meeting is filed than that of the paper",
    ),
}
CODES: dict[str, Code] = {
    **SETTINGS,
    **FILES,
    **COMMANDS,
    **WORKBOOK,
    **MAPPING,
    **START,
    **REGISTER,
    **CHECKS,
    **PAPER,
    **PROOF,
    **PROOFREADING,
    **REDLINE,
    **PDF,
    **WEB,
    **VERIFY,
}
"""Every code that a finding may carry, in the order in which the review page groups its notes."""
RAISABLE = {code: entry.raisable for code, entry in CODES.items()}
finding = partial(finding_of, CODES)

REFUSALS: tuple[type[Refused], ...] = (
    SettingsRefused,
    ArchiveRefused,
    WorkbookRefused,
    DoesNotReconcile,
    TemplateRefused,
    ProofFailed,
)
"""The refusals in the order of a run: the earliest stage decides the exit code."""


def refuse(findings: Iterable[Finding]) -> None:
    """Raise the refusal that the errors among the findings call for: the earliest stage decides the
    exit code.
    """
    found = list(findings)
    exits = {CODES[fault.code].exit for fault in errors_in(found)}
    for refusal in REFUSALS:
        if refusal.exit_code in exits:
            raise refusal(found)
