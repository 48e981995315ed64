"""How the ratings moved of what was outstanding at both meetings: the matrix of ratings then and
now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.figures.measure import Count, Family, Measure, moved_name
from pipeline.figures.selections import step
from pipeline.register.recommendation import Recommendation
from pipeline.settings.model import Settings, slug

RULE = "recommendations that were open at the last meeting and are open now"


def moved(settings: Settings) -> Iterator[Measure]:
    """Yield what was outstanding at both meetings: how many, which way, and by rating."""
    yield Measure(
        "continuing",
        "total",
        "Outstanding at both meetings",
        RULE,
        _continuing(lambda then, now: True),
    )
    yield from _ways(settings)
    yield from _by_rating(settings.ratings)
    yield from _matrix(settings.ratings)


def _continuing(among: Callable[[Recommendation, Recommendation], bool]) -> Count:
    """Return how those are counted that are outstanding at both meetings and, as they were and as
    they are, hold to a rule.
    """
    return lambda position: [now for then, now in position.continuing if among(then, now)]


def _rated(*, then: str | None = None, now: str | None = None) -> Count:
    """Return how those are counted that had a rating then, have one now, or both."""
    return _continuing(lambda was, row: then in (None, was.rag) and now in (None, row.rag))


def _ways(settings: Settings) -> Iterator[Measure]:
    """Yield which way the ratings went."""
    apart = " or one that is not ranked" if settings.unranked else ""
    ways: tuple[tuple[Family, str, Callable[[int], bool]], ...] = (
        ("improved", "with a better rating", lambda steps: steps > 0),
        ("worsened", "with a worse rating", lambda steps: steps < 0),
        ("unchanged", f"with the same rating{apart}", lambda steps: steps == 0),
    )

    def went(way: Callable[[int], bool]) -> Count:
        return _continuing(lambda then, now: way(step(then, now, settings)))

    for family, rule, way in ways:
        yield Measure(
            family, "total", f"Rating {family}", f"{RULE}, {rule}", went(way), needs="rag"
        )


def _by_rating(ratings: Sequence[str]) -> Iterator[Measure]:
    """Yield how many had each rating then, and how many have it now."""
    for word in ratings:
        yield Measure(
            "continuing_from",
            slug(word),
            f"Outstanding at both meetings, rated {word} then",
            f"{RULE}, rated {word} at the last meeting",
            _rated(then=word),
            word,
        )
        yield Measure(
            "continuing_to",
            slug(word),
            f"Outstanding at both meetings, rated {word} now",
            f"{RULE}, rated {word} now",
            _rated(now=word),
            word,
        )


def _matrix(ratings: Sequence[str]) -> Iterator[Measure]:
    """Yield how many moved from each rating to each."""
    for then in ratings:
        for now in ratings:
            yield Measure(
                "moved",
                moved_name(then, now),
                f"Rated {then} at the last meeting and {now} now",
                f"{RULE}, rated {then} then and {now} now",
                _rated(then=then, now=now),
            )
