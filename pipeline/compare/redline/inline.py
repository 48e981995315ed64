"""Two versions of one paragraph as one, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.compare.align import side_by_side
from pipeline.compare.redline.tokens import Container, Path, Token
from pipeline.compare.redline.tracked import State
from pipeline.compare.words import Place, controlled, word_pairs

Marked = tuple[State, Token]


def merged(olds: Sequence[Token], news: Sequence[Token]) -> list[Marked]:
    """Return the tokens of both versions in reading order, each with its state; old ones stand
    where they belong.

    A content control with the same tag in both is a fixed point: its old text is struck inside it.
    """
    found: list[Marked] = []
    same: dict[Container, Container] = {}
    for at, (was, now) in enumerate(
        controlled([_home(token) for token in olds], [_home(token) for token in news])
    ):
        found += _stretch(olds[was], news[now])
        if at % 2:
            same[olds[was.start].path[0]] = news[now.start].path[0]
    return _placed(found, same)


def _home(token: Token) -> Place:
    return (token.path[0], token.path[0].tag) if token.path else (None, "")


def _states(tokens: Iterable[Token], state: State) -> list[Marked]:
    """Return the tokens in one state; those without width come from the new paper only,
    unmarked.
    """
    marked: list[Marked] = [(state if token.width else "both", token) for token in tokens]
    return [(here, token) for here, token in marked if here == state or state == "new"]


def _stretch(all_olds: Sequence[Token], news: Sequence[Token]) -> list[Marked]:
    olds = [token for token in all_olds if token.width]
    seen = [at for at, token in enumerate(news) if token.width]
    pairs = word_pairs(
        [(token.key, token.text) for token in olds], [(news[at].key, news[at].text) for at in seen]
    )
    found: list[Marked] = []
    for i, j in side_by_side([(i, seen[j]) for i, j in pairs], len(olds), len(news)):
        found += (
            [("both", news[j])]
            if i is not None and j is not None
            else (
                _states([olds[i]], "old")
                if i is not None
                else _states([news[j]], "new")
                if j is not None
                else []
            )
        )
    return found


def _placed(marked: list[Marked], same: dict[Container, Container]) -> list[Marked]:
    """Move every old token to a place in the new paragraph: its own control if that is still there,
    else between.
    """
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
        if (
            link == token.link
            and [container for container in option if container.is_control] == wanted
        ):
            return option
    own = tuple(container for container in token.path if container.link)
    base = before[:floor]
    return base if any(container.link for container in base) else (*base, *own)
