"""What is handed over: one edition of an annual return, of the all-Wales update or of the panel pack, in one language.

An edition has passed disclosure control: its cells are as its readers may see them, and nothing in it can be worked
back. Every format, and the interchange file, draws the same edition and adds nothing to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workforce_tui.domain.table import Table


SIGNED = "signed_sections"
"""The code of a return's edition that names the sections signed with figures or records, whether or not it has them."""


LONGEST_NAME = 31
"""Letters of the name of a table, which is also that of a sheet."""


def table_name(code: str, name: str) -> str:
    """What a table is called: its code and its name, cut between words where it is too long.

    >>> table_name("T9a", "N1 Resourcing of staff networks")
    'T9a N1 Resourcing of staff'
    """
    whole = f"{code} {name}".strip()
    cut = whole if len(whole) <= LONGEST_NAME else whole[: LONGEST_NAME + 1].rpartition(" ")[0]
    return cut if cut.startswith(f"{code} ") else whole[:LONGEST_NAME].strip()


class EditionKind(StrEnum):
    """What is handed over."""

    RETURN = "return"
    UPDATE = "update"
    PACK = "pack"


class Audience(StrEnum):
    """For whom an edition is; each has the disclosure profile of `AUDIENCE_PROFILES`."""

    FULL = "full"
    """The organisation's own copy, or the taskforce's by agreement: never without a reason, which is kept."""
    INTERNAL = "internal"
    PUBLIC = "public"


AUDIENCE_PROFILES: Mapping[Audience, str] = {
    Audience.FULL: "RAW",
    Audience.INTERNAL: "TASKFORCE",
    Audience.PUBLIC: "PUBLIC",
}


@dataclass(frozen=True, slots=True)
class EditionTable:
    """A table of an edition with its codes.

    `code` names it among the tables of the edition and is the same in each language ("T4a"); `name` is short enough for
    a tab of a workbook. The keys of its rows and columns are codes. `dimension` says what the rows are where a program
    can use the figures ("level", "grade", "outcome"; "" where it cannot), `cut` of which people they are where that is
    not all staff ("event:leavers"), and `chart` names the column a bar chart shows ("" for none).
    """

    code: str
    name: str
    table: Table
    dimension: str = ""
    cut: str = ""
    chart: str = ""


@dataclass(frozen=True, slots=True)
class EditionText:
    """A text in both languages ("" where there is none), and how far its translation is (a code, or "")."""

    key: str
    name: str
    english: str = ""
    welsh: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class EditionSection:
    """A section: its number, code and name, the commitments it answers, and what is in it.

    `nothing` is why there is nothing to report, where that is the answer.
    """

    number: int
    code: str
    name: str
    commitments: tuple[str, ...] = ()
    tables: tuple[EditionTable, ...] = ()
    texts: tuple[EditionText, ...] = ()
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything one hand-over says, in one language ("en" or "cy").

    `organisation` is "" for all of Wales. `facts` are what the cover says, label and text; `notes` hold for all tables;
    `mapping` are the native grades beside the common levels. `codes` are what a program reads the edition by: profile,
    threshold, rounding, area, period (the snapshot's day), definition, state, signed_name, signed_post, signed_on,
    signed_sha256, the hash of the signed version, and signed_sections.
    """

    kind: EditionKind
    audience: Audience
    organisation: str
    year: int
    version: int
    language: str
    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[EditionSection, ...]
    notes: tuple[str, ...] = ()
    mapping: Table | None = None
    author: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)

    def tables(self) -> Iterator[tuple[EditionSection, EditionTable]]:
        """Every table with its section, in order."""
        for section in self.sections:
            for table in section.tables:
                yield section, table

    @property
    def stem(self) -> str:
        """What the names of its files begin with: codes only, nothing of the figures."""
        who = self.organisation or "wales"
        return f"{who}_{self.year}_{self.kind}_{self.audience}_v{self.version}_{self.language}"


def without_reasons(edition: Edition, reason: str) -> Edition:
    """The edition with the same *reason* for every figure that is withheld: why it is would say how large it is."""
    changed = tuple(
        replace(one, tables=tuple(replace(each, table=_told(each.table, reason)) for each in one.tables))
        for one in edition.sections
    )
    return replace(edition, sections=changed)


def _told(table: Table, reason: str) -> Table:
    rows = tuple(
        replace(row, cells=tuple(Withheld(reason) if isinstance(one, Withheld) else one for one in row.cells))
        for row in table.rows
    )
    return replace(table, rows=rows)
