"""The tables of the READMEs and of docs, made from the code: `make golden` writes them, a test
holds them current.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import click

from pipeline.commands.cli import cli
from pipeline.commands.codes import CODES, RAISABLE
from pipeline.commands.inputs import read_settings
from pipeline.figures.measures import measures
from pipeline.paper.fields import CONCERN, GROUP, ROW
from pipeline.paper.filters import filters
from pipeline.paper.slot import Slot
from pipeline.paper.slots import SLOTS, names
from pipeline.settings.schema import SHEETS
from tests.test_layers import ORDER, PIPELINE

ROOT = Path(__file__).parents[1]
PAGES = (
    "CONTRIBUTING.md",
    "docs/commands.md",
    "docs/figures.md",
    "docs/findings.md",
    "inputs/README.md",
    "templates/README.md",
)
COMMON = {"inputs", "templates", "outputs", "as_json"}
"""The options that every command takes."""
HOLDS = {
    "key": "text",
    "text": "text",
    "word": "a word",
    "date": "a date",
    "whole": "a whole number",
    "rich": "text, its lines and lists kept",
    "bodies": 'names, separated by ";"',
}


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |"
        for line in lines
    )


def commands() -> str:
    """Return the table of commands."""
    rows = []
    for name, command in cli.commands.items():
        about, _, example = (command.help or "").partition("Example: ")
        arguments = " ".join(
            parameter.make_metavar(click.Context(command))
            for parameter in command.params
            if isinstance(parameter, click.Argument)
        )
        rows.append(
            [
                f"`{f'{name} {arguments}'.strip()}`",
                " ".join(about.split()),
                f"`{' '.join(example.split())}`",
            ]
        )
        rows += [
            [f"`{name} {option.opts[0]}`", option.help or "", ""]
            for option in command.params
            if isinstance(option, click.Option) and option.name not in COMMON
        ]
    return _table(["command", "does", "example"], rows)


def figures() -> str:
    """Return the table of figures, with the example's legend and statuses."""
    settings = read_settings((ROOT / "inputs" / "report.toml").read_bytes())
    return _table(
        ["key", "is", "counts"],
        [[f"`{measure.key}`", measure.label, measure.rule] for measure in measures(settings)],
    )


def findings() -> str:
    """Return the table of codes."""
    return _table(
        ["code", "means", "severity"],
        [
            [
                f"`{name}`",
                code.means,
                f"error, exit {code.exit}"
                if code.severity == "error"
                else "note, may be raised"
                if RAISABLE[name]
                else "note",
            ]
            for name, code in sorted(
                CODES.items(), key=lambda item: (item[1].severity != "error", item[1].exit)
            )
        ],
    )


def dictionary() -> str:
    """Return the data dictionary of the workbooks."""
    parts = []
    for sheet in SHEETS:
        rows = [
            [
                column.heading + ("*" if column.required else ""),
                f"`{column.key}`",
                HOLDS[column.kind],
                column.holds,
            ]
            for column in sheet.columns
        ]
        parts.append(
            f"### {sheet.file}, sheet {sheet.name}\n\n"
            + _table(["heading", "key", "holds", "what it is"], rows)
        )
    return "\n\n".join(parts)


def slots() -> str:
    """Return the table of everything a template may name."""
    settings = read_settings((ROOT / "inputs" / "report.toml").read_bytes())
    single = {
        name: slot for name, slot in SLOTS.items() if not slot.fields and slot.kind not in GATHERED
    }
    counted = {measure.key: Slot(measure.label, "number") for measure in measures(settings)}
    every = names({key: slot.means for key, slot in counted.items()})
    apart = [name for name, slot in SLOTS.items() if slot.fields is ROW]
    lists = [_list(name, slot) for name, slot in SLOTS.items() if slot.fields and name not in apart]
    return "\n\n".join(
        [
            "### Single values and conditions\n\n" + _slots(single),
            "### Figures\n\nThe keys made of ratings and statuses follow your own words.\n\n"
            + _slots(counted),
            "### The rows of a figure\n\nEach is followed by the key of any figure.\n\n"
            + _slots({name: slot for name, slot in SLOTS.items() if slot.kind in GATHERED}),
            _list("rows_of.overdue_total", (every["rows_of"].fields or {})["overdue_total"]),
            "The rows of `rows_of.concerns_total` have two more:\n\n"
            + _slots({f"row.{name}": CONCERN[name] for name in CONCERN if name not in ROW}),
            "Those of a figure of the log have the names of its list below.",
            _list("by_report.overdue_total", Slot("the same by report", "list", GROUP)),
            "### Lists, for loops",
            _table(
                ["list of recommendations", "what it holds"],
                [[f"`{name}`", SLOTS[name].means] for name in apart],
            ),
            *lists,
        ]
    )


GATHERED = ("lists", "numbers", "conditions")


def _slots(told: Mapping[str, Slot]) -> str:
    return _table(
        ["name", "kind", "what stands there"],
        [[f"`{name}`", slot.kind, slot.means] for name, slot in told.items()],
    )


def _list(name: str, slot: Slot, outer: str = "") -> str:
    item = {
        "ratings": "rating",
        "signed_off_as": "item",
        "inspections": "inspection",
        "reports": "report",
        "underway": "inspection",
        "forthcoming": "inspection",
        "now": "now",
        "by_report.overdue_total": "group",
    }.get(name, "row")
    fields = slot.fields or {}
    path = f"{outer}.{name}" if outer else name
    told = f"`{{% for {item} in {path} %}}`: {slot.means}\n\n" + _slots(
        {f"{item}.{key}": field for key, field in fields.items() if field.fields in (None, ROW)}
    )
    return "\n\n".join(
        [
            told,
            *(
                _list(key, field, item)
                for key, field in fields.items()
                if field.fields not in (None, ROW)
            ),
        ]
    )


def filter_table() -> str:
    """Return the table of filters."""
    return _table(
        ["filter", "example", "prints"],
        [[f"`{name}`", f"`{entry.example}`", entry.prints] for name, entry in filters(9).items()],
    )


def rooms() -> str:
    """Return the tree of the code: each room in the order of imports, with the first words of what
    it says of itself.
    """
    folders = [
        folder
        for room in ORDER
        for folder in sorted(path.parent for path in (PIPELINE / room).rglob("__init__.py"))
    ]
    return _table(
        ["room", "holds"],
        [
            [
                f"`{folder.relative_to(PIPELINE).as_posix()}/`",
                ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
                or "",
            ]
            for folder in folders
        ],
    )


def settings_file() -> str:
    """Return the example's report.toml."""
    return f"```toml\n{(ROOT / 'inputs' / 'report.toml').read_text(encoding='utf-8').strip()}\n```"


TABLES = {
    "settings": settings_file,
    "rooms": rooms,
    "commands": commands,
    "figures": figures,
    "findings": findings,
    "dictionary": dictionary,
    "slots": slots,
    "filters": filter_table,
}


def current(page: str) -> str:
    """Return a page with its tables made anew."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for name, make in TABLES.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        if pattern.search(text):
            text = pattern.sub(lambda match, made=make(): f"{match[1]}\n{made}\n\n{match[2]}", text)
    return text
