"""What holds for all tests."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import Any

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from pipeline.commands import beside, given, run, template
from pipeline.commands.inputs import Inputs
from pipeline.commands.run import Tell
from pipeline.figures.result import Computed
from pipeline.findings.finding import Finding
from pipeline.proof import findings
from pipeline.register.inspections import Log
from pipeline.review.verify import verify
from pipeline.settings.model import Settings


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave one in so many siblings of a law to `make test`, always the same ones: the others are
    `thorough`, and run where the judges do.
    """
    turns = Counter[str]()
    for item in items:
        if law := item.get_closest_marker("one_in"):
            name = item.nodeid.partition("[")[0]
            if turns[name] % law.args[0]:
                item.add_marker("thorough")
            turns[name] += 1


def pytest_collection_finish() -> None:
    """Spare the collector of cycles what pytest has gathered: it would walk it all again at each
    turn, a fifth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(400_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def all_is_done_in_turn() -> Iterator[None]:
    """Do the work of a run in this process, which remembers what is asked again, and whose workers
    keep each processor busy; the commands that tests start, and those of `Beside`, go as they do.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(beside, "_processors", lambda: 1)
        yield


@pytest.fixture(scope="session", autouse=True)
def each_template_is_checked_once() -> Iterator[None]:
    """Remember what the checks of a template find: it depends on its bytes alone, and nearly every
    paper is made from one.
    """
    check = template.faults_of_template

    @cache
    def found(
        content: bytes | None, keys: tuple[tuple[str, str], ...], handed_on: bool
    ) -> tuple[Finding, ...]:
        return tuple(check(content, dict(keys), handed_on=handed_on))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            template,
            "faults_of_template",
            lambda content, keys, *, handed_on: list(
                found(content, tuple(keys.items()), handed_on)
            ),
        )
        yield


@pytest.fixture(scope="session", autouse=True)
def each_template_is_compiled_once() -> Iterator[None]:
    """Remember what docxtpl and Jinja make of a source: a third of the time of a paper, and most
    are alike.
    """
    compiled, kept = Environment.compile, dict[Any, Any]()
    # which asks nothing of its template
    patched = lru_cache(maxsize=100)(partial(DocxTemplate.patch_xml, None))

    def once(self: Environment, source: Any, *given: Any, **more: Any) -> Any:
        if not isinstance(source, str):
            return compiled(self, source, *given, **more)
        key = type(self), self.autoescape, source, given, tuple(more.items())
        if key not in kept:
            kept[key] = compiled(self, source, *given, **more)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", once)
        patch.setattr(DocxTemplate, "patch_xml", lambda _, xml: patched(xml))
        yield


@pytest.fixture(scope="session", autouse=True)
def each_paper_is_proved_once() -> Iterator[None]:
    """Remember what is found in a finished paper: many inputs give the same one."""
    proved = cache(lambda *given: tuple(prove(*given)))
    prove = findings.paper_findings
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "paper_findings", lambda *given: list(proved(*given)))
        yield


@pytest.fixture(scope="session", autouse=True)
def each_run_is_made_once() -> Iterator[None]:
    """Remember the paper of the same inputs and its proof, and what is told on the way."""
    filled, proved, of_the_paper = run.filled, run.proved, run.of_the_paper
    papers, proofs = dict[Any, tuple[run.Filled, list[str]]](), dict[Any, tuple[Any, ...]]()

    def filled_once(
        inputs: Inputs,
        looked: beside.Beside[template.Looked],
        tell: Tell = lambda stage: None,
        *,
        handed_on: bool = True,
        counted: Callable[[Computed], None] = lambda result: None,
    ) -> run.Filled:
        key = sha256(repr(inputs).encode()).digest(), handed_on
        if key not in papers:
            stages: list[str] = []
            try:
                paper = filled(inputs, looked, stages.append, handed_on=handed_on, counted=counted)
            finally:
                told(stages, tell)
            kept(papers, key, (paper, stages))
            return paper
        paper, stages = papers[key]
        told(stages[:2], tell)
        counted(paper.computed)
        told(stages[2:], tell)
        return paper

    def known(paper: run.Filled) -> tuple[Any, ...]:
        return id(paper), run.printed.faults  # which a test may replace

    def proved_once(
        paper: run.Filled,
        tell: Tell = lambda stage: None,
        begun: beside.Beside[list[Finding]] | None = None,
    ) -> run.Made:
        key = known(paper)
        if key not in proofs:
            kept(proofs, key, (paper, proved(paper, begun=begun)))
        tell("Proving the paper")
        return proofs[key][1]

    def asked_once(paper: run.Filled) -> list[Finding]:
        return [] if known(paper) in proofs else of_the_paper(paper)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "filled", filled_once)
        patch.setattr(run, "proved", proved_once)
        patch.setattr(run, "of_the_paper", asked_once)
        yield


def told(stages: list[str], tell: Tell) -> None:
    for stage in stages:
        tell(stage)


def kept(all_: dict[Any, Any], key: Any, made: Any) -> None:
    """Keep one of a few, in place of the oldest."""
    all_[key] = made
    if len(all_) > 60:
        del all_[next(iter(all_))]


@pytest.fixture(scope="session", autouse=True)
def each_log_is_read_once() -> Iterator[None]:
    """Remember what is read from a log: most tests are of recommendations, and theirs has no
    row.
    """
    read, kept = given.log, dict[tuple[bytes, str, str], tuple[Log, list[Finding]]]()

    def once(content: bytes, settings: Settings, file: str) -> tuple[Log, list[Finding]]:
        key = content, repr(settings), file
        if key not in kept:
            kept[key] = read(content, settings, file)
        entries, faults = kept[key]
        return entries, list(faults)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(given, "log", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def each_paper_is_settled_once() -> Iterator[None]:
    """Remember what is left of a paper's tracked changes: hundreds of edited ones are compared with
    the same paper, which is then read once too.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verify, "accepted", lru_cache(maxsize=4)(verify.accepted))
        yield
