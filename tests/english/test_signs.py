"""Signs that cannot be seen or look like others: made alike for comparing, and called by their
names.
"""

from __future__ import annotations

import pytest

from pipeline.english.signs import blank, named, odd, seen, shown, straight

UNSEEN = [
    "\u00ad",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u200e",
    "\u200f",
    "\u202a",
    "\u202c",
    "\u2066",
    "\u2069",
    "\u061c",
    "\u034f",
    "\u180e",
    "\ufe0f",
    "\u2063",
    "\U000e0041",
]


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_a_sign_that_cannot_be_seen_is_passed_over_and_named(sign: str) -> None:
    text = f"West Mid{sign}lands"
    assert straight(text) == seen(text) == "West Midlands"
    assert (
        odd(text) == [sign]
        and f"(U+{ord(sign):04X})" in named(odd(text))
        and shown(text) == "West Mid·lands"
    )
    assert blank(sign) and blank(f" {sign}\u00a0") and not blank(f"a{sign}")


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        *((f"a{dash}b", "a-b") for dash in "‐‑‒–—―−﹣－⸺"),
        *((f"a{mark}b", "a'b") for mark in "’‘ʼ′`´‛＇"),
        *((f"a{mark}b", 'a"b') for mark in "“”„‟″«»＂"),
        *(
            (f"a{space}b", "a b")
            for space in "\u00a0\u202f\u2009\u2007\u3000\u2003\u2005\u205f\u1680"
        ),
        *((f"1{slash}2", "1/2") for slash in "⁄∕／"),
        ("Ａｍｂｅｒ １", "Amber 1"),
        ("o\ufb03ce", "office"),
        ("Cafe\u0301", "Café"),
        ("Café", "Café"),
        ("WMP\u00ad001", "WMP-001"),
        ("2020\u00ad06", "2020-06"),
        ("𝐑𝐞𝐝", "Red"),
        ("a；b：c，d．e", "a;b:c,d.e"),
        ("Phase Ⅳ", "Phase IV"),
        ("\u0410mber", "Amber"),
        ("P\u043elice", "Police"),
        ("WM\u03a1-1", "WMP-1"),
        ("a\u037eb", "a;b"),
    ],
)
def test_signs_that_look_alike_are_alike(typed: str, like: str) -> None:
    assert straight(typed) == like


@pytest.mark.parametrize(
    "text",
    [
        "Red",
        "Ångström",
        "Łódź",
        "10²",
        "½",
        "№ 5",
        "СССР",
        "Ωμέγα",
        "🔴 Red",
        "🔴\ufe0f Red",
        "👩\u200d💻",
        "a…b",
        "a•b",
        "a·b",
        "¿",
        "ß",
    ],
)
def test_signs_that_are_what_they_seem_stay(text: str) -> None:
    assert straight(text) == seen(text) == text and odd(text) == []


def test_signs_are_named_the_first_three_of_them() -> None:
    assert named(odd("a\u00adb")) == "a SOFT HYPHEN (U+00AD)"
    assert named(odd("a\u00adb\u2013c\u00ad")) == "a SOFT HYPHEN (U+00AD) and an EN DASH (U+2013)"
    assert (
        named(odd("P\u043elice Caf\u0065\u0301"))
        == "a CYRILLIC SMALL LETTER O (U+043E) and a COMBINING ACUTE ACCENT (U+0301)"
    )
    assert named(odd("\u200b\u200c\u200d\u200e")).endswith(" and 1 more")
    assert (
        odd("a\u00a0b", spaces=False) == []
        and odd("a`b") == odd("a`b–"[:3]) == ["`"]
        and straight("é`") == "é'"
    )
