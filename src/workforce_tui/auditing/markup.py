"""Parts of files that are markup inside an archive (workbooks, letters): nothing is run, nothing is fetched."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from workforce_tui.auditing.documents import MOST_BYTES, Words, refuse
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SEEN_ATTRIBUTES = frozenset(
    {"descr", "title", "name", "alt", "tooltip", "prompt", "error", "promptTitle", "errorTitle"}
)
_NOT_TEXT = frozenset({"f", "formatCode", "ptCount", "v", "idx", "order"})

_DRAWN = ("xl/drawings/", "xl/charts/", "xl/chartsheets/", "word/charts/", "Object ")
"""What the names of parts that are drawings start with."""
_TEXTS = frozenset({"t", "p", "span", "h"})
"""The elements of a drawing that are texts; the others say where it stands and how large it is."""
_OF_PROGRAMS = ("docProps/app.xml", "meta.xml")
"""Parts in which the program that wrote a file counts its pages and words."""
_UNSEEN = re.compile(r"(?:^|/)(?:media|embeddings|Pictures)/[^/]+$")
"""The names of parts that are pictures or other files, as archives of documents have them."""
_OF_VERSIONS = "revision"
"""The element in which it counts how often the file was saved."""


def parts_of(path: Path, content: bytes | None = None) -> dict[str, bytes]:
    """The parts of an archive (of *content*, where it is inside another file), unpacked.

    Raises:
        WorkforceError: it is broken, locked or far too large.
    """
    try:
        with zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive:
            held = [one for one in archive.infolist() if not one.is_dir()]
            if sum(one.file_size for one in held) > MOST_BYTES:
                raise refuse(path, _("it is too large."))
            if len({one.filename for one in held}) < len(held):  # programs differ in which of the two they show
                raise refuse(path, _("it has two parts of one name."))
            return {one.filename: archive.read(one) for one in held}
    except (zipfile.BadZipFile, RuntimeError, EOFError, NotImplementedError, ValueError) as error:
        raise refuse(path, _("it is damaged or protected by a password.")) from error


def unseen_in(parts: Iterable[str], name: str) -> Iterator[Words]:
    """The parts of the file *name* that nothing can be read in: pictures, and files other than workbooks inside it."""
    return (Words(f"{name}, {part}", part) for part in sorted(parts) if _UNSEEN.search(part) and part[-5:] != ".xlsx")


def tree_of(content: bytes, path: Path) -> ElementTree.Element:
    """One part as a tree; a part that defines entities of its own is refused, because they can be without end."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refuse(path, _("it defines markup of its own."))
    try:
        return ElementTree.fromstring(content)  # noqa: S314 - entities are refused above
    except (ElementTree.ParseError, RecursionError) as error:
        raise refuse(path, _("it is damaged.")) from error


def local(tag: object) -> str:
    """The name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


def words_of(tree: ElementTree.Element, where: str) -> Iterator[Words]:
    """Every text of a part and every attribute a reader is shown or told."""
    part = where.rpartition(", ")[2]
    drawing, quiet = where if part.startswith(_DRAWN) else "", part in _OF_PROGRAMS
    for element in tree.iter():
        name = local(element.tag)
        if element.text and element.text.strip() and name not in _NOT_TEXT:
            placed = bool(drawing) and name not in _TEXTS
            yield Words(
                where,
                element.text.strip(),
                drawing="" if placed else drawing,
                quiet=quiet or placed or name == _OF_VERSIONS,
            )
        yield from told_by(element, where, drawing, quiet=quiet)


def told_by(element: ElementTree.Element, where: str, drawing: str = "", *, quiet: bool = False) -> Iterator[Words]:
    """What the attributes of an element tell a reader: alternative texts, what comes up over it, prompts."""
    for key, value in element.attrib.items():
        if local(key) in SEEN_ATTRIBUTES and value.strip():
            yield Words(where, value, drawing=drawing, quiet=quiet)
