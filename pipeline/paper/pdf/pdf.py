"""The PDF as a file to hand out: printed, finished, proved, or notes that say why there is none and
what it does not show.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.findings.finding import Cell, Finding
from pipeline.paper.marks import Emitted
from pipeline.paper.pdf.codes import finding
from pipeline.paper.pdf.office_place import OfficeMissing
from pipeline.paper.pdf.office_process import OfficeFailed

FILE = "hmicfrs-update.pdf"
MOST = 3  # signs named one by one: a name in a script that no font has may hold many
BY_HAND = "The paper itself is complete: in Word, File > Save As > PDF makes a PDF of it."
_SOURCE = re.compile(r"(.+?\.(?:xls[xm]|toml)) (.+)", re.DOTALL | re.IGNORECASE)


def printed(
    paper: bytes, meeting: datetime.date, ready: Path | None = None, emitted: Iterable[Emitted] = ()
) -> tuple[bytes | None, list[Finding]]:
    """Return a paper as a PDF that conforms and says what the paper says, or None; and a note for
    each thing to know of it.

    `ready` is the folder of a LibreOffice that was started ahead (`office.ready`); `emitted` what
    stands in the paper, by its cell, so that a note can name the cell.
    """
    from pipeline.paper.pdf.docx_words import flow_of
    from pipeline.paper.pdf.layout import AS_WIDE, laid_out

    cells = [item for item in emitted if not item.figure]
    try:
        made = laid_out(paper, ready, meeting=meeting)
    except (OfficeMissing, OfficeFailed) as why:
        return None, [finding("no-pdf", f"no PDF was made: {why}", BY_HAND, FILE)]
    if made.faults:
        return None, [note for fault in made.faults for note in _refused(fault, cells)]
    notes = _boxes(made.undrawn, flow_of(paper).blocks, cells) if made.undrawn else []
    if made.font:
        notes.append(
            finding(
                "pdf-other-font",
                f"the paper is set in {made.asked}, which is not on this machine, and the PDF in"
                f" {made.font}: its lines and pages may end elsewhere than Word's.",
                f"Install {' or '.join([made.asked, *AS_WIDE.get(made.asked, ())[:1]])} here and"
                " run the command again, or make the PDF in Word: File > Save As > PDF.",
                FILE,
            )
        )
    return made.pdf, notes


def _refused(fault: Finding, cells: Iterable[Emitted]) -> Iterator[Finding]:
    """Yield why there is no PDF for one fault of it: once for each cell that is at fault, where one
    is.
    """
    why = f"no PDF was made, for it would not be accessible: {fault.message}"
    if fault.found:
        why += f" At fault: {named(fault.found)}."
    at = list(_cells_of(fault.expected, fault.found, cells)) if fault.expected else []
    for where in at:
        remedy = fault.remedy
        if fault.found:
            remedy = (
                f"Put other signs, such as • or ✓, in place of {_numbers(fault.found)} there, or"
                " leave them out; then run the command again."
            )
        yield finding("no-pdf", why, f"{remedy} {BY_HAND}", **where)
    if not at:
        yield finding("no-pdf", why, f"{fault.remedy} {BY_HAND}", FILE, place=fault.place)


def _cells_of(words: str, signs: str, cells: Iterable[Emitted]) -> Iterator[dict[str, Any]]:
    """Yield the place of each cell that has a line among these words, and holds one of the signs if
    any are given.
    """
    from pipeline.paper.pdf.flow import same

    whole, odd, told = same(words), set(same(signs)), set()
    for item in cells:
        lines = [line for text in item.lines if (line := same(text)) and line in whole]
        if (
            lines
            and item.source not in told
            and (not odd or any(odd & set(line) for line in lines))
        ):
            told.add(item.source)
            yield _where(item.source)


def _where(source: str) -> dict[str, Any]:
    """Return the file of a source and the cell in it, or the place where it is no cell, as
    `finding` takes them.
    """
    match = _SOURCE.fullmatch(source)
    if match is None:
        return {"file": FILE, "place": source}
    try:
        return {"file": match[1], "cell": Cell.parse(match[2])}
    except ValueError:
        return {"file": match[1], "place": match[2]}


def _boxes(signs: frozenset[str], blocks: Iterable[Any], cells: Iterable[Emitted]) -> list[Finding]:
    """Return a note for each cell with signs that no font here has, and for each sign that is in no
    cell but in the paper.
    """
    from pipeline.paper.pdf.differences import place_of

    held: dict[str, str] = {}
    for item in cells:
        held[item.source] = held.get(item.source, "") + "".join(
            sign for line in item.lines for sign in line if sign in signs
        )
    notes = [
        _box(found, "in that cell", **_where(source)) for source, found in held.items() if found
    ]
    blocks = list(blocks)
    for sign in sorted(signs - set("".join(held.values()))):
        block = next((block for block in blocks if sign in block.text), None)
        place = (
            place_of(blocks, block) if block else "page header or footer, or the label of a list"
        )
        notes.append(_box(sign, "there, in the template or in report.toml", file=FILE, place=place))
    return notes


def _box(signs: str, there: str, **where: Any) -> Finding:
    return finding(
        "sign-not-drawn",
        f"the PDF shows an empty box for {named(signs)}: no font here has it.",
        f"Write it with other signs {there}, or install a font that has it, then run the command"
        " again; or make the PDF in Word: File > Save As > PDF.",
        **where,
    )


def named(signs: str) -> str:
    """Return signs by their Unicode numbers and names, each once and the first few of many.

    >>> named("\\u20e3")
    'U+20E3 (COMBINING ENCLOSING KEYCAP)'
    >>> named("\\uf0b7")
    'U+F0B7 (a sign of one font only, such as Symbol or Wingdings)'
    """
    each = list(dict.fromkeys(signs))
    told = [f"U+{ord(sign):04X} ({_name(sign)})" for sign in each[:MOST]]
    if len(each) > MOST:
        told.append(f"{len(each) - MOST} more")
    return " and ".join([", ".join(told[:-1]), told[-1]] if told[1:] else told)


def _numbers(signs: str) -> str:
    return ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(signs))


def _name(sign: str) -> str:
    private = unicodedata.category(sign) == "Co"
    return (
        "a sign of one font only, such as Symbol or Wingdings"
        if private
        else unicodedata.name(sign, "a sign without a name")
    )
