"""Work beside the run: the same answer with a second process, without one, and when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pipeline.commands import beside
from pipeline.commands.beside import Beside, give_way, in_turn
from pipeline.files.lock import hold

HERE = os.getpid()

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_processors", lambda: 2)


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("answer", [None, b"x" * 3_000_000, ([1], "é"), ValueError("an answer")])
def test_the_answer_comes_over(answer: object) -> None:
    found, where = Beside(lambda: (answer, os.getpid())).result()
    assert repr(found) == repr(answer) and where != HERE


@pytest.mark.parametrize("processors", [1, 2])
def test_what_the_work_raises_is_raised_here(
    processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_processors", lambda: processors)
    work = Beside(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        work.result()


def _gone() -> str:
    if os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done here"


def _unsent() -> object:
    return "done here" if os.getpid() == HERE else threading.Lock()


def _ended() -> str:
    if os.getpid() != HERE:
        sys.exit(0)
    return "done here"


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("work", [_gone, _unsent, _ended])
def test_a_copy_that_fails_costs_nothing_but_time(work: object) -> None:
    assert Beside(work).result() == "done here"  # type: ignore[arg-type]


def test_one_processor_does_it_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "_processors", lambda: 1)
    assert Beside(os.getpid).result() == HERE


def test_no_process_can_be_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(beside, "_processors", lambda: 2)
    monkeypatch.setattr(os, "fork", full)
    assert Beside(os.getpid).result() == HERE


@pytest.mark.usefixtures("two_processors")
def test_a_copy_that_nobody_waits_for_is_ended() -> None:
    with Beside(lambda: signal.pause()):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.usefixtures("two_processors")
def test_one_copy_does_two_works_and_hands_each_over_when_it_is_done() -> None:
    let_go, held = os.pipe()

    def second() -> int:
        assert os.read(let_go, 1) == b"."
        return os.getpid()

    first, other = in_turn(os.getpid, second)
    with first, other:
        where = first.result()
        os.write(held, b".")
        assert where != HERE and other.result() == where
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("asked", [(0,), (1,), (1, 0)])
def test_of_two_works_either_can_be_left_or_asked_for_first(asked: tuple[int, ...]) -> None:
    both = in_turn(os.getpid, os.getpid)
    with both[0], both[1]:
        assert all(both[one].result() != HERE for one in asked)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("processors", [1, 2])
def test_where_the_first_work_fails_both_are_done_here(
    processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_processors", lambda: processors)
    first, second = in_turn(_gone, os.getpid)
    assert (second.result(), first.result()) == (HERE, "done here")
    left, other = in_turn(lambda: 1 // 0, os.getpid)
    with pytest.raises(ZeroDivisionError):
        left.result()
    assert other.result() == HERE


KILLED = """
import os, signal, sys, time
from pathlib import Path
from pipeline.commands import beside
from pipeline.files.lock import hold
beside._processors = lambda: 2
held = hold(Path(sys.argv[1]))
here = os.getpid()
copy = beside.Beside(lambda: os.getpid() == here or time.sleep(20))
time.sleep(0.5)
os.kill(here, signal.SIGKILL)
"""


def test_what_a_killed_run_held_is_free_though_its_copies_work_on(tmp_path: Path) -> None:
    run = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert run.returncode == -signal.SIGKILL
    hold(tmp_path).let_go()


@pytest.mark.usefixtures("two_processors")
def test_a_copy_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert Beside(lambda: 1 if os.getpid() == HERE else 1 // 0).result() == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("two_processors")
def test_a_copy_gives_way_when_it_says_so_and_the_run_never() -> None:
    def work() -> tuple[int, int]:
        before = os.nice(0)
        give_way()
        return before, os.nice(0)

    before, after = Beside(work).result()
    assert after == before + beside.NICER
    assert os.nice(0) == before
    give_way()
    assert os.nice(0) == before
