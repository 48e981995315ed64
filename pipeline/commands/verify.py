"""The command that reads a paper which people have edited in Word, and what it has to say of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.beside import Beside, give_way
from pipeline.commands.folders import Folders, inputs_in, paper_at
from pipeline.commands.options import with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import show, tell
from pipeline.english.signs import on_screen
from pipeline.findings.codes import weighed
from pipeline.findings.finding import Finding, ProofFailed, errors_in

if TYPE_CHECKING:
    from pipeline.commands.run import Made
    from pipeline.review.verify.accessible import Proofs
    from pipeline.review.verify.verdict import Verdict


@click.command()
@click.argument("paper", type=click.Path(path_type=Path))
@with_folders
def verify(folders: Folders, said: Said, paper: Path) -> None:
    """Say which figures of PAPER, a paper that people have edited in Word, no longer match the
    workbooks.

    Example: python -m pipeline verify outputs/2021-01-14/hmicfrs-update.docx
    """
    from pipeline.commands.template import looked_into

    try:
        inputs = inputs_in(folders)
    except Exception:
        paper_at(paper)  # what is wrong with the paper is told first
        raise
    with ExitStack() as ahead:  # the template is looked at while this process reads its libraries
        template = ahead.enter_context(looked_into(inputs, handed_on=False))
        content = paper_at(paper)
        from pipeline.commands.run import filled, proved
        from pipeline.review.verify import verify as _  # noqa: F401  # which verdict_on asks
        from pipeline.review.verify.verdict import to_look_at

        begun: list[Beside[Proofs]] = []
        made = filled(
            inputs,
            template,
            tell(said),
            handed_on=False,
            counted=lambda counted: begun.append(ahead.enter_context(begun_on(content, paper))),
        )
        result = proved(made, tell(said))
        verdict = verdict_on(content, paper, result, begun[0].result)
    said.findings, said.more["verdict"] = (
        remarks_as_findings(verdict, paper, result),
        verdict.as_json(),
    )
    if not said.as_json:
        show(on_screen("\n".join(verdict.lines())))
        said.show_findings = False
    if errors_in(said.findings):
        said.exit, said.outcome = 6, f"{paper.name} must not go out like this: {to_do(verdict)}"
    else:
        gone = sum(remark.code == "paper-gone" for remark in verdict.remarks)
        left = (
            f"; {gone} of the figures that the inputs give {'is' if gone == 1 else 'are'} not in it"
            if gone
            else ""
        )
        said.outcome = f"Done: no figure in {paper.name} contradicts the inputs{left}."
        if look := to_look_at(verdict.remarks, verbs=True):
            said.outcome += f" Look at {look}."


def begun_on(content: bytes, paper: Path) -> Beside[Proofs]:
    """Read an edited paper while the run waits for its template, and begin the proofs of its file,
    which are hardly asked of one that lies there as a run wrote it.
    """
    from pipeline.files.content import digest
    from pipeline.files.leftovers import hashes
    from pipeline.register.anchors import RUN
    from pipeline.review.verify.accessible import proofs
    from pipeline.review.verify.edited import read

    with suppress(ValueError):  # of which verdict_on tells, after the inputs' own faults
        read(content)

    def work() -> Proofs:
        give_way()
        return proofs(content)

    as_written = hashes(paper.parent / RUN).get(paper.name) == digest(content)
    return Beside(work, begin=not as_written)


def verdict_on(
    content: bytes, paper: Path, result: Made, proved: Callable[[], Proofs] | None = None
) -> Verdict:
    """Return what is to be said of an edited paper beside the one that the inputs make; `proved`
    hands over the proofs of its file where they were begun ahead.
    """
    from pipeline.register.anchors import other_seals
    from pipeline.register.meeting_files import SEAL_LENGTH
    from pipeline.review.verify.edited import read
    from pipeline.review.verify.verdict import in_order, remark
    from pipeline.review.verify.verify import verified

    try:
        edited = read(content)
    except ValueError as error:
        raise click.UsageError(f"{paper.name}: {error}.") from None
    verdict = verified(edited, result.paper, result.computed, result.emitted, proved)
    last = result.computed.previous
    if last is None or not (seals := other_seals(content, last)):
        return verdict
    seal = last.seal[:SEAL_LENGTH]
    made = remark(
        "older",
        f"the paper names the seal {' and '.join(seals)}, and that of the last meeting begins"
        f" {seal}. Correct it, or run report again and carry the edits over.",
        expected=seal,
    )
    return replace(verdict, remarks=in_order([*verdict.remarks, made]))


def remarks_as_findings(verdict: Verdict, paper: Path, result: Made) -> list[Finding]:
    """Return what is said of a paper as findings of its file, weighed by report.toml; each begins
    with its verb.
    """
    from pipeline.review.verify.verdict import told

    found = [
        replace(told(remark), file=paper.name, key="", found="", expected="")
        for remark in verdict.remarks
    ]
    return weighed(found, result.computed.settings.severity)


def to_do(verdict: Verdict) -> str:
    """Return what to do about a paper that may not be filed, in one sentence."""
    from pipeline.review.verify.verdict import AS_SEEN, code_of, to_look_at

    codes = {code_of(remark) for remark in verdict.remarks if remark.wrong}
    if "copy" in codes:
        return "it is a copy for reviewers; name the paper itself."
    places = to_look_at(remark for remark in verdict.remarks if remark.wrong)
    where = f"at the places listed: {places}" if places else "as listed"
    if codes and codes <= set(AS_SEEN):
        return (
            "it says something that the inputs do not. Run report again, or correct it in Word"
            f" {where}."
        )
    return f"correct it in Word {where}."


def contradictions_in(
    content: bytes, paper: Path, result: Made, *, as_seen: bool
) -> tuple[str, ...]:
    """Return what an edited paper says otherwise than the inputs, where it is to be filed as it was
    seen.

    Raises ProofFailed where there is such a thing and it is not, or anything else that may not be
    filed.
    """
    from pipeline.review.verify.verdict import AS_SEEN, code_of

    verdict = verdict_on(content, paper, result)
    found = remarks_as_findings(verdict, paper, result)
    seen = (
        [remark for remark in verdict.remarks if remark.wrong and code_of(remark) in AS_SEEN]
        if as_seen
        else []
    )
    if {fault.code for fault in errors_in(found)} - {remark.code for remark in seen}:
        only = all(code_of(remark) in AS_SEEN for remark in verdict.remarks if remark.wrong)
        way = (
            " If the committee saw it so, file it with --as-seen."
            if only and not as_seen and verdict.wrong
            else ""
        )
        raise ProofFailed(found, f"Nothing was filed: {to_do(verdict)}{way}")
    return tuple(str(remark) for remark in seen)
