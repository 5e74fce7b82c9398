"""How the columns of a table share the room there is, and how texts are shortened so that they can be told apart.

Pure functions. The one rule for every table: numbers are never cut; texts give way, the widest first, and keep the part
in which they differ; columns that can stand aside go to the right of the edge, where the arrow keys reach them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

GAP = 2
"""Columns of the screen beside the text of a cell."""
LEAST = 16
"""As much of a text stands there, however little room there is."""
LEAST_NAME = 12
"""As much of the name of a row; it is kept in sight when the rest moves."""
READABLE = 24
"""As much of the name of a row stands there before other columns stand aside."""
TELLING = 8
"""Texts that are the same but for so many cells at the end of what can be seen look alike."""
BEGINNING = 4
"""As much of the beginning stays where texts differ at their end."""
ELLIPSIS = "…"
WORDS = re.compile(r"[^\W_]+|[\W_]+")


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of a table from the left, by their places in it, each with its width."""

    order: tuple[int, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Wants:
    """What a column would take, and the least it can do with; the same for numbers."""

    whole: int
    least: int


def plan(columns: Sequence[Wants], room: int, *, name: int = 0, aside: Collection[int] = ()) -> Plan:
    """Fit *columns* into *room*: the texts are cut, then the columns of *aside* go to the right, the last one first."""
    kept, moved = list(range(len(columns))), list[int]()
    least = [one.least for one in columns]
    least[name] = max(least[name], min(columns[name].whole, max(READABLE, room // 3)))
    for place in sorted(aside, reverse=True):
        if sum(least[one] + GAP for one in kept) > room:
            kept.remove(place)
            moved.insert(0, place)
    widths = [columns[one].whole for one in kept]
    narrow = min(columns[name].least, LEAST_NAME)
    if sum(least[one] + GAP for one in kept) - least[name] + narrow > room:  # it has to be moved in any case
        narrow = min(columns[name].whole, max(LEAST_NAME, min(READABLE, room // 3)))
    for name_least in (columns[name].whole, narrow):  # last of the texts
        floors = [name_least if one == name else columns[one].least for one in kept]
        widths = _shared(widths, floors, room - GAP * len(kept))
    if moved:  # what stands aside begins beyond the edge, so that nothing is half seen
        widths[kept.index(name)] += max(room - GAP * len(kept) - sum(widths), 0)
    return Plan((*kept, *moved), (*widths, *(columns[one].whole for one in moved)))


def _shared(whole: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """A width for each: the widest give way first, none below its least."""
    widths = list(whole)
    while sum(widths) > room:
        loose = [place for place, wide in enumerate(widths) if wide > least[place]]
        if not loose:
            break
        widths[max(loose, key=lambda place: widths[place])] -= 1
    return widths


def shortened(texts: Sequence[str], width: int, *, coded: bool = False) -> list[str]:
    """Each of *texts* in *width* cells; those that would look alike keep the words in which they differ.

    *coded*: texts begin with a code, which always stays and by which alone nobody should have to tell them apart.
    """
    if all(cell_len(text) <= width for text in texts):
        return list(texts)
    codes = [f"{text.partition(' ')[0]} " if coded and " " in text else "" for text in texts]
    rests = [text[len(code) :] for text, code in zip(texts, codes, strict=True)]
    room = max(width - max(map(len, codes)), LEAST)
    alike: dict[str, set[str]] = {}
    for rest in rests:
        if cell_len(rest) > room:
            alike.setdefault(rest[: room - TELLING], set()).add(rest)
    made = []
    for code, rest in zip(codes, rests, strict=True):
        others = alike.get(rest[: room - TELLING], {rest})
        made.append(cut(code + (rest if len(others) == 1 else _end_kept(rest, others, width - len(code))), width))
    return made


def cut(text: str, width: int) -> str:
    """*text* in *width* cells of the screen, with a sign at its end where it is longer."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + ELLIPSIS


def _end_kept(text: str, others: Collection[str], width: int) -> str:
    """The beginning that all of *others* have is cut, so that the words in which they differ can be read."""
    same = sum(1 for _words in takewhile(lambda at: len(set(at)) == 1, zip(*map(WORDS.findall, others), strict=False)))
    shared, end = ("".join(some) for some in (WORDS.findall(text)[:same], WORDS.findall(text)[same:]))
    beginning = width - cell_len(end) - cell_len(ELLIPSIS)
    if beginning >= cell_len(shared):
        return text
    return f"{set_cell_size(shared, beginning).rstrip() if beginning >= BEGINNING else ''}{ELLIPSIS}{end}"
