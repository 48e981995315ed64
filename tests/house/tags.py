"""What the house template is written in: sentences with tags, and what stands only sometimes."""

from __future__ import annotations

from collections.abc import Sequence

from tests.house.parts import p, row, table, tag_row

NUMBERED, CELL, COUNT, HEAD, HEAD_COUNT = (
    "NumberedParagraph",
    "TableText",
    "TableNumber",
    "TableHeading",
    "TableHeadingNumber",
)
INDENT = 709
"""Where the words of a numbered paragraph begin, in twentieths of a point."""
TOTAL, TOTAL_COUNT, RATING = "TableTotal", "TableTotalNumber", "RatingWord"
Part = tuple[str, str]
"""A condition, and the words that stand where it holds."""


def numbered(*texts: str) -> str:
    """Return a numbered paragraph."""
    return p(NUMBERED, *texts)


def when(condition: str, *content: str, otherwise: Sequence[str] = ()) -> str:
    """Return content that stands only where the condition holds, and what stands otherwise."""
    other = [p("Normal", "{%p else %}"), *otherwise] if otherwise else []
    return "".join(
        [p("Normal", f"{{%p if {condition} %}}"), *content, *other, p("Normal", "{%p endif %}")]
    )


def each(loop: str, *content: str) -> str:
    """Return content that stands once for each row of a list."""
    return "".join([p("Normal", f"{{%p for {loop} %}}"), *content, p("Normal", "{%p endfor %}")])


def only(condition: str, words: str, otherwise: str = "") -> str:
    """Return words of a sentence that stand only where the condition holds."""
    other = f"{{% else %}}{otherwise}" if otherwise else ""
    return f"{{% if {condition} %}}{words}{other}{{% endif %}}"


def column(condition: str, words: str) -> str:
    """Return the words of a cell of a column that stands only where the condition holds."""
    return f"{{%tc if {condition} %}}{words}{{%tc endif %}}"


def joined(*parts: Part) -> str:
    """Return a list within a sentence of those parts whose condition holds: A, B and C."""
    found = []
    for place, (condition, words) in enumerate(parts):
        before = " or ".join(one for one, _ in parts[:place])
        after = " or ".join(one for one, _ in parts[place + 1 :])
        comma = only(after, ", ", " and ") if after else " and "
        found.append(only(condition, (only(before, comma) if before else "") + words))
    return "".join(found)


def pieces(*parts: tuple[str, str, str, str]) -> tuple[str, ...]:
    """Return the same of parts with a field in them: condition, words before, field, words after."""
    told: list[str] = []
    conditions = [condition for condition, *_ in parts]
    for place, (condition, before, inside, after) in enumerate(parts):
        earlier, later = " or ".join(conditions[:place]), " or ".join(conditions[place + 1 :])
        comma = only(later, ", ", " and ") if later else " and "
        told += [
            f"{{% if {condition} %}}{only(earlier, comma) if earlier else ''}{before}",
            inside,
            f"{after}{{% endif %}}",
        ]
    return tuple(told)


def number(slot: str, one: str, many: str, after: str = "") -> str:
    """Return a number with its verb: "six are rated Red"."""
    return f'{{{{ {slot}|number }}}} {{{{ {slot}|verb("{one}", "{many}") }}}}{after}'


def named(key: str, before: str = " (", after: str = ")") -> str:
    """Return the refs behind a figure, where a sentence may name all of them."""
    return only(
        f"few_of.{key} and not withheld_of.{key}", f"{before}{{{{ rows_of.{key}|refs }}}}{after}"
    )


def count(slot: str, noun: str, one: str = "", many: str = "") -> str:
    """Return a number with its noun, and with its verb: "98 recommendations were"."""
    verb = f' {{{{ {slot}|verb("{one}", "{many}") }}}}' if one else ""
    return f'{{{{ {slot}|count("{noun}") }}}}{verb}'


def rows_where(columns: int, condition: str, *rows: str) -> list[str]:
    """Return rows that stand only where the condition holds, and always where there is none."""
    if not condition:
        return list(rows)
    return [
        tag_row(columns, f"{{%tr if {condition} %}}"),
        *rows,
        tag_row(columns, "{%tr endif %}"),
    ]


def rows_each(columns: int, loop: str, *rows: str) -> list[str]:
    """Return rows that stand once for each row of a list."""
    return [
        tag_row(columns, f"{{%tr for {loop} %}}"),
        *rows,
        tag_row(columns, "{%tr endfor %}"),
    ]


def captioned(
    caption: str,
    widths: Sequence[int],
    rows: Sequence[str],
    *,
    about: str,
    name: str = "",
    indent: int | None = None,
    **looks: bool,
) -> str:
    """Return a table with its caption; `name` is the table's own, where the caption holds tags.

    A table of the body has an `indent`, and stands where the numbered paragraphs have their words.
    """
    moved = f'<w:ind w:left="{indent}"/>' if indent else ""
    return p("Caption", caption, extra=moved) + table(
        widths, rows, caption=name or caption, about=about, indent=indent, **looks
    )


def heads(*texts: str) -> str:
    """Return a header row; a heading that ends in "#" stands over numbers."""
    return row(
        [p(HEAD_COUNT if text.endswith("#") else HEAD, text.rstrip("#")) for text in texts],
        header=True,
    )


def cells(*texts: str) -> str:
    """Return a row of text."""
    return row([p(CELL, text) for text in texts])
