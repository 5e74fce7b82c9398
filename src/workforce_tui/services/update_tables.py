"""The figures of the all-Wales update as tables: totals by organisation, area, kind, level and tier, and beside them
the population and the years before."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from workforce_tui.domain.benchmarks import benchmark, has_benchmark
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.edition import EditionTable
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import half_up, long_date
from workforce_tui.domain.levels import Level, Tier, level_name, tier_name
from workforce_tui.domain.shares import Share
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.update_figures import COUNTED, HEADLINE, PERCENTAGES, UNMAPPED
from workforce_tui.domain.update_sums import AREA, KIND, LEVEL, ORGANISATION, TIER, counted_by
from workforce_tui.domain.workforce import Area, OrganisationKind, area_name, kind_name
from workforce_tui.i18n import _
from workforce_tui.services.publication_text import measure_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.update_sums import Line
    from workforce_tui.services.update_compiling import Compiled

MEASURES = (*COUNTED, *PERCENTAGES)
DECLARED = ("headcount", "known", "undeclared", "unknown", "declaration_rate")


def dimension_heading(dimension: str) -> str:
    """What the rows of a table of the update are."""
    return {
        ORGANISATION: _("Organisation"),
        AREA: _("Area of the local criminal justice board"),
        KIND: _("Kind of organisation"),
        LEVEL: _("Level"),
        TIER: _("Tier"),
    }[dimension]


def row_name(compiled: Compiled, line: Line) -> str:
    """The name of a row, in the language in use."""
    match line.dimension:
        case "organisation":
            return compiled.sources.known[line.row].name
        case "area":
            return _("Bodies that serve all of Wales") if line.row == Area.WALES else area_name(Area(line.row))
        case "kind":
            return kind_name(OrganisationKind(line.row))
        case "level":
            return level_name(Level(line.row)) if line.row in list(Level) else line.row
        case "tier":
            return _("Not mapped to a tier") if line.row == UNMAPPED else tier_name(Tier(line.row))
        case _:
            return _("All staff")


def names(compiled: Compiled, codes: Iterable[str]) -> str:
    """The names of organisations, in a list."""
    return ", ".join(compiled.sources.known[code].name for code in codes)


def staff_table(
    compiled: Compiled, code: str, dimension: str, measures: Sequence[str] = MEASURES, *, title: str = ""
) -> EditionTable | None:
    """A table of the staff of all Wales by one dimension, the total last; None where nobody can be added up by it."""
    rows = [line for line in compiled.lines if line.dimension == dimension]
    total = [line for line in compiled.lines if not line.dimension]
    if not (rows or (total and dimension == ORGANISATION)):
        return None
    heading = dimension_heading(dimension)
    said = title or _("Ethnic minority representation by {rows}: all of Wales, {year}")
    table = Table(
        title=said.format(rows=heading.lower(), year=compiled.sources.year),
        row_heading=heading,
        columns=tuple(Column(one, measure_name(one), "%" if one in PERCENTAGES else "") for one in measures),
        rows=tuple(_row(compiled, line, measures) for line in (*rows, *total)),
        notes=(definition_note(), counted_note(compiled), *_dimension_notes(compiled, dimension)),
        source=_("Annual returns of the organisations."),
        as_at=compiled.whose.day if compiled.whose else None,
        definition=HEADLINE,
    )
    chart = "share" if "share" in measures else measures[-1]
    return EditionTable(code, f"{code} {_short(dimension)}", table, dimension, chart=chart)


def _short(dimension: str) -> str:
    return {
        ORGANISATION: _("Organisation"),
        AREA: _("Area"),
        KIND: _("Kind"),
        LEVEL: _("Level"),
        TIER: _("Tier"),
    }[dimension]


def _row(compiled: Compiled, line: Line, measures: Sequence[str]) -> Row:
    cells = (compiled.cells.get((line.dimension, line.row, one)) for one in measures)
    missing = NotAvailable(_("Not every organisation counted says this."))
    return Row(row_name(compiled, line), tuple(cell or missing for cell in cells), line.row)


def definition_note() -> str:
    """What is counted as ethnic minority."""
    return _("Definition: {name}. Shares are of staff whose ethnicity is known.").format(name=definition_name(HEADLINE))


def counted_note(compiled: Compiled) -> str:
    """How many organisations are in the totals, and how the totals were made."""
    sent, expected = len(compiled.everyone), len(compiled.sources.expected)
    said = _("In the totals: {organisations}.").format(organisations=organisations_text(sent, expected))
    if compiled.protected:
        return said + " " + _("Totals are counted from the returns and then protected together.")
    return (
        said
        + " "
        + _("Totals are sums of published figures: of rounded or withheld ones, a total lies between two numbers.")
    )


def organisations_text(some: int, expected: int) -> str:
    """How many organisations, of how many there are in Wales."""
    return _("{some} of {of} organisations in Wales").format(some=some, of=expected)


def _dimension_notes(compiled: Compiled, dimension: str) -> tuple[str, ...]:
    """Whose levels or tiers cannot be added up."""
    if dimension not in (LEVEL, TIER):
        return ()
    mapped = counted_by(compiled.sources.staff, dimension)
    left = [code for code in compiled.everyone if code not in mapped]
    if not left:
        return ()
    text = _("Not added up by {rows}, and in the row of staff not placed: {names}.")
    return (text.format(rows=dimension_heading(dimension).lower(), names=names(compiled, left)),)


def declaration_table(compiled: Compiled, code: str) -> EditionTable | None:
    """How many declared their ethnicity, by organisation."""
    title = _("Declaration of ethnicity by {rows}: all of Wales, {year}")
    return staff_table(compiled, code, ORGANISATION, DECLARED, title=title)


def population_table(compiled: Compiled, code: str) -> EditionTable | None:
    """Shares beside the population, by organisation and for all Wales: the difference of the two as written."""
    rows = [line for line in compiled.lines if line.dimension in ("", ORGANISATION)]
    drawn = [_beside(compiled, line) for line in sorted(rows, key=lambda one: not one.dimension)]
    if not drawn:
        return None
    table = Table(
        title=_("Ethnic minority share of staff beside the population: {year}").format(year=compiled.sources.year),
        row_heading=dimension_heading(ORGANISATION),
        columns=(
            Column("share", measure_name("share"), "%"),
            Column("target", _("Share of the population (%)"), "%"),
            Column("gap_points", _("Gap"), _("points")),
            Column("standing", _("Staff beside the population"), numeric=False),
        ),
        rows=tuple(drawn),
        notes=(definition_note(), _population_note(), *_gap_notes(drawn)),
        source=_("Annual returns of the organisations; {source}.").format(source=benchmark("wales").source),
        as_at=compiled.whose.day if compiled.whose else None,
        definition=HEADLINE,
    )
    return EditionTable(code, f"{code} {_('Population')}", table, ORGANISATION)


def _gap_notes(rows: Sequence[Row]) -> Iterator[str]:
    """What the gap is, and why there is none beside a share that is a range."""
    yield _("The gap is the difference of the two shares as written.")
    if any(isinstance(row.cells[2], NotAvailable) and isinstance(row.cells[0], Shown) for row in rows):
        yield _(
            "Where the share of staff is a range, no one number is the gap: it lies between the two ends of the range, "
            "each less the share of the population. The last column says what holds of all of it."
        )


def _population_note() -> str:
    place = benchmark("wales")
    text = _("Population: {base}, {date}. It says nothing of who could apply for a post.")
    return text.format(base=place.base, date=long_date(place.as_at))


def _beside(compiled: Compiled, line: Line) -> Row:
    share = compiled.cells.get((line.dimension, line.row, "share")) or NotAvailable(_("not available"))
    place = compiled.sources.known[line.row].benchmark if line.dimension else "wales"
    if not has_benchmark(place):
        nothing = NotAvailable(_("No population figure is held."))
        return Row(row_name(compiled, line), (share, nothing, nothing, nothing), line.row)
    population = benchmark(place).share(HEADLINE)
    cells = (share, Shown(_rounded(population, share)), _gap(share, population), _standing(share, population))
    return Row(row_name(compiled, line), cells, line.row)


def _rounded(population: Fraction, share: Cell) -> Decimal:
    """The share of the population with as many decimals as that of staff."""
    match share:
        case Shown(Decimal() as percent):
            return half_up(population * 100, -int(percent.as_tuple().exponent))
        case _:
            return half_up(population * 100, 1)


def _gap(share: Cell, population: Fraction) -> Cell:
    match share:
        case Shown(Decimal() as percent):
            return Shown(percent - _rounded(population, share))
        case Shown():
            return NotAvailable(_("The share lies between two values."))
        case Withheld():
            return Withheld("derived")
        case _:
            return share


def _standing(share: Cell, population: Fraction) -> Cell:
    """Which of the two shares is higher, as far as what is written says so."""
    match share:
        case Shown(Decimal() as percent):
            written = _rounded(population, share)
            low = high = percent - written
        case Shown(Share() as held) if held.low is not None and held.high is not None:
            low, high = (Decimal(1 if end > population else -1) for end in (held.low, held.high))
        case _:
            return NotAvailable(_("The share is not shown."))
    if low > 0:
        return Shown(_("higher"))
    return Shown(_("lower")) if high < 0 else Shown(_("cannot be told apart"))


def trend_table(found: Sequence[Compiled], code: str) -> EditionTable | None:
    """Everyone in the totals of each year, the earliest first; None for fewer than two years."""
    years = [one for one in found if one.whose and one.everyone]
    if len(years) < 2:
        return None
    rows = tuple(
        Row(long_date(one.whose.day), _row(one, one.lines[0], MEASURES).cells, one.whose.day.isoformat())
        for one in years
        if one.whose
    )
    table = Table(
        title=_("Representation over the years: all of Wales"),
        row_heading=_("As at"),
        columns=tuple(Column(one, measure_name(one), "%" if one in PERCENTAGES else "") for one in MEASURES),
        rows=rows,
        notes=(definition_note(), *_trend_notes(years)),
        source=_("Annual returns of the organisations."),
        definition=HEADLINE,
    )
    return EditionTable(code, f"{code} {_('Trend')}", table, "period", chart="share")


def _trend_notes(years: Sequence[Compiled]) -> tuple[str, ...]:
    """Which organisations are in the totals of one year and not of the year before."""
    notes = [_("The first year here is the baseline.")]
    for before, after in pairwise(years):
        came = [code for code in after.everyone if code not in before.everyone]
        gone = [code for code in before.everyone if code not in after.everyone]
        year, former = after.sources.year, before.sources.year
        if came:
            text = _("In the totals of {year} and not of {former}: {names}.")
            notes.append(text.format(year=year, former=former, names=names(after, came)))
        if gone:
            text = _("In the totals of {former} and not of {year}: {names}.")
            notes.append(text.format(year=year, former=former, names=names(after, gone)))
    if len(notes) > 1:
        notes.append(_("Years that are not of the same organisations cannot be compared as if they were."))
    return tuple(notes)


def day_text(day: date | None) -> Cell:
    """A day in words, or that there is none."""
    return Shown(long_date(day)) if day else NotAvailable(_("not stated"))
