"""A paper that people edited, before it is filed: what is wrong with it, and what to do."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.codes import finding
from pipeline.commands.folders import Folders
from pipeline.files.content import bytes_at
from pipeline.findings.codes import weighed
from pipeline.findings.finding import Finding, ProofFailed, Refused, SettingsRefused, errors_in

if TYPE_CHECKING:
    from pipeline.commands.run import Made
    from pipeline.review.verify.verdict import Verdict


def command_fault(message: str, remedy: str, word: str) -> Finding:
    """Return a finding about a word of the command line."""
    return finding("command", message, remedy, word)


def verdict_on(content: bytes, paper: Path, result: Made) -> Verdict:
    """Return what is to be said of an edited paper beside the one that the inputs make."""
    from pipeline.register.anchors import other_seals
    from pipeline.register.archive import SEAL_LENGTH
    from pipeline.review.verify.verdict import in_order, remark
    from pipeline.review.verify.verify import verified

    try:
        verdict = verified(content, result.paper, result.computed, result.emitted)
    except ValueError as error:
        raise click.UsageError(f"{paper.name}: {error}.") from None
    last = result.computed.previous
    if last is None or not (seals := other_seals(content, last)):
        return verdict
    seal = last.seal[:SEAL_LENGTH]
    made = remark("older", f"the paper names the seal {' and '.join(seals)}, and that of the last meeting begins {seal}. Correct "
                  "it, or run report again and carry the edits over.", expected=seal)
    return replace(verdict, remarks=in_order([*verdict.remarks, made]))


def remarks_as_findings(verdict: Verdict, paper: Path, result: Made) -> list[Finding]:
    """Return what is said of a paper as findings of its file, weighed by report.toml."""
    found = [replace(remark, file=paper.name, key="", found="", expected="") for remark in verdict.remarks]
    return weighed(found, result.computed.settings.severity)


def not_read_in(content: bytes, paper: Path) -> list[Finding]:
    """Return what of a document was not read."""
    from pipeline.review.verify.besides import besides, not_read

    return [finding("not-read", f"{message}.", "", paper.name, place=place) for message, place in not_read(besides(content))]


def to_do(verdict: Verdict) -> str:
    """Return what to do about a paper that may not be filed, in one sentence."""
    from pipeline.review.verify.verdict import AS_SEEN, code_of

    codes = {code_of(remark) for remark in verdict.remarks if remark.wrong}
    if "copy" in codes:
        return "it is a copy for reviewers; name the paper itself."
    if codes and codes <= set(AS_SEEN):
        return "it says something that the inputs do not. Correct it in Word at the places listed, or run report again."
    return "correct it in Word at the places listed."


def contradictions_in(content: bytes, paper: Path, result: Made, *, as_seen: bool) -> tuple[str, ...]:
    """Return what an edited paper says otherwise than the inputs, where it is to be filed as it was seen.

    Raises ProofFailed where there is such a thing and it is not, or anything else that may not be filed.
    """
    from pipeline.review.verify.verdict import AS_SEEN, code_of

    verdict = verdict_on(content, paper, result)
    found = remarks_as_findings(verdict, paper, result)
    seen = [remark for remark in verdict.remarks if remark.wrong and code_of(remark) in AS_SEEN] if as_seen else []
    if {fault.code for fault in errors_in(found)} - {remark.code for remark in seen}:
        only = all(code_of(remark) in AS_SEEN for remark in verdict.remarks if remark.wrong)
        way = " If the committee saw it so, file it with --as-seen." if only and not as_seen and verdict.wrong else ""
        raise ProofFailed(found, f"Nothing was filed: {to_do(verdict)}{way}")
    return tuple(str(remark) for remark in seen)


def redlined(folders: Folders, before: bytes, after: bytes) -> bytes:
    """Return the redline of two papers; its author and date are the meeting's where report.toml can be read."""
    from pipeline.commands.run import read_settings
    from pipeline.compare.redline.redline import RedlineFailed, redline
    from pipeline.word.copies import as_copy
    from pipeline.word.package import opened

    try:
        settings = read_settings(bytes_at(folders.inputs / "report.toml"))
        author, day = settings.force.name, settings.meeting.date
    except Refused:
        author, day = "Comparison", datetime.date(2000, 1, 1)
    try:
        return as_copy(opened(redline(before, after, author=author, date=day)), "redline")
    except RedlineFailed as fault:
        raise ProofFailed([finding("redline-failed", f"the redline failed its proof: {fault}.",
                                   "Use the differences shown by diff, and report it.", "redline.docx")]) from fault


def refuse_if_edited(path: Path, fresh: bytes) -> None:
    """Raise where the paper in outputs is not the one that today's inputs make: it must not be filed unseen."""
    there = bytes_at(path)
    if there is not None and there != fresh:
        raise SettingsRefused([command_fault(
            "it is not the paper that the inputs make now: it was edited, or the inputs changed since.",
            f"Name it if it is the one to file (publish {path.as_posix()}), or run report again.", path.name)],
            "Nothing was filed: say which paper the committee saw.")
