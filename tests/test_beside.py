"""Work beside: the same results as here, whatever happens to the processes that do it."""

from __future__ import annotations

import os
import signal
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from pipeline import beside
from pipeline.beside import HERE, Beside, workers


class Gone(Executor):
    """Workers that are gone: when work is begun, or when its result is asked for."""

    def __init__(self, *, at_once: bool) -> None:
        self._at_once = at_once

    def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
        """Fail as a pool does whose process was killed."""
        if self._at_once:
            raise BrokenProcessPool("gone")
        future: Future[object] = Future()
        future.set_exception(BrokenProcessPool("gone"))
        return future


def test_work_begun_here_is_done_when_its_result_is_asked_for() -> None:
    done: list[int] = []
    result = HERE.begin(done.append, 1)
    assert done == []
    result()
    assert done == [1]


def test_work_begun_beside_gives_its_result_or_raises_what_it_raised() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert Beside(threads).begin(int, "7")() == 7
        with pytest.raises(ValueError, match="invalid literal"):
            Beside(threads).begin(int, "seven")()


@pytest.mark.parametrize("at_once", [True, False])
def test_workers_that_are_gone_cost_time_and_not_the_result(at_once: bool) -> None:
    assert Beside(Gone(at_once=at_once)).begin(int, "7")() == 7


def test_a_machine_with_one_core_or_that_allows_no_processes_does_the_work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with workers(2) as alone:
        assert alone is HERE
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    def refused(*_: object) -> Executor:
        raise OSError("no semaphores here")

    monkeypatch.setattr(beside, "ProcessPoolExecutor", refused)
    with workers(2) as alone:
        assert alone is HERE


def test_real_workers_do_the_work_in_other_processes_and_one_that_is_killed_is_replaced_by_this_one(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with workers(2) as others:
        worker = others.begin(os.getpid)()
        assert worker != os.getpid()
        os.kill(worker, signal.SIGTERM)
        assert others.begin(Path, "a")() == Path("a")


def test_a_run_that_ends_early_does_not_wait_for_its_workers_to_be_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with pytest.raises(ValueError, match="early"), workers(2):
        raise ValueError("early")
