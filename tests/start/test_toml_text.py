"""report.toml changed key by key: every other byte stays."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from pipeline.start.toml_text import WrittenOtherwise, dotted, doubts, edited, path_of, toml

OWN = """\
# mine
[force]
name = "A"   # ours

[columns.recommendations]   # how it is read
owner = "Lead"  # not the manager
target = "Due"  # ?
report = [
  "Title", # new
  "Report",
]

# below
[rag]
Red = "r"
[[seen]]
code = "x"
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        pytest.param(
            {("columns", "recommendations", "owner"): "SRO"},
            'owner = "Lead"  #',
            'owner = "SRO"  #',
            id="a value; its comment stays",
        ),
        pytest.param(
            {("columns", "recommendations", "target"): "Due"},
            'target = "Due"  # ?',
            'target = "Due"',
            id="a doubt that is settled",
        ),
        pytest.param(
            {("columns", "recommendations", "target"): "By"},
            'target = "Due"  # ?',
            'target = "By"',
            id="a doubt that was wrong",
        ),
        pytest.param(
            {("columns", "recommendations", "owner"): None},
            'owner = "Lead"  # not the manager\n',
            "",
            id="a key that goes",
        ),
        pytest.param(
            {("columns", "recommendations", "report"): "Title"},
            '[\n  "Title", # new\n  "Report",\n]',
            '"Title"',
            id="a value of several lines",
        ),
        pytest.param(
            {("columns", "recommendations", "ref"): "No"},
            '"Report",\n]\n',
            '"Report",\n]\nref = "No"\n',
            id="a new key, after the last of its table",
        ),
        pytest.param(
            {("status", "Open - on track"): "open"},
            'code = "x"\n',
            'code = "x"\n\n[status]\n"Open - on track" = "open"\n',
            id="a new table, at the end",
        ),
        pytest.param({("force", "name"): "A"}, "", "", id="what it says already"),
    ],
)
def test_one_thing_changes_and_nothing_else(
    changes: dict[tuple[str, ...], Any], old: str, new: str
) -> None:
    assert edited(OWN, changes) == OWN.replace(old, new, 1)


def test_a_table_written_afresh_keeps_its_heading_and_place_and_has_its_keys_in_order() -> None:
    made = edited(OWN, {("rag", "Black"): "b", ("rag", "Red"): "r"}, afresh=[("rag",)])
    assert made == OWN.replace('[rag]\nRed = "r"\n', '[rag]\nBlack = "b"\nRed = "r"\n')


def test_a_table_that_is_gone_loses_its_heading_and_its_keys() -> None:
    assert edited(OWN, {}, gone=[("rag",)]) == OWN.replace('[rag]\nRed = "r"\n', "")


def test_what_is_doubted_is_marked_at_the_end_of_its_line() -> None:
    path = ("workbook", "log")
    made = edited(OWN, {path: False}, doubted=[path])
    assert made.endswith("\n[workbook]\nlog = false  # ?\n")
    assert doubts(made) == {path, ("columns", "recommendations", "target")}


@pytest.mark.parametrize(
    "text",
    ["", "# nothing", "[force]\nname = 'x'", '[a]\nb = """\n[c]\n"""\n'],
    ids=["empty", "a comment", "no line end", "a text that looks like a heading"],
)
def test_any_text_takes_a_table(text: str) -> None:
    made = edited(text, {("words", "rag", ""): "Red"})
    assert made.startswith(text)
    assert tomllib.loads(made) == tomllib.loads(text) | {"words": {"rag": {"": "Red"}}}


def test_line_ends_of_windows_stay_and_new_lines_have_them() -> None:
    made = edited("[force]\r\nname = 'x'\r\n", {("force", "short_name"): "y", ("expect", "n"): 1})
    assert made == "[force]\r\nname = 'x'\r\nshort_name = \"y\"\r\n\r\n[expect]\r\nn = 1\r\n"


@pytest.mark.parametrize(
    "text",
    [
        'columns = { recommendations = { owner = "Lead" } }\n',
        '[columns]\nrecommendations = { owner = "Lead" }\n',
    ],
)
def test_a_table_within_braces_is_refused(text: str) -> None:
    with pytest.raises(WrittenOtherwise):
        edited(text, {("columns", "recommendations", "owner"): "SRO"})


def test_signs_that_end_a_line_elsewhere_end_none_here() -> None:
    text = "[force]\nname = 'a\u2028b' # \u0085 c\nshort_name = 'x'\n"
    assert edited(text, {("force", "short_name"): "y"}) == text.replace("'x'", '"y"')


def test_a_dotted_key_is_changed_where_it_stands() -> None:
    text = 'columns.recommendations.owner = "Lead" # x\n'
    assert (
        edited(text, {("columns", "recommendations", "owner"): "SRO"})
        == 'columns.recommendations.owner = "SRO" # x\n'
    )


HOSTILE = [
    "=cmd()",
    'a"b\\c',
    "tab\there",
    "{{7*7}}",
    "\x7f",
    "é",
    "'",
    "",
    "a.b",
    "x = 1\n[force]",
]


@pytest.mark.parametrize("word", HOSTILE)
def test_any_word_is_a_key_and_a_value_that_is_read_back(word: str) -> None:
    assert path_of(dotted(("status", word))) == ("status", word)
    made = edited("[status]\n", {("status", word): word})
    assert tomllib.loads(made) == {"status": {word: word}}


@pytest.mark.parametrize(
    "value", [True, 7, ["a"], {"join": ["{sheet}", "No"], "with": " "}, {"fill": "RAG"}]
)
def test_values_are_read_back(value: Any) -> None:
    assert tomllib.loads(f"x = {toml(value)}")["x"] == value
