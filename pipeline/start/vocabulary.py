"""The words that trackers use for ratings, kinds and dates that are none, as far as their meaning
is
beyond doubt.

What a status means for the ladder, whose a recommendation is, and what may be printed is not among
it: that is asked.
"""

from __future__ import annotations

import colorsys
import re

from pipeline.start.names import bare

KINDS = {
    "recommendation": "recommendation|rec|recs|recommendations|r",
    "improvement": "area for improvement|afi|afis|areas for improvement|area for development|afd",
    "concern": "cause of concern|coc|causes of concern|cocs",
}
_KIND = {name: kind for kind, names in KINDS.items() for name in names.split("|")}
_RATINGS = (
    ("Black", "black|very high risk"),
    ("Red", "red|r"),
    ("Off track", "off track|off course|behind"),
    ("Inadequate", "inadequate"),
    ("Requires improvement", "requires improvement"),
    ("Amber/Red", "amber red|red amber"),
    ("Amber", "amber|a|yellow|y|orange"),
    ("At risk", "at risk"),
    ("Adequate", "adequate"),
    ("Amber/Green", "amber green|green amber"),
    ("Green", "green|g"),
    ("On track", "on track|on course|on target"),
    ("Good", "good"),
    ("Outstanding", "outstanding"),
    ("Blue", "blue"),
    ("Complete", "complete|completed"),
    ("White", "white"),
)
RATINGS = tuple(word for word, _ in _RATINGS)
"""Worst first."""
LIGHTS = ("Red", "Amber", "Green")
"""Where one of them is a rating, the others are too, whether or not a row has them today."""
_RATING = {name: word for word, names in _RATINGS for name in names.split("|")}
_LETTERS = {"r", "a", "g", "y"}
_UNRANKED = {"not graded", "not rated", "ungraded", "not assessed", "not judged", "no grade"}
_NO_DATE = re.compile(
    "(?:to be|not yet) (?:confirmed|determined|agreed|set)|tb[acd]|on ?going|n a|na|none(?: set)?|"
    "unknown|pending|asap|various|continuous|in progress|no date|"
    "not (?:set|known|applicable|agreed)"
)
INSPECTORATE = re.compile(r"\b(?:hmic(?:frs|s)?|hmis?|inspectorate)\b", re.IGNORECASE)


def kind_of(word: str) -> str:
    """Return the kind that a word means, "" where that is not beyond doubt."""
    return _KIND.get(bare(word), "")


def rating_of(word: str) -> str:
    """Return the rating that a word is a form of, as a paper prints it; "" where it is none known.

    >>> rating_of("R"), rating_of("amber"), rating_of("Open - on track"), rating_of("High")
    ('Red', 'Amber', '', '')
    """
    return _RATING.get(bare(word), "")


def rating_within(word: str) -> str:
    """Return the rating that is said somewhere in a word of several, "" where none is or several
    are.

    >>> rating_within("Open - on track")
    'On track'
    >>> rating_within("Not on track"), rating_within("Not complete")
    ('', '')
    """
    said = f" {bare(word)} "
    if " not " in said:  # "Not complete" is another thing than "Complete"
        return ""
    found = {
        rating for name, rating in _RATING.items() if name not in _LETTERS and f" {name} " in said
    }
    return found.pop() if len(found) == 1 else ""


def is_unranked(word: str) -> bool:
    """Return whether a word says that there is no judgement."""
    return bare(word) in _UNRANKED


def is_no_date(word: str) -> bool:
    """Return whether a word surely stands for the want of a date."""
    return not bare(word) or bool(_NO_DATE.fullmatch(bare(word)))


def rating_of_colour(colour: str) -> str:
    """Return the rating that a fill is usually meant for, "" for greys and others.

    >>> rating_of_colour("FF0000"), rating_of_colour("FFC000"), rating_of_colour("D9D9D9")
    ('Red', 'Amber', '')
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, _, depth = colorsys.rgb_to_hls(red, green, blue)
    if depth < 0.2:
        return ""
    turn = hue * 360
    if turn < 18 or turn > 340:
        return "Red"
    return "Amber" if turn < 66 else "Green" if turn < 170 else "Blue" if turn < 260 else ""
