"""What is printed: nothing that a screen does takes a run down."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO

import click

from pipeline.commands.outcome import Said


def is_terminal(stream: IO[str] | None) -> bool:
    """Return whether a stream is a screen."""
    return (
        stream is not None and stream.isatty()
    )  # none where it was closed before the program was started


def show(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text; where the screen takes no more, nothing is printed any longer, and the work
    goes on.
    """
    try:
        click.echo(text, err=err, nl=nl)
    except OSError:
        silence()


def silence() -> None:
    """Send nowhere what is printed on a screen that takes no more: a full disk, a pipe that is read
    no longer.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            with suppress(OSError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)
        except ValueError:  # it is closed
            continue


def tell(said: Said) -> Callable[[str], None]:
    """Return what shows a run's progress: a line on a terminal, nothing elsewhere."""
    if said.as_json or not is_terminal(sys.stderr):
        return lambda stage: None
    return lambda stage: show(f"{stage} …", err=True)
