"""What the workbook's own words mean: the tables `[words.<key>]` and `[fills]` of report.toml."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.settings.mapping import FILL
from pipeline.settings.model import fold


def fits(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the word of the table that a text is, or else each pattern (`AFI *`) that it fits; nothing of a blank but "".

    >>> fits("part 2: para 7", {"Part 2*": "No", "Part 1": "Yes"}), fits("  ", {"": "Yes", "*": "No"})
    (('Part 2*',), ('',))
    """
    typed = fold(text)
    same = next((word for word in words if fold(word) == typed), None)
    if same is not None:
        return (same,)
    return tuple(word for word in words if word.endswith("*") and typed and typed.startswith(fold(word[:-1])))


def of_fill(colour: str, fills: Mapping[str, str]) -> str | None:
    """Return the word that a colour stands for, None where the table has none; a cell without a fill is blank.

    >>> of_fill("FFC00000", {"#c00000": "Red"}), of_fill("", {"C00000": "Red"}), of_fill("00B050", {"C00000": "Red"})
    ('Red', '', None)
    """
    if not colour:
        return fills.get("", "")
    return next((word for named, word in fills.items() if named and _bare(named) == _bare(colour)), None)


def _bare(colour: str) -> str:
    found = FILL.fullmatch(colour)
    return found[2].upper() if found else colour.upper()
