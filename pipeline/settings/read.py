"""`report.toml` from its bytes: text in UTF-8, TOML without pasted signs, then settings or all
their faults.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from pipeline.english.signs import named
from pipeline.findings.finding import Finding, SettingsRefused
from pipeline.settings.checked import Wrong, table
from pipeline.settings.model import Settings
from pipeline.settings.pasted import instead, pasted
from pipeline.settings.rules import of_the_settings, of_the_text
from pipeline.settings.told import fault, told

AS_UTF_8 = (
    "Open it in Notepad, choose File > Save As, choose UTF-8 beside Encoding, and save it over the"
    " old one."
)


def settings(source: bytes, codes: Mapping[str, bool]) -> Settings:
    """Return the settings in a `report.toml`.

    `codes` are the codes of findings whose severity may be set, and whether each may. Raises
    SettingsRefused with every fault found, each with the table and key at fault.
    """
    text, faults = _decoded(source)
    otherwise = bool(faults)
    raw = _parsed(text, faults)
    if raw is None or otherwise:
        raise SettingsRefused(faults)
    found = None
    try:
        found = table(Settings)(_ranked(_completed(raw)))
    except Wrong as error:
        faults += [told(item) for item in error.faults]
    faults += [*of_the_text(raw, codes), *(of_the_settings(found) if found else ())]
    if faults or found is None:
        raise SettingsRefused(faults)
    return found


def files_named(source: bytes | None) -> tuple[str, str]:
    """Return the names of the tracker's file and of the log's that a report.toml gives, each ""
    where it gives none.

    What is wrong with it is told when it is read as settings.
    """
    try:
        tables = tomllib.loads((source or b"").decode("utf-8-sig")).get("workbook", {})
    except (ValueError, RecursionError):
        return "", ""

    def of(name: str) -> str:
        table = tables.get(name, {}) if isinstance(tables, dict) else {}
        named = table.get("file", "") if isinstance(table, dict) else ""
        return named if isinstance(named, str) else ""

    return of("recommendations"), of("inspections") or of("reports") or of("forthcoming")


def _completed(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the settings with what follows from how the columns are kept: no legend where no
    ratings are, and the words of a status that follows from dates, where they name none.
    """
    columns = raw.get("columns", {})
    own = columns.get("recommendations", {}) if isinstance(columns, dict) else {}
    if not isinstance(own, dict):
        return raw
    if own.get("rag") is False:
        raw = {**raw, "rag": {}}
    if own.get("status") != {"from": "dates"} or "status" in raw:
        return raw
    signed = {} if own.get("signed_off") is False else {"Signed off": "signed_off"}
    return {**raw, "status": {"Open": "open", **signed, "Closed": "closed"}}


def _ranked(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the settings with each word of the legend and its meaning alone, and apart the words
    that are not ranked.
    """
    legend = raw.get("rag", {})
    apart = (
        {
            word: said["means"]
            for word, said in legend.items()
            if isinstance(said, dict)
            and said.keys() == {"means", "ranked"}
            and isinstance(said["ranked"], bool)
        }
        if isinstance(legend, dict)
        else {}
    )
    if not apart:
        return raw
    return {
        **raw,
        "rag": {**legend, **apart},
        "unranked": [word for word in apart if not legend[word]["ranked"]],
    }


def is_toml(source: bytes) -> bool:
    """Return whether a file that was filed as settings can be read at all, whatever this version
    makes of its keys.
    """
    try:
        tomllib.loads(source.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


def _decoded(source: bytes) -> tuple[str, list[Finding]]:
    """Return the text, and a fault where it is not UTF-8: it is read as Notepad saves it otherwise,
    to tell the rest as well.
    """
    if source[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in source[:200]:
        wide = (
            "utf-16"
            if source[:2] in (b"\xff\xfe", b"\xfe\xff")
            else "utf-16-be"
            if source[:1] == b"\0"
            else "utf-16-le"
        )
        return source.decode(wide, "replace"), [
            fault(
                "", 'it is not saved as UTF-8 text, but as UTF-16 ("Unicode" in Notepad).', AS_UTF_8
            )
        ]
    try:
        return source.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        text = source.decode("cp1252", "replace")
        line = source.count(b"\n", 0, error.start) + 1
        return text, [
            fault(
                f"line {line}",
                f'it is not saved as UTF-8 text: "{text[error.start]}" is stored in the old '
                'way of Windows ("ANSI" in Notepad).',
                AS_UTF_8,
            )
        ]


def _parsed(text: str, faults: list[Finding]) -> dict[str, Any] | None:
    """Return what the text says, or None; what stands against it is added to the faults, signs that
    were pasted line by line.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        faults.append(
            fault(
                "",
                "it cannot be read: brackets stand within brackets without end.",
                "Run init with the name of a new folder: it writes a report.toml to begin from.",
            )
        )
        return None
    except (
        ValueError
    ) as error:  # TOMLDecodeError is one; a number of thousands of digits is another
        signs, mended = pasted(text)
        faults += [
            fault(
                f"line {line}",
                f"it holds {named(found)}, such as Word and Outlook put in by themselves; where a"
                " text begins and ends, and outside texts, only the signs of a keyboard are read.",
                f"In Notepad, {instead(found)}.",
            )
            for line, found in signs.items()
        ]
        if signs and mended != text:
            return _parsed_again(mended, signs, faults)
        if not signs:
            faults.append(_unread(error))
        return None


def _parsed_again(text: str, told: Collection[int], faults: list[Finding]) -> dict[str, Any] | None:
    """Return what the text says once pasted signs are made straight; a fault in a line that is told
    already follows from it.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        return None
    except ValueError as error:
        line = re.search(r"at line ([0-9]+)", str(error))
        if not line or int(line[1]) not in told:
            faults.append(_unread(error))
        return None


def _unread(error: ValueError) -> Finding:
    return fault(
        "",
        f"it cannot be read: {error}.",
        "Write text between quotation marks and dates as 2021-01-14; use single quotes where there"
        " is a \\.",
    )
