"""What a reader would see otherwise though every value is kept: number formats of a workbook, drawings and style of a
page."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from workforce_tui.services.edition_differences import Difference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BESIDE = re.compile(r'\[[^\]]*\]|_.|["\\]')
"""What programs write otherwise in a format without showing another number: colours, spaces, marks of a text."""
_LONGEST = 200
"""So much of a style is told."""
_DRESS = frozenset({"style", "hidden", "class"})
"""Attributes by which an element is shown otherwise, or not at all."""
_FOREIGN = frozenset({"link", "script", "iframe", "object", "embed", "base"})
"""Elements that bring something from elsewhere; a page has none."""
_SHAPES = frozenset({"rect", "path", "line", "circle", "ellipse", "polygon", "polyline", "g", "use", "text"})


def looks_differing(form: str, before: bytes, after: bytes, path: Path) -> tuple[Difference, ...]:
    """Where a workbook ("xlsx") shows its numbers, or a page ("html") anything, otherwise than *before*.

    A number that is shown as it is, without a format, shows nothing else. *path* is named where it cannot be read.
    """
    if form == "xlsx":
        return tuple(_formats_differing(before, after, path))
    return (*_style_differing(before, after), *_shapes_differing(before, after)) if form == "html" else ()


def _formats_differing(before: bytes, after: bytes, path: Path) -> Iterator[Difference]:
    from workforce_tui.auditing.sheet_cells import number_formats

    old, new = (number_formats(content, path) for content in (before, after))
    for place, code in new.items():
        was = old.get(place, "")
        if _plain(code) not in ("", _plain(was)):
            yield Difference(place[0], place[1], "number format", was or "General", code)


def _plain(code: str) -> str:
    """A number format without how it is written down; "" for a number as it is."""
    bare = _BESIDE.sub("", code).replace("#,##", "").casefold()
    return "" if bare in ("general", "@") else bare


class _Drawings(HTMLParser):
    """The shapes of each drawing of a page: the text before it, what it is, and all that says where and how long."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shapes: list[tuple[str, str, str, dict[str, str | None]]] = []
        self.inside, self.tag, self.title, self.label = False, "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        if tag == "svg":
            self.inside, self.title, self.label = True, "", ""
        if self.inside and tag in (*_SHAPES, "svg"):
            self.shapes.append((self.title, self.label, tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tag = ""
        if tag == "svg":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside and self.tag == "title":
            self.title += data
        elif self.inside and self.tag == "text":
            self.label = data


class _Dress(HTMLParser):
    """All that says how a page is shown: its style sheets, what its elements wear, and what is brought in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.worn: Counter[str] = Counter()
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_style = tag == "style"
        if tag in _FOREIGN:
            self.worn[f"<{tag}>"] += 1
        self.worn.update(f"{tag} {name}={value or ''}" for name, value in attrs if name in _DRESS)

    def handle_endtag(self, tag: str) -> None:
        self.in_style = False

    def handle_data(self, data: str) -> None:
        if self.in_style:
            self.worn.update(" ".join(rule.split()) for rule in data.split("}") if rule.strip())


def _worn(content: bytes) -> Counter[str]:
    page = _Dress()
    page.feed(content.decode("utf-8", "replace"))
    page.close()
    return page.worn


def _style_differing(before: bytes, after: bytes) -> Iterator[Difference]:
    old, new = _worn(before), _worn(after)
    lost, come = ("; ".join(some) for some in (old - new, new - old))
    if lost or come:
        yield Difference("", "", "style", lost[:_LONGEST], come[:_LONGEST])


def _drawn(content: bytes) -> list[tuple[str, str, str, dict[str, str | None]]]:
    page = _Drawings()
    page.feed(content.decode("utf-8", "replace"))
    page.close()
    return page.shapes


def _shapes_differing(before: bytes, after: bytes) -> Iterator[Difference]:
    nothing: tuple[str, str, str, dict[str, Any]] = ("", "", "", {})
    for one, other in zip_longest(_drawn(before), _drawn(after), fillvalue=nothing):
        if one[2:] == other[2:]:
            continue
        title, label, tag, _attributes = one if one[2] else other
        names = [name for name in {**one[3], **other[3]} if one[3].get(name) != other[3].get(name)]
        texts = (" ".join(f"{name}={shape[3][name]}" for name in names if name in shape[3]) for shape in (one, other))
        yield Difference(title, label, tag, *texts)
        if one[2] != other[2]:
            return  # a shape too many or too few moves all that follow
