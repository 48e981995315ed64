"""What lies in the folders beside the files that are read: what stands in for a missing one, what
looks like a copy, what another program has open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from pipeline.commands.codes import finding
from pipeline.english.writing import listed
from pipeline.findings.finding import Finding
from pipeline.settings.model import FILE as SETTINGS_FILE
from pipeline.settings.schema import (
    INSPECTIONS_FILE,
    MAPPING_FILE,
    RECOMMENDATIONS_FILE,
    TEMPLATE_FILE,
)

OF_WORD = (".docx", ".doc", ".dot", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".rtf")
"""The endings of what Word opens, and can save as a .docx."""


def locks_of(name: str) -> tuple[str, ...]:
    """Return the names of the files that Office and LibreOffice lay beside one that is open.

    Excel puts `~$` before the name; Word puts it in the place of the first two letters where the
    name has more than seven before its ending, and of the first where it has seven.
    """
    stem = PurePath(name).stem
    cut = 0 if not name.casefold().endswith(".docx") else min(max(len(stem) - 6, 0), 2)
    return (f"~${name[cut:]}", f".~lock.{name}#")


def workbook_missing(file: str, beside: Iterable[str]) -> Finding:
    """Return that a workbook is not there, with what may be meant for it."""
    others = sorted(set(beside) - {RECOMMENDATIONS_FILE, INSPECTIONS_FILE, MAPPING_FILE})
    own = [name for name in others if name.casefold().endswith(".xlsx")]
    way = f"Save the workbook there as an Excel Workbook (.xlsx) under the name {file}."
    if others and not own:
        way = (
            f"If {others[0]} is meant: open it in Excel, choose File > Save As > Excel Workbook"
            f" (.xlsx), and save it there under the name {file}."
        )
    elif file not in (RECOMMENDATIONS_FILE, INSPECTIONS_FILE):
        name = f'"{own[0]}"' if own else "the name that it has there"
        way = f"Correct file = … of {SETTINGS_FILE}: it is to be {name}."
    elif own:
        table = "recommendations" if file == RECOMMENDATIONS_FILE else "inspections"
        way += f' Or name your own under [workbook.{table}] of {SETTINGS_FILE}: file = "{own[0]}".'
    told = f"there is no such file in the inputs folder.{_held(others)}"
    return finding("workbook-missing", told, way, file)


def template_missing(there: frozenset[str] | None) -> Finding:
    """Return that the template is not in its folder, None where that is not there either, with
    what may be meant for it.
    """
    names = sorted(name for name in there or () if name.casefold().endswith(OF_WORD))
    told = f"there is no such file in the templates folder.{_held(names)}"
    words = [name for name in names if name.casefold().endswith(".docx")]
    if there is None:
        told = "there is no templates folder."
        way = "Put it back from your backup, or name another folder with --templates."
    elif TEMPLATE_FILE in there:
        told = "a folder has this name, and the template must be a file."
        way = "Rename that folder, and put the template in its place."
    elif words:
        which = words[0] if len(words) == 1 else "the one that is the template"
        way = f"Rename {which} to {TEMPLATE_FILE}."
    elif names:
        way = (
            f"Open {names[0]} in Word, choose File > Save As > Word Document (*.docx), and save it"
            f" there under the name {TEMPLATE_FILE}."
        )
    else:
        way = (
            "Put it back from your backup; or run init with the name of a new folder, which then"
            f" holds the house template (templates/{TEMPLATE_FILE}), and copy it."
        )
    return finding("template-missing", told, way, TEMPLATE_FILE)


def _held(names: Iterable[str]) -> str:
    return f" It holds {', '.join(names)}." if names else ""


def copies_beside(read: Iterable[str], beside: Iterable[str]) -> list[Finding]:
    """Return a note for each file that is read with others beside it that are called after it:
    "tracker (2).xlsx", "Copy of tracker.xlsx", "tracker_v2 FINAL.xls".
    """
    used, told = list(read), []
    others = sorted(set(beside) - {*used, MAPPING_FILE})
    for file in used:
        stem = re.escape(PurePath(file).stem)
        called = re.compile(rf"(?<![^\W\d_]){stem}(?![^\W\d_])", re.IGNORECASE)
        alike = [name for name in others if called.search(PurePath(name).stem)]
        if not alike or file not in beside:
            continue
        one = len(alike) == 1
        told.append(
            finding(
                "copy-beside",
                f"this file is read, and {listed(alike)} beside it {'is' if one else 'are'} not.",
                f"See that it is the right one, and move {'the other' if one else 'the others'} out"
                " of the folder.",
                file,
            )
        )
        others = [name for name in others if name not in alike]
    return told


def open_elsewhere(open_files: Iterable[str]) -> list[Finding]:
    """Return a note for each file that another program has open."""
    return [
        finding(
            "open-in-word" if file == TEMPLATE_FILE else "open-in-excel",
            "it is open in another program, or was when that broke off; the paper is made from what"
            " was last saved.",
            "Save and close it if there are changes; where nobody has it open, delete the file"
            " beside it whose name begins with ~$ or .~lock.",
            file,
        )
        for file in sorted(open_files)
    ]
