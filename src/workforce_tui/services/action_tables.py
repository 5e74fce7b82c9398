"""The figures of the registers of actions as tables: reviews, initiatives, outreach and leadership training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.action_records import CULTURE, INITIATIVE, OUTREACH, ROLE_MODEL, TRAINING
from workforce_tui.domain.actions import stated, trained_leaders, trained_together
from workforce_tui.domain.cells import NotAvailable, Shown
from workforce_tui.domain.counts import Count
from workforce_tui.domain.formatting import pounds
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.action_evidence import evidence_table
from workforce_tui.services.clock import today_here
from workforce_tui.services.record_lists import lines_of, organisation_names, review_text
from workforce_tui.services.records import list_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.actions import TrainedLeaders
    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.records import Field, Record
    from workforce_tui.services.record_lists import RecordLine
    from workforce_tui.services.workspace import Workspace

REVIEWED = (INITIATIVE, OUTREACH, CULTURE, ROLE_MODEL)
EVERYTHING = "total"


def action_tables(ws: Workspace, organisation: str | None = None, *, today: date | None = None) -> tuple[Table, ...]:
    """Every table of the place, of one organisation or all.

    Raises:
        WorkforceError: there is no such organisation.
    """
    initiatives, names = list_records(ws, INITIATIVE.code, organisation), organisation_names(ws)
    return (
        reviews_table(ws, organisation, today=today),
        initiatives_table(initiatives),
        outreach_table(list_records(ws, OUTREACH.code, organisation)),
        training_table(list_records(ws, TRAINING.code, organisation), names),
        evidence_table(ws, initiatives, names),
    )


def reviews_table(ws: Workspace, organisation: str | None = None, *, today: date | None = None) -> Table:
    """Everything that is to be reviewed, what is overdue first, then by date."""
    found = list_records(ws, [kind.code for kind in REVIEWED], organisation)
    lines = [one for one in lines_of(ws, found, today or today_here()) if _to_review(one)]
    lines.sort(key=lambda one: (not one.overdue, str(one.record.values[one.kind.review])))
    columns = (
        Column("review", _("Review"), numeric=False),
        Column("kind", _("Kind"), numeric=False, essential=False),
        Column("organisations", _("Organisations"), numeric=False, essential=False),
        Column("id", _("Number")),
    )
    rows = tuple(
        Row(
            one.title,
            (Shown(review_text(one)), Shown(_(one.kind.name)), Shown(one.organisations), Shown(one.record.id)),
            key=str(one.record.id),
        )
        for one in lines
    )
    late = sum(one.overdue for one in lines)
    return Table(
        _("Reviews to come"), _("Title"), columns, rows,
        notes=(_("Overdue: {late}. To come: {coming}.").format(late=late, coming=len(lines) - late),),
    )  # fmt: skip


def initiatives_table(records: Sequence[Record]) -> Table:
    """Positive action by stage: how many, how many run, reach, cost, and what has been evaluated and shared."""
    columns = (
        Column("initiatives", _("Initiatives")),
        Column("running", _("Running")),
        Column("evaluated", _("Evaluated"), essential=False),
        Column("shared", _("Good practice"), essential=False),
        Column("reach", _("People reached")),
        Column("cost", _("Cost"), unit="£"),
    )
    rows = tuple(
        Row(name, _initiative_cells(of), key=code) for code, name, of in _groups(records, INITIATIVE.field("stage"))
    )
    return Table(_("Positive action by stage"), _("Stage"), columns, rows, notes=_notes(records, ("reach", "cost")))


def _initiative_cells(records: Sequence[Record]) -> tuple[Cell, ...]:
    def of(key: str, *codes: object) -> Cell:
        return Shown(sum(one.values.get(key) in codes for one in records))

    return (
        Shown(len(records)),
        of("status", "running"),
        of("rating", "works", "partly", "not", "unclear"),
        of("good_practice", True),
        _sum(records, "reach"),
        _sum(records, "cost"),
    )


def outreach_table(records: Sequence[Record]) -> Table:
    """Outreach by kind: how many programmes, whom they reached, who then applied and was appointed."""
    keys = ("reach", "applied", "appointed")
    columns = (
        Column("programmes", _("Programmes")),
        Column("reach", _("People reached")),
        Column("applied", _("Applied")),
        Column("appointed", _("Appointed")),
        Column("cost", _("Cost"), unit="£", essential=False),
    )
    rows = tuple(
        Row(name, (Shown(len(of)), *(_sum(of, key) for key in (*keys, "cost"))), key=code)
        for code, name, of in _groups(records, OUTREACH.field("form"))
    )
    title = _("Outreach and employability programmes")
    return Table(title, _("Kind"), columns, rows, notes=_notes(records, (*keys, "cost")))


def training_table(records: Sequence[Record], names: Mapping[str, str]) -> Table:
    """T2: senior leaders who have completed anti-racist leadership training, by organisation and year."""
    found = trained_leaders(records)
    years = sorted({one.year for one in found}, reverse=True)
    together = [trained_together(found, year) for year in years if len({one.organisation for one in found}) > 1]
    columns = (
        Column("year", _("Year to 31 March"), numeric=False),
        Column("leaders", _("Senior leaders")),
        Column("completed", _("Completed")),
        Column("share", _("Share"), unit="%"),
    )
    rows = [Row(names.get(one.organisation, one.organisation), _leader_cells(one), one.organisation) for one in found]
    rows += [Row(_("All that state both numbers"), _leader_cells(one), EVERYTHING) for one in together]
    notes = [_("T2: senior leaders who have completed it ÷ all senior leaders, at levels L5 and L6.")]
    notes += [
        _("Several records speak of {organisation} in {year} ({numbers}): archive all but one.").format(
            organisation=names.get(one.organisation, one.organisation),
            year=one.year,
            numbers=", ".join(f"#{number}" for number in one.records),
        )
        for one in found
        if one.is_doubled
    ]
    return Table(
        _("Anti-racist leadership training"), _("Organisation"), columns, tuple(rows), notes=tuple(notes),
        source=_("As the organisations state it"),
    )  # fmt: skip


def _leader_cells(one: TrainedLeaders) -> tuple[Cell, ...]:
    missing = NotAvailable(_("several records") if one.is_doubled else _("not stated"))
    share: Cell = missing
    if one.leaders and one.completed is not None:
        share = Shown(Share(Count.exact(one.completed), Count.exact(one.leaders - one.completed)))
    return (
        Shown(str(one.year)),
        missing if one.leaders is None else Shown(one.leaders),
        missing if one.completed is None else Shown(one.completed),
        share,
    )


def _to_review(line: RecordLine) -> bool:
    over = line.kind.over
    return line.record.values.get(line.kind.review) is not None and not (over and over(line.record.values))


def _groups(records: Sequence[Record], field: Field) -> Iterator[tuple[str, str, Sequence[Record]]]:
    """The records of each answer of a field that any has, then all of them."""
    for code, name in field.named(field.choices):
        of = [one for one in records if one.values.get(field.key) == code]
        if of:
            yield code, name, of
    if records:
        yield EVERYTHING, _("All"), records


def _sum(records: Sequence[Record], key: str) -> Cell:
    total = stated(records, key).total
    if total is None:
        return NotAvailable(_("not stated"))
    return Shown(total) if isinstance(total, int) else Shown(pounds(total))


def _notes(records: Sequence[Record], keys: Sequence[str]) -> tuple[str, ...]:
    """How many of the records state each number, where some do and some do not."""
    labels = {"reach": _("People reached"), "applied": _("Applied"), "appointed": _("Appointed"), "cost": _("Cost")}
    sums = {key: stated(records, key) for key in keys}
    return tuple(
        _("{what}: stated by {stated} of {records} records, and added up for those.").format(
            what=labels[key], stated=one.stated, records=one.records
        )
        for key, one in sums.items()
        if 0 < one.stated < one.records
    )
