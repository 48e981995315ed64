"""Whether every run can be told from what is behind it: 4.5 to 1, or 3 to 1 where it is large (WCAG
2.1, 1.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.findings.finding import Finding
from pipeline.proof.accessible.looks import Face, Looks, Seen
from pipeline.proof.faults import fault
from pipeline.word.styles import HEX

NORMAL, LARGE = 4.5, 3.0
DARK = 60


def contrast_faults(looks: Looks) -> Iterator[Finding]:
    """Yield a fault for each paragraph in which some words are too like their background: the worst
    of them.
    """
    for paragraph in looks.document.text():
        low: dict[float, tuple[Seen, float]] = {}
        for seen in looks.seen(paragraph):
            face, behind = seen.face, seen.behind
            found, wanted = ratio(shown_ink(face.ink, behind), behind), needed(face)
            if found < wanted:
                low[found] = seen, wanted
        if low:
            seen, wanted = low[min(low)]
            yield fault(
                "contrast",
                paragraph.place,
                f"the text is too like its background: #{shown_ink(seen.face.ink, seen.behind)} on"
                f" #{seen.behind} is {min(low):.1f} to 1, and must be {wanted:g} to 1.",
            )


def needed(face: Face) -> float:
    """Return the contrast that letters must have: large is 18 points, or 14 in bold."""
    return LARGE if face.points >= 18 or (face.bold and face.points >= 14) else NORMAL


@lru_cache(maxsize=1024)
def shown_ink(ink: str, behind: str) -> str:
    """Return the colour of letters; automatic is black, and white where it is dark behind them, as
    in Word.
    """
    if HEX.fullmatch(ink):
        return ink.upper()
    red, green, blue = (int(behind[at : at + 2], 16) for at in (0, 2, 4))
    return "FFFFFF" if (red * 77 + green * 151 + blue * 28) / 256 < DARK else "000000"


@lru_cache(maxsize=1024)
def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21.

    >>> round(ratio("FFFFFF", "B10E1E"), 2)
    7.12
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return how light a colour is, from 0 (black) to 1 (white)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
