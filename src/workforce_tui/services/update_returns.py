"""Which returns the all-Wales update rests on, and what in it is not comparable and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.benchmarks import has_benchmark
from workforce_tui.domain.cells import Shown
from workforce_tui.domain.edition import EditionTable
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.update_sums import LEVEL, counted_by
from workforce_tui.i18n import _
from workforce_tui.services.publication_text import measure_name
from workforce_tui.services.update_tables import day_text, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.cells import Cell
    from workforce_tui.services.update_compiling import Compiled


def returns_table(compiled: Compiled, code: str) -> EditionTable:
    """Every organisation of Wales with the return it is in the update with, or that there is none."""
    table = Table(
        title=_("Returns in the update of {year}").format(year=compiled.sources.year),
        row_heading=_("Organisation"),
        columns=(
            Column("state", _("In the update"), numeric=False),
            Column("snapshot", _("Snapshot"), numeric=False),
            Column("version", _("Version of the return"), numeric=False),
        ),
        rows=tuple(_return_row(compiled, one) for one in compiled.sources.expected),
        notes=(_("An organisation that sent nothing is in no total, and is not counted as nobody."),),
        source=_("Annual returns of the organisations."),
    )
    return EditionTable(code, f"{code} {_('Returns')}", table)


def _return_row(compiled: Compiled, code: str) -> Row:
    received = compiled.sources.received.get(code)
    name = compiled.sources.known[code].name
    if received is None:
        missing: tuple[Cell, ...] = (day_text(None), day_text(None))
        return Row(name, (Shown(_why_missing(compiled, code)), *missing), code)
    version = Shown(_("version {number}").format(number=received.held.version))
    return Row(name, (Shown(_state(compiled, code)), day_text(received.staff.day), version), code)


def _state(compiled: Compiled, code: str) -> str:
    if code not in compiled.everyone:
        return _("sent, not in the totals")
    mapped = code in counted_by(compiled.sources.staff, LEVEL)
    return _("in the totals and by level") if mapped else _("in the totals, not by level")


def _why_missing(compiled: Compiled, code: str) -> str:
    if code in compiled.sources.others:
        return _("sent, with no edition for these readers")
    return _("nothing sent")


def comparability_table(compiled: Compiled, code: str) -> EditionTable:
    """What is not comparable, for each organisation it is about, and why."""
    rows = tuple(_reasons(compiled))
    table = Table(
        title=_("What is not comparable, and why: {year}").format(year=compiled.sources.year),
        row_heading=_("Organisation"),
        columns=(Column("about", _("About"), numeric=False), Column("reason", _("Why"), numeric=False)),
        rows=rows or (Row(_("All organisations"), (Shown(_("everything")), Shown(_("Nothing to report."))), ""),),
        notes=(_("Breaks within the series of one organisation are in its own return."),),
        source=_("Annual returns of the organisations."),
    )
    return EditionTable(code, f"{code} {_('Comparability')}", table)


def _reasons(compiled: Compiled) -> Iterator[Row]:
    sources = compiled.sources
    for code in sources.expected:
        name, received = sources.known[code].name, sources.received.get(code)
        said = [(_("totals"), _("No return may be used: it is in no total."))] if received is None else []
        if received is not None:
            said = [*_of_figures(compiled, code), *_of_breaks(compiled, code)]
        for number, (about, reason) in enumerate(said, 1):
            yield Row(name, (Shown(about), Shown(reason)), f"{code}:{number}")


def _of_figures(compiled: Compiled, code: str) -> Iterator[tuple[str, str]]:
    staff, whose = compiled.sources.received[code].staff, compiled.whose
    if not staff.cells:
        yield _("totals"), _("The return has no figures of staff.")
        return
    if code not in compiled.everyone:
        yield _("totals"), _("It does not tell ethnic minority and White staff apart under the definition.")
    elif code not in counted_by(compiled.sources.staff, LEVEL):
        yield _("levels"), _("Its grades are not all at common levels, or not all of its levels can be known.")
    if whose and staff.day and staff.day != whose.day:
        text = _("Its staff were counted on {date}, not on {other}.")
        yield _("snapshot"), text.format(date=long_date(staff.day), other=long_date(whose.day))
    if not has_benchmark(compiled.sources.known[code].benchmark):
        yield _("population"), _("No population figure is held for its area.")


def _of_breaks(compiled: Compiled, code: str) -> Iterator[tuple[str, str]]:
    """The breaks in its series that its own return marks: other lists, grades mapped anew, other kinds of worker."""
    edition = compiled.sources.received[code].edition
    for _section, held in edition.tables():
        keys = [column.key for column in held.table.columns]
        if keys != ["break"]:
            continue
        for row in held.table.rows:
            cell = row.cells[0]
            if isinstance(cell, Shown):
                yield _("series from {date}").format(date=row.label), str(cell.value)


def rounded_note(compiled: Compiled) -> str:
    """The totals of organisations that are rounded beside exact ones, which nobody may subtract; "" for none."""
    said = [
        f"{names(compiled, [code])} ({', '.join(map(measure_name, staff.rounded_totals()))})"
        for code, staff in compiled.sources.staff.items()
        if staff.rounded_totals()
    ]
    text = _("These totals are rounded to the nearest {base} all the same: {names}.")
    return text.format(base=compiled.profile.rounding, names="; ".join(said)) if said else ""


def left_out_note(compiled: Compiled) -> str:
    """The organisations that are in no total, by name; "" where there are none."""
    left = [code for code in compiled.sources.expected if code not in compiled.everyone]
    return _("Not in the totals: {names}.").format(names=names(compiled, left)) if left else ""
