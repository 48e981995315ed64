"""What a word of the workbook means by a table of report.toml: the word itself, or a pattern that
ends in `*`.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.settings.model import fold
from pipeline.workbook.markings import keeps_back


def fits(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Return the word of the table that a text is, or else each pattern that it fits; nothing of a
    blank but "".

    >>> fits("part 2: para 7", {"Part 2*": "No", "Part 1": "Yes"})
    ('Part 2*',)
    >>> fits("  ", {"": "Yes", "*": "No"})
    ('',)
    """
    typed = fold(text)
    same = next((word for word in words if fold(word) == typed), None)
    if same is not None:
        return (same,)
    return tuple(
        word for word in words if word.endswith("*") and typed and typed.startswith(fold(word[:-1]))
    )


def publishes(text: str, heading: str, words: Mapping[str, str]) -> bool | None:
    """Return whether a cell of the column Publish lets its row be printed, by [words.publish] or as
    Yes or No; None: neither.

    Under a heading such as Exempt a plain Yes says neither.
    """
    found = fits(text, words)
    if found:
        return {words[word] for word in found} == {"Yes"}
    return None if keeps_back(heading) else {"yes": True, "no": False}.get(fold(text))
