"""Good practice that organisations share, whatever kind of record it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.record_kinds import kinds
from workforce_tui.domain.record_text import value_text
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import WELSH, _, language
from workforce_tui.services.record_lists import lines_of
from workforce_tui.services.records import list_records, mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.services.record_lists import RecordLine
    from workforce_tui.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Practice:
    """A record that is marked as good practice, and what it says of it, in the language in use first."""

    line: RecordLine
    text: str

    @property
    def title(self) -> str:
        """What it is called: a part of a record says of which."""
        return f"{self.line.above}: {self.line.title}" if self.line.above else self.line.title


def practices(ws: Workspace, text: str | None = None, organisation: str | None = None) -> tuple[Practice, ...]:
    """What is marked as good practice and has every word of *text* somewhere in it, in either language.

    Raises:
        WorkforceError: there is no such organisation.
    """
    codes = [kind.code for kind in kinds().values() if kind.practice]
    found = [
        one
        for one in list_records(ws, codes, organisation)
        if one.values.get(kinds()[one.kind].practice) is True and (not text or mentions(one, text))
    ]
    return tuple(Practice(line, _said(line)) for line in lines_of(ws, found))


def practice_table(found: Sequence[Practice]) -> Table:
    """Good practice as a table."""
    columns = (
        Column("organisations", _("Organisations"), numeric=False),
        Column("kind", _("Kind"), numeric=False, essential=False),
        Column("id", _("Number")),
        Column("text", _("What others can take from it"), numeric=False),
    )
    rows = tuple(
        Row(
            one.title,
            (Shown(one.line.organisations), Shown(_(one.line.kind.name)), Shown(one.line.record.id), Shown(one.text)),
            key=str(one.line.record.id),
        )
        for one in found
    )
    return Table(_("Good practice to share"), _("Title"), columns, rows)


def _said(line: RecordLine) -> str:
    """What the record says of it: the first text there is, that in the language in use before the other."""
    keys = line.kind.practice_texts
    first = [key for key in keys if key.endswith("_cy") is (language() == WELSH)]
    for key in (*first, *keys):
        value = line.record.values.get(key)
        if value is not None:
            return value_text(line.kind.field(key), value)
    return ""
