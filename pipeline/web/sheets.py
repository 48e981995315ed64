r"""The paper's tables, each as a CSV file (RFC 4180) that a spreadsheet opens and never runs.

UTF-8 with a byte order mark: without one Excel, in which most people open such a file, takes it
for the code page of the machine, and prints an en dash as three signs; pandas and csv
(`utf-8-sig`) pass over it. Numbers are plain: 1,204 is 1204, +3 is 3, −9 with the sign of minus is
-9. A text that a spreadsheet would take for a formula (= + - @ and their wide forms, a tab or a
line's end before them) has an apostrophe before it, as OWASP asks for against CSV injection.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.web.blocks import Block, Table, Web
from pipeline.web.drawing import categories
from pipeline.web.files import FOLDER
from pipeline.web.tables import holds
from pipeline.word.charts import Chart

LONGEST = 60
NUMBER = re.compile(r"[+\-\u2212]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
KEPT = re.compile(r"[+\-\u2212]?0[0-9]")
"""Digits that are no number but a mark, for they begin with nought."""
RUN = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
NUMBERED = re.compile(
    r"(?:table|figure|chart)\s+[0-9A-Z.]*[0-9][0-9A-Z.]*\s*[:.\u2013\u2014-]?\s*", re.I
)
DATES = re.compile(
    r"\b(?:[0-9]{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December) [0-9]{4}\b"
)
LITTLE = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "up", "with"}
RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that Windows gives to no file."""


def sheets(web: Web) -> dict[str, bytes]:
    """Return the CSV files of a paper by name, such as `tables/the-figures-in-brief.csv`, in its
    order.

    A chart has one too where the table below it does not hold its numbers.
    """
    made: dict[str, bytes] = {}
    for title, rows in _tables(web.body):
        name = stem = slug(title)
        count = 1
        while (path := f"{FOLDER}/{name}.csv") in made:
            count += 1
            name = f"{stem}-{count}"
        made[path] = written(rows)
    return made


def _tables(found: Sequence[Block]) -> Iterator[tuple[str, list[list[str]]]]:
    heading = caption = ""
    for at, block in enumerate(found):
        if isinstance(block, Table):
            titles = (caption, heading, block.title)
            yield _title(titles), [[cell.text for cell in row] for row in block.rows]
            caption = ""
            continue
        for drawn in block.charts:
            near = [one for one in found[at + 1 : at + 6] if isinstance(one, Table)]
            if not any(holds(table, drawn.chart) for table in near):
                yield _title((caption, heading)) + " chart", of_chart(drawn.chart)
        if block.level and block.shown:
            heading = block.text
        if block.shown:
            caption = block.text if block.caption else caption if block.charts else ""


def of_chart(chart: Chart) -> list[list[str]]:
    """Return a chart's numbers as rows: a column for each series, under their names."""
    rows = [["", *(one.name for one in chart.series)]]
    for at, category in enumerate(categories(chart.series)):
        values = [one.points[at].value if at < len(one.points) else "" for one in chart.series]
        rows.append([category, *values])
    return rows


def _title(titles: Sequence[str]) -> str:
    """Return what names a table: the first of its caption, its title and its heading that has no
    numbers of this meeting, else the first there is.
    """
    said = [words for title in titles if (words := NUMBERED.sub("", " ".join(title.split())))]
    return next((words for words in said if not re.search("[0-9]", words)), (said or ["table"])[0])


def slug(title: str) -> str:
    """Return a name for a file that stays the same from meeting to meeting: no dates, no numbers.

    >>> slug("Outstanding recommendations, by rating, at 31 December 2020")
    'outstanding-recommendations-by-rating'
    >>> slug("Table 3: Überprüft & neu"), slug("Con"), slug("7")
    ('uberpruft-neu', 'table-con', 'table')
    """
    words = re.findall("[a-z]+", flat_letters(DATES.sub("", NUMBERED.sub("", title))))
    while words and words[-1] in LITTLE:
        del words[-1]
    name = ""
    for word in words:
        if len(name) + len(word) >= LONGEST:
            break
        name = f"{name}-{word}" if name else word
    name = re.sub(rf"(?:-(?:{'|'.join(LITTLE)}))+$", "", name)
    name = name or "-".join(words)[:LONGEST] or "table"
    return f"table-{name}" if RESERVED.fullmatch(name) else name


def flat_letters(text: str) -> str:
    """Return a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", re.sub("[’']", "", text))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).lower()


def written(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows as CSV: a byte order mark, commas, CRLF, quotes where they are needed."""
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerows([map(plain, row) for row in rows])
    return b"\xef\xbb\xbf" + held.getvalue().encode("utf-8")


def plain(text: str) -> str:
    r"""Return a cell's text as a cell of a CSV file: a number in plain digits, and nothing that
    runs.

    >>> [plain(text) for text in ("1,204", "\u22129", "+3", "-2.50", "007", "1.10")]
    ['1204', '-9', '3', '-2.50', '007', '1.10']
    >>> [plain(text) for text in ("=cmd()", "- none", "@SUM(A1)", "12 of 13", "")]
    ["'=cmd()", "'- none", "'@SUM(A1)", '12 of 13', '']
    """
    said = text.strip()
    if NUMBER.fullmatch(said) and not KEPT.match(said):
        return said.replace(",", "").replace("\u2212", "-").lstrip("+")
    return f"'{text}" if RUN.match(text) else text
