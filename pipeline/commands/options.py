"""What all commands are called with, and what is wrong with what one was called with."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pipeline.commands.codes import finding
from pipeline.commands.folders import Folders
from pipeline.commands.outcome import Said
from pipeline.findings.finding import Finding


def day(_: click.Context, __: click.Parameter, value: str | None) -> datetime.date | None:
    """Return a day of the command line; raises where it is none, or is written otherwise."""
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d").date() if value else None
    except ValueError:
        raise click.BadParameter(
            f"{value!r} is no day; write year, month and day, as 2020-07-09."
        ) from None


def with_folders(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all share, and hand it its folders and what it has to say."""

    @click.option(
        "--inputs",
        type=click.Path(path_type=Path),
        default=Path("inputs"),
        show_default=True,
        help="The folder with report.toml and the workbooks.",
    )
    @click.option(
        "--templates",
        type=click.Path(path_type=Path),
        default=Path("templates"),
        show_default=True,
        help="The folder with the house template.",
    )
    @click.option(
        "--outputs",
        type=click.Path(path_type=Path),
        default=Path("outputs"),
        show_default=True,
        help="The folder that a folder for the meeting is written to.",
    )
    @click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print one JSON document on stdout, all else on stderr.",
    )
    @click.pass_obj
    @wraps(function)
    def command(
        said: Said, /, inputs: Path, templates: Path, outputs: Path, as_json: bool, **rest: Any
    ) -> None:
        said.as_json, said.begun = as_json, True
        function(Folders(inputs, templates, outputs), said, **rest)

    return command


def command_fault(message: str, remedy: str, word: str) -> Finding:
    """Return a finding about a word of the command line."""
    return finding("command", message, remedy, word)
