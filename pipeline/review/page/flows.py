"""Ratings at the last meeting and now, drawn: bars as high as their counts, and bands from then to
now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.figures.figure import Figure
from pipeline.figures.measure import moved_key, part_key
from pipeline.settings.model import Settings, fold

CAME, WENT = "Not outstanding then", "No longer outstanding"
TONES = {
    "red": "red",
    "amber": "amber",
    "yellow": "amber",
    "green": "green",
    "blue": "blue",
    "white": "white",
}
WIDTH, HIGH, GAP, TOP = 800, 270, 30, 44
LEFT, RIGHT, BAR, LABEL = 260, 540, 12, 236
PICTURE = Markup(
    '<svg class="flows" viewBox="0 0 {width} {height}" role="img" aria-labelledby="flows-title'
    ' flows-text"><title id="flows-title">Ratings at the last meeting and now</title><desc'
    ' id="flows-text">{text}</desc><text class="side" x="{left}" y="20" text-anchor="end">Last'
    ' meeting</text><text class="side" x="{right}" y="20">Now</text>{parts}</svg>'
)
"""The picture around its bands, bars and labels."""


@dataclass(frozen=True, slots=True)
class Flow:
    """How many went from one rating to another; `kind` is same, better, worse, came or went."""

    then: str
    now: str
    count: int
    kind: str

    def __str__(self) -> str:
        return f"{self.then} to {self.now}: {self.count}"


@dataclass(frozen=True, slots=True)
class _Node:
    word: str
    tone: str
    count: int
    y: float
    height: float


def tone(settings: Settings, word: str) -> str:
    """Return the class of colours of a rating; words without a colour of their own are told apart
    by shade, worst darkest.
    """
    return TONES.get(fold(word)) or f"shade-{min(settings.ratings.index(word), 3)}"


def flows(settings: Settings, figures: Mapping[str, Figure]) -> list[Flow]:
    """Return every movement between ratings that happened, and what came and went; empty on a first
    paper.
    """

    def value(key: str) -> int | None:
        return figures[key].value

    found = []
    for i, then in enumerate(settings.ratings):
        for j, now in enumerate(settings.ratings):
            kind = "same" if i == j else "better" if j > i else "worse"
            found.append(Flow(then, now, value(moved_key(then, now)) or 0, kind))
        opening, stayed = value(part_key("opening", then)), value(part_key("continuing_from", then))
        found.append(Flow(then, WENT, (opening or 0) - (stayed or 0), "went"))
    for now in settings.ratings:
        stayed = value(part_key("continuing_to", now))
        came = 0 if stayed is None else (value(part_key("outstanding", now)) or 0) - stayed
        found.append(Flow(CAME, now, came, "came"))
    return [flow for flow in found if flow.count > 0]


def drawn(settings: Settings, found: Sequence[Flow]) -> Markup:
    """Return the picture as SVG that takes its colours from the page; the table beside it says the
    same.
    """
    if not settings.ratings:
        return Markup("")
    then, now = Counter[str](), Counter[str]()
    for flow in found:
        then[flow.then] += flow.count
        now[flow.now] += flow.count
    left = _column(settings, [*settings.ratings, CAME], then, found)
    right = _column(settings, [*settings.ratings, WENT], now, found)
    height = round(max(node.y + node.height for node in (*left.values(), *right.values())) + 24)
    parts = [
        *_bands(found, left, right),
        *_bars(left.values(), LEFT - BAR),
        *_bars(right.values(), RIGHT),
        *_labels(left.values(), LEFT - BAR - 10 - LABEL),
        *_labels(right.values(), RIGHT + BAR + 10),
    ]
    return PICTURE.format(
        width=WIDTH,
        height=height,
        left=LEFT,
        right=RIGHT,
        parts=Markup("").join(parts),
        text="; ".join(str(flow) for flow in found) + ".",
    )


def _column(
    settings: Settings, words: Sequence[str], counts: Mapping[str, int], found: Sequence[Flow]
) -> dict[str, _Node]:
    scale = HIGH / max(sum(flow.count for flow in found), 1)
    nodes, y = {}, float(TOP)
    for word in words:
        if counts[word] or word in settings.ratings:
            height = max(counts[word] * scale, 2)
            nodes[word] = _Node(
                word,
                tone(settings, word) if word in settings.ratings else "none",
                counts[word],
                y,
                height,
            )
            y += height + GAP
    return nodes


def _bands(
    found: Sequence[Flow], left: Mapping[str, _Node], right: Mapping[str, _Node]
) -> Iterator[Markup]:
    scale = HIGH / max(sum(flow.count for flow in found), 1)
    used_left, used_right = dict.fromkeys(left, 0.0), dict.fromkeys(right, 0.0)
    laid = []
    for flow in found:
        laid.append((flow, left[flow.then].y + used_left[flow.then]))
        used_left[flow.then] += flow.count * scale
    ends = {}
    for flow in sorted(found, key=lambda flow: list(left).index(flow.then)):
        ends[flow] = right[flow.now].y + used_right[flow.now]
        used_right[flow.now] += flow.count * scale
    middle = (LEFT + RIGHT) / 2
    for flow, start in sorted(laid, key=lambda item: item[0].kind != "same"):
        end, thick = ends[flow], flow.count * scale
        path = (
            f"M{LEFT} {start:.1f}C{middle:.0f} {start:.1f} {middle:.0f} {end:.1f} {RIGHT}"
            f" {end:.1f}V{end + thick:.1f}C{middle:.0f} {end + thick:.1f} {middle:.0f}"
            f" {start + thick:.1f} {LEFT} {start + thick:.1f}Z"
        )
        yield Markup('<path class="band {}" d="{}"><title>{}</title></path>').format(
            flow.kind, path, str(flow)
        )


def _bars(nodes: Iterable[_Node], x: int) -> Iterator[Markup]:
    for node in nodes:
        yield Markup(
            '<rect class="bar tone-{}" x="{}" y="{:.1f}" width="{}" height="{:.1f}"/>'
        ).format(node.tone, x, node.y, BAR, node.height)


def _labels(nodes: Iterable[_Node], x: int) -> Iterator[Markup]:
    for node in nodes:
        middle = node.y + node.height / 2
        yield Markup(
            '<rect class="plate tone-{}" x="{}" y="{:.1f}" width="{}" height="24" rx="4"/>'
            '<text class="plate-text tone-{}" x="{}" y="{:.1f}">{}</text>'
            '<text class="plate-text tone-{}" x="{}" y="{:.1f}" text-anchor="end">{}</text>'
        ).format(
            node.tone,
            x,
            middle - 12,
            LABEL,
            node.tone,
            x + 10,
            middle + 5,
            _short(node.word),
            node.tone,
            x + LABEL - 10,
            middle + 5,
            node.count,
        )


def _short(word: str) -> str:
    return word if len(word) <= 22 else f"{word[:21]}\u2026"
