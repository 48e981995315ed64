"""The other names of the keys, and which column a key is read from."""

from __future__ import annotations

import pytest

from pipeline.settings.schema import SHEETS
from pipeline.start.names import NAMES, bare, likeness

KEY = "recommendations"


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Due date", "target"), ("Deadline", "target"), ("Target for completion", "target"),
        ("Revised target date", "target"), ("Original due", "original_target"),
        ("Exec lead", "owner"), ("SRO", "owner"), ("Strategic Lead", "owner"), ("Thematic lead", "owner"),
        ("Chief Officer\nlead", "owner"), ("Senior Responsible Owner (SRO)", "owner"),
        ("Date closed on portal", "closed"), ("Closed on portal", "closed"), ("Date discharged", "closed"),
        ("BRAG", "rag"), ("RAG status", "rag"), ("Current RAG", "rag"), ("Delivery confidence", "rag"),
        ("Progress", "update"), ("Progress update", "update"), ("HMICFRS status", "status"),
        ("Portal ref", "ref"), ("Force Ref.", "ref"), ("URN", "ref"), ("Rec / AFI / CoC", "kind"),
        ("Title of report", "report"), ("Date of publication", "published"), ("DCC sign-off", "signed_off"),
        ("Last panel", "reviewed"), ("Wording of recommendation", "text"),
    ],
)  # fmt: skip
def test_the_names_of_the_field_are_known(heading: str, key: str) -> None:
    scores = {name: likeness(heading, KEY, name) for name in NAMES[KEY]}
    assert max(scores, key=lambda name: scores[name]) == key
    assert scores[key] >= 0.6, scores


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Force recs", "for_force"), ("Recommendations for the force", "for_force"), ("Our recs", "for_force"),
        ("Joint recs", "jointly"), ("Shared recommendations", "jointly"), ("Other recs", "for_others"),
        ("Recs for other bodies", "for_others"), ("Recommendations for others", "for_others"),
        ("Total recs", "recommendations"), ("Recommendations", "recommendations"),
    ],
)  # fmt: skip
def test_the_counts_of_a_report_are_told_apart(heading: str, key: str) -> None:
    scores = {name: likeness(heading, "reports", name) for name in NAMES["reports"]}
    assert max(scores, key=lambda name: scores[name]) == key
    assert scores[key] >= 0.9, scores


@pytest.mark.parametrize(
    "heading", ["Priority", "Cost", "Finance code", "Modified by", "Telephone", ""]
)
def test_other_headings_are_like_none(heading: str) -> None:
    assert not {key for key in NAMES[KEY] if likeness(heading, KEY, key) >= 0.6}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_each_key_has_its_own_heading_first_and_no_name_is_sure_of_two_keys(sheet: object) -> None:
    keys = NAMES[sheet.key]  # type: ignore[attr-defined]
    assert set(keys) == {column.key for column in sheet.columns}  # type: ignore[attr-defined]
    for column in sheet.columns:  # type: ignore[attr-defined]
        assert keys[column.key][0] == (bare(column.heading), False)
        assert likeness(column.heading, sheet.key, column.key) == 1.0  # type: ignore[attr-defined]
