"""What a reader sees in a file, whatever its format: tables of texts, and texts outside of tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_CELLS = 5_000_000
MOST_BYTES = 200_000_000
"""What a finished file can hold, unpacked; a larger one is refused rather than read in part."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: where it is, its title, the codes said beside it, its header and its rows, all as texts.

    `below` is the lines under it.
    """

    where: str
    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    codes: Mapping[str, str] = field(default_factory=dict)
    below: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One text outside of tables: a title, a note, an alternative text, a label of a chart, a name.

    `drawing` names the drawing it is in or tells of, "" for none; `quiet` is what programs write of a file
    themselves, `name` what a sheet is called.
    """

    where: str
    text: str
    table: str = ""
    drawing: str = ""
    quiet: bool = False
    name: bool = False


@dataclass(slots=True)
class Document:
    """Everything a reader can see in one file, hidden things included.

    `unsure` is what could not be understood, `unseen` what only eyes can read (pictures, files inside the file),
    `codes` what the file tells programs of itself (threshold, rounding).
    """

    name: str
    grids: list[Grid] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    unsure: list[Words] = field(default_factory=list)
    unseen: list[Words] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)

    def sheet_of(self, grid: Grid) -> str:
        """The name of the sheet a table is on, which may have commas of its own."""
        return grid.where.removeprefix(f"{self.name}, ")


def refuse(path: Path, why: str) -> WorkforceError:
    """The failure for a file that cannot be audited, which is to say that nobody should be given it."""
    return WorkforceError(
        _("{name} cannot be audited: {why}").format(name=path.name, why=why),
        _("A file that cannot be read in full is not shown to be safe. Write it again, or save it in another format."),
    )


def text_of(content: bytes, path: Path) -> str:
    """The bytes of a text file as text; raises WorkforceError where they are not text."""
    if len(content) > MOST_BYTES:
        raise refuse(path, _("it is too large."))
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse(path, _("it is not text."))
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(path, _("its letters cannot be read."))
