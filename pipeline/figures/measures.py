"""How each figure is counted, in the order of the contract: its rule in words, and the rows behind
it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.figures.balances import awaiting, outstanding
from pipeline.figures.kept_back import withheld
from pipeline.figures.logged import logged
from pipeline.figures.measure import Measure
from pipeline.figures.of_period import reviewed, signed_off
from pipeline.figures.ratings import moved
from pipeline.figures.reviews import reviews
from pipeline.figures.standing import pressing, standing
from pipeline.settings.model import Settings


def measures(settings: Settings) -> Iterator[Measure]:
    """Yield the description of each figure, in the order of the contract; legend and status words
    make their own keys.
    """
    for measure in reviewed(settings.ratings):
        yield replace(
            measure,
            group="reviewed",
            needs="reviewed",
            dated="reviewed",
            of_period=True,
            in_both_papers=True,
        )
    for measure in outstanding(settings.ratings):
        is_worst = measure.family == "outstanding" and settings.is_worst(measure.word)
        yield replace(
            measure, group="outstanding", in_brief="worst" if is_worst else measure.in_brief
        )
    for measure in awaiting():
        yield replace(measure, group="awaiting", needs="awaiting")
    for measure in signed_off(tuple(settings.status)):
        yield replace(
            measure,
            group="signed_off",
            needs="signed_off",
            dated="signed_off",
            of_period=True,
            in_both_papers=True,
        )
    for measure in moved(settings):
        yield replace(measure, group="ratings", compares=True)
    for measure in (*standing(), *reviews(rated=bool(settings.ratings)), *pressing(settings.worst)):
        yield replace(measure, group="standing", in_both_papers=True)
    for measure in logged():
        needs = "responses" if measure.family == "responses" else "log"
        yield replace(measure, group="log", needs=needs, of_period=True, in_both_papers=True)
    for measure in withheld(settings.worst):
        yield replace(measure, group="withheld")
