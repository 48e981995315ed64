"""Two versions of one paragraph as one, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from pipeline.compare.redline.align import equal_pairs, increasing
from pipeline.compare.redline.tokens import Container, Path, Token
from pipeline.compare.redline.tracked import State

Marked = tuple[State, Token]
LEAST_KEPT = 0.3
"""Where less than this share of the shorter of two stretches is kept, one is struck and the other written whole."""


def merged(olds: Sequence[Token], news: Sequence[Token], whole: bool = False) -> list[Marked]:
    """Return the tokens of both versions in reading order, each with its state; old ones stand where they belong.

    A content control with the same tag in both is a fixed point: its old text is struck inside it. With `whole`
    nothing is matched: all of the old goes, all of the new comes.
    """
    if whole:
        return _placed([*_states(olds, "old"), *_states(news, "new")], {})
    fixed = _fixed(olds, news)
    found: list[Marked] = []
    same: dict[Container, Container] = {}
    i = j = 0
    for old, new in fixed:
        found += _stretch(olds[i:old[0]], news[j:new[0]])
        found += _stretch(olds[old[0]:old[1]], news[new[0]:new[1]])
        same[olds[old[0]].path[0]] = news[new[0]].path[0]
        i, j = old[1], new[1]
    found += _stretch(olds[i:], news[j:])
    return _placed(found, same)


Span = tuple[int, int]


def _fixed(olds: Sequence[Token], news: Sequence[Token]) -> list[tuple[Span, Span]]:
    """Return the stretches that outermost content controls with one tag take up in both, in order."""
    before, after = _tagged(olds), _tagged(news)
    tags = [tag for tag in before if tag in after]
    pairs = increasing((before[tag][0], after[tag][0]) for tag in tags)
    starts = {span[0]: span for span in before.values()}
    others = {span[0]: span for span in after.values()}
    return [(starts[i], others[j]) for i, j in pairs]


def _tagged(tokens: Sequence[Token]) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    twice: set[str] = set()
    at = 0
    for container, group in groupby(tokens, key=lambda token: token.path[0] if token.path else None):
        size = len(list(group))
        if container is not None and container.tag:
            if container.tag in spans:
                twice.add(container.tag)
            spans[container.tag] = (at, at + size)
        at += size
    return {tag: span for tag, span in spans.items() if tag not in twice}


def _states(tokens: Iterable[Token], state: State) -> list[Marked]:
    """Return the tokens in one state; those without width come from the new paper only, unmarked."""
    marked: list[Marked] = [(state if token.width else "both", token) for token in tokens]
    return [(here, token) for here, token in marked if here == state or state == "new"]


def _stretch(all_olds: Sequence[Token], news: Sequence[Token]) -> list[Marked]:
    olds = [token for token in all_olds if token.width]
    seen = [at for at, token in enumerate(news) if token.width]
    pairs = [(i, seen[j]) for i, j in equal_pairs([token.key for token in olds], [news[at].key for at in seen])]
    pairs = _smoothed(olds, news, pairs)
    found: list[Marked] = []
    i = j = 0
    for old, new in [*pairs, (len(olds), len(news))]:
        found += _states(olds[i:old], "old")
        found += _states(news[j:new], "new")
        found += [("both", news[new])] if new < len(news) else []
        i, j = old + 1, new + 1
    return found


def _size(tokens: Sequence[Token]) -> int:
    return sum(len(token.text.strip()) if token.text else 8 for token in tokens if token.width)


def _smoothed(olds: Sequence[Token], news: Sequence[Token], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give up matches too slight to read well: spaces and short words between two changes."""
    kept = _size([olds[i] for i, _ in pairs])
    shorter = min(_size(olds), _size(news))
    if not pairs or (kept < LEAST_KEPT * shorter and all(olds[i].text for i, _ in pairs)):
        return []
    while True:
        slim = _slimmed(olds, news, pairs)
        if len(slim) == len(pairs):
            return slim
        pairs = slim


def _slimmed(olds: Sequence[Token], news: Sequence[Token], pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    blocks: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if blocks and blocks[-1][-1] == (pair[0] - 1, pair[1] - 1):
            blocks[-1].append(pair)
        else:
            blocks.append([pair])
    ends = [(-1, -1), *(block[-1] for block in blocks)]
    starts = [*(block[0] for block in blocks), (len(olds), len(news))]
    change = [max(_size(olds[i + 1:k]), _size(news[j + 1:m])) for (i, j), (k, m) in zip(ends, starts, strict=True)]
    found: list[tuple[int, int]] = []
    for at, block in enumerate(blocks):
        held = [olds[i] for i, _ in block]
        between = _between(at, blocks, len(olds), len(news))
        slight = all(token.text for token in held) and _size(held) <= min(change[at], change[at + 1])
        few = sum(1 for token in held if token.text.strip()) <= 3
        blank = all(token.text and not token.text.strip() for token in held)
        if not (between and (blank or (slight and few))):
            found += block
    return found


def _between(at: int, blocks: list[list[tuple[int, int]]], olds: int, news: int) -> bool:
    """Return whether a block of matches has changes on both sides."""
    return (at > 0 or blocks[0][0] != (0, 0)) and (at < len(blocks) - 1 or blocks[-1][-1] != (olds - 1, news - 1))


def _placed(marked: list[Marked], same: dict[Container, Container]) -> list[Marked]:
    """Move every old token to a place in the new paragraph: its own control if that is still there, else between."""
    ahead: list[Path] = []
    following: Path = ()
    for state, token in reversed(marked):
        following = token.path if state != "old" else following
        ahead.append(following)
    ahead.reverse()
    found: list[Marked] = []
    before: Path = ()
    for (state, token), after in zip(marked, ahead, strict=True):
        if state == "old":
            path = _place(token, before, after, same)
            found.append(("old", Token(token.key, token.pieces, path, token.text)))
            before = path
        else:
            found.append((state, token))
            before = token.path
    return found


def _place(token: Token, before: Path, after: Path, same: dict[Container, Container]) -> Path:
    shared = 0
    while shared < min(len(before), len(after)) and before[shared] is after[shared]:
        shared += 1
    # Inside a control that goes on there is no way out: it would have to be written twice.
    floor = max((at + 1 for at in range(shared) if before[at].is_control), default=0)
    wanted = [same[container] for container in token.path if container in same]
    options = [before[:size] for size in range(len(before), floor - 1, -1)]
    options += [after[:size] for size in range(floor, len(after) + 1)]
    for option in options:
        link = next((container.link for container in option if container.link), "")
        if link == token.link and [container for container in option if container.is_control] == wanted:
            return option
    own = tuple(container for container in token.path if container.link)
    base = before[:floor]
    return base if any(container.link for container in base) else (*base, *own)
