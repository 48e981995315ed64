"""What holds for all tests."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache, lru_cache, partial
from typing import Any

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from pipeline.commands import beside, given, run
from pipeline.commands.run import Tell
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Log
from pipeline.settings.model import Settings


def pytest_collection_finish() -> None:
    """Spare the collector of cycles what pytest has gathered: it would walk it all again at each
    turn, a fifth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


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
    check = run.faults_of_template

    @cache
    def found(
        content: bytes | None, keys: tuple[tuple[str, str], ...], handed_on: bool
    ) -> tuple[Finding, ...]:
        return tuple(check(content, dict(keys), handed_on=handed_on))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            run,
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
def each_run_is_made_once() -> Iterator[None]:
    """Remember what a command makes of the same inputs, and what it tells on the way."""
    made, kept = run.made, dict[Any, tuple[run.Made, list[str]]]()

    def once(
        inputs: given.Inputs,
        tell: Tell = lambda stage: None,
        *,
        handed_on: bool = True,
    ) -> run.Made:
        key = repr(inputs), handed_on, run.printed.faults  # which a test may replace
        if key not in kept:
            stages: list[str] = []
            found = made(inputs, stages.append, handed_on=handed_on)
            kept[key] = found, stages
        for stage in kept[key][1]:
            tell(stage)
        return kept[key][0]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "made", once)
        yield


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
