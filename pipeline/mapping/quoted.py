"""What a cell shows, as one text and as a message quotes it."""

from __future__ import annotations

from datetime import date

from pipeline.english.writing import say_date
from pipeline.workbook.cell import Raw, Value, plain


def shown(raw: Raw) -> str:
    """Return what a cell shows, as one text; a whole number without its point."""
    value: Value = raw.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return " ".join(plain(value).split())


def quoted(raw: Raw) -> str:
    """Return what a cell shows as a message quotes it: a day in words, a long text shortened."""
    if isinstance(raw.value, date):
        return say_date(raw.value)
    text = shown(raw)
    return f'"{text[:59]}…"' if len(text) > 60 else f'"{text}"'
