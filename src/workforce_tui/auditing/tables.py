"""Tables of a document as statements: tidy ones, mappings of grades, and tables with a column for each measure."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.auditing.derived import STATUSES
from workforce_tui.auditing.documents import Words
from workforce_tui.auditing.interchange import OWN_COLUMNS, is_figure, is_unreadable, named, read_share
from workforce_tui.auditing.places import is_organisation
from workforce_tui.auditing.prose import numbers_in
from workforce_tui.auditing.rates import is_rates
from workforce_tui.auditing.statements import Derived, Leak, Reading
from workforce_tui.auditing.tidy import KNOWN_MEASURES, Context, Rules, add_value, context_of, read_row
from workforce_tui.auditing.values import read_period, read_value
from workforce_tui.auditing.words import (
    code_of,
    definition_in,
    grade_code,
    group_code,
    organisation_code,
    organisation_in,
    plain,
    spellings,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from workforce_tui.auditing.documents import Grid

_TIDY = ("measure", "value")
_NOT_READ = ("status", "profile")
"""Columns that are known, and of which nothing is made: a number in them has no business there."""
_FRACTIONS = frozenset({"share", "declaration_rate", "target", "lower", "upper"})
"""Headings, as programs write them, of shares from 0 to 1."""
_INNER = frozenset({"grade", "level", "tier", "group", "worker", "sex"})
"""What the rows of a table are of, where another column names the organisation or area."""


def columns_of(grid: Grid) -> dict[int, str]:
    """The columns of a tidy table by their codes; nothing for another kind of table."""
    found = {place: code for place, name in enumerate(grid.header) if (code := _column(name))}
    return found if all(code in found.values() for code in _TIDY) and not is_rates(grid) else {}


def words_apart(grid: Grid) -> Iterator[Words]:
    """What stands in the columns of a tidy table that no figure is read from, where it holds a number: as words.

    Of two columns of one name the last is read.
    """
    read = {code: place for place, code in columns_of(grid).items() if code not in _NOT_READ}.values()
    own = OWN_COLUMNS if "record" in grid.header else frozenset()
    others = [
        place
        for place, name in enumerate(grid.header)
        if place not in read and name not in own and code_of("numbering", name) is None
    ]
    for number, row in enumerate(grid.rows, start=2):
        for place in others:
            if numbers_in(row[place]):
                yield Words(f"{grid.where}, {number}", row[place].strip(), grid.where)


def _column(name: str) -> str | None:
    return name if name in ("low", "high", "unit") else code_of("column", name)


def rules_of(fields: Mapping[str, str], legend: Mapping[str, bool], whole: Rules) -> Rules:
    """How the figures of a row were made safe: as the row says, else as the file does."""
    threshold, rounding = (_whole(fields.get(name, "")) for name in ("threshold", "rounding"))
    threshold = whole.threshold if threshold is None else threshold
    censored = threshold - 1 if legend.get("small") and threshold else None
    exact = fields.get("exact_totals", "").strip().casefold() == "yes"
    return Rules(threshold, whole.rounding if rounding is None else rounding, censored, exact)


def _whole(text: str) -> int | None:
    value = read_value(text)
    return int(value.low) if value is not None and value.low is not None else None


def read_tidy(grid: Grid, legend: Mapping[str, bool], known: Collection[tuple[str, ...]] = ()) -> Reading:
    """The statements of a tidy table, and the labels and organisations it names; rows that are *known* are left out."""
    columns = columns_of(grid)
    reading = Reading()
    for number, row in enumerate(grid.rows, start=2):
        fields = {code: row[place] for place, code in columns.items()}
        if not any(fields.values()) or row in known:
            continue
        if not fields.get("value", "").strip() and fields.get("low", "").strip():
            fields["value"] = f"{fields['low']} to {fields.get('high', '')}"
        where, said = f"{grid.where}, {number}", named(grid, row)
        if not is_figure(said):
            if code_of("measure", fields.get("measure", "")) == "progress":
                _add_status(reading, context_of(fields), said.get("text", ""), where)
            continue
        if is_unreadable(said):
            share = read_share(context_of(fields), code_of("measure", fields["measure"]) or "", said["text"], where)
            if share is not None:
                reading.add(share)
                _learn(reading, fields)
                continue
            reading.leaks.append(Leak(where, said["form"][:40], "unread"))
        reading.add(read_row(fields, where, rules_of(fields, legend, Rules())))
        _learn(reading, fields)
    return reading


def _learn(reading: Reading, fields: Mapping[str, str]) -> None:
    """The label of a row's code, the area of an organisation, and that a table lists an organisation."""
    dimension = code_of("dimension", fields.get("dimension", "")) or ""
    row, label = fields.get("row", "").strip(), plain(fields.get("row_label", ""))
    if row and label:
        reading.labels.setdefault((dimension, label), row)
    organisation = fields.get("organisation", "").strip()
    area = code_of("area", fields.get("area", ""))
    if organisation and area:
        reading.areas.setdefault(organisation_code(organisation) or organisation, area)
    if dimension == "organisation" and row:
        period = read_period(fields.get("period", "")) or ""
        reading.listed.setdefault(period, set()).add((organisation_code(row) or row, period))


def is_mapping(grid: Grid) -> bool:
    """Whether a table says which level each grade is at."""
    names = [plain(name) for name in grid.header]
    return _named(names, "level") is not None and _named(names, "grade") is not None and not columns_of(grid)


def _named(names: list[str], dimension: str) -> int | None:
    return next((place for place, name in enumerate(names) if code_of("dimension", name) == dimension), None)


def read_mapping(grid: Grid, labels: Mapping[tuple[str, str], str]) -> Reading:
    """The mapping of grades to levels."""
    names = [plain(name) for name in grid.header]
    grades, levels, owners = (_named(names, name) for name in ("grade", "level", "organisation"))
    coded = (
        place for place, name in enumerate(names) if place != grades and code_of("column", name) in ("grade", "row")
    )
    codes = next(coded, None)
    reading = Reading()
    for row in grid.rows:
        if grades is None or levels is None:
            continue
        owner = row[owners].strip() if owners is not None else ""
        label = row[grades].strip()
        code = row[codes].strip() if codes is not None else labels.get(("grade", plain(label))) or grade_code(label)
        level = code_of("level", row[levels])
        if level and (code or label):
            reading.levels[organisation_code(owner) or owner, code or label] = level
    return reading


def read_table(grid: Grid, known: Reading, rules: Rules, version: str = "") -> Reading | None:
    """The statements of a table with a row for each group of people and a column for each measure; None for others."""
    measures = {place: code for place, name in enumerate(grid.header) if (code := _measure(name)) and place}
    labels = [place for place in range(len(grid.header)) if place not in measures]
    if not {"headcount", "known", "minority", "white", "share"} & set(measures.values()):
        return None
    fields = {"version": version} | _fields(grid, known)
    reading = Reading()
    for number, row in enumerate(grid.rows, start=2):
        where = f"{grid.where}, {number} ({row[0][:60]})" if row else grid.where
        here = fields | _row_fields(grid, row, labels, fields["dimension"])
        context = context_of(here, known.labels)
        if fields["dimension"] == "organisation" and is_organisation(context.place):
            reading.listed.setdefault(context.period, set()).add((context.place, context.period))
        for place, measure in measures.items():
            _add_cell(reading, context, measure, grid.header[place], row[place], where, rules)
        reading.leaks += _unknown_columns(grid, row, labels[1:], where)
    return reading


def _unknown_columns(grid: Grid, row: tuple[str, ...], places: Sequence[int], where: str) -> Iterator[Leak]:
    """The numbers beside a row that nothing is known of; what is projected from a share goes with the share."""
    starts = _starts_from_what_is_shown(grid, row)
    for place in places:
        if _column(grid.header[place]) in (None, *_NOT_READ) and numbers_in(row[place]):
            projected = code_of("projected", grid.header[place]) is not None
            if not (projected and starts):
                why = "derived" if projected else "unknown_column"
                yield Leak(where, f"{grid.header[place]}: {row[place]}"[:120], why)


def _starts_from_what_is_shown(grid: Grid, row: tuple[str, ...]) -> bool:
    """Whether a row has the share of ethnic minority staff that a projection starts from, or goes through."""
    shares = (read_value(cell) for name, cell in zip(grid.header, row, strict=True) if _measure(name) == "share")
    return any(one is not None and one.is_number for one in shares)


def _add_cell(
    reading: Reading, context: Context, measure: str, heading: str, text: str, where: str, rules: Rules
) -> None:
    if measure == "progress":
        _add_status(reading, context, text, where)
        return
    value = read_value(text)
    if value is None:
        if numbers_in(text):
            reading.leaks.append(Leak(where, text[:120], "unread"))
        return
    reading.cells += 1
    percent = value.percent or "%" in heading or measure in ("share", "declaration_rate")
    if heading in _FRACTIONS and not value.percent and value.low is not None and value.high is not None:
        value = replace(value, low=value.low * 100, high=value.high * 100, decimals=max(value.decimals - 2, 0))
    add_value(reading, context, (measure, ""), value, rules, where, percent=percent)


def _add_status(reading: Reading, context: Context, text: str, where: str) -> None:
    status = code_of("status", text)
    if status is not None and status in STATUSES:
        reading.derived.append(Derived(context.figure("minority"), status, Fraction(0), Fraction(0), where))


def _measure(name: str) -> str | None:
    bare = name.replace("(%)", "").strip()
    code = code_of("measure", bare) or code_of("measure", name)
    if code:
        return code
    group = group_code(bare)
    return group if group and group not in KNOWN_MEASURES else None


def _fields(grid: Grid, known: Reading) -> dict[str, str]:
    """Whose figures a table has, from the codes beside it, its title and its first heading."""
    fields = {code: text for name, text in grid.codes.items() if (code := _column(name))}
    words = plain(grid.title)
    fields.setdefault("organisation", organisation_in(words) or "")
    fields.setdefault("period", read_period(grid.title) or read_period(grid.codes.get("as_at", "")) or "")
    headings = [code_of("dimension", name) for name in grid.header]
    inner = next((one for one in headings if one in _INNER), headings[0] if headings else None)
    by_day = bool(grid.header) and _column(grid.header[0]) == "period"
    fields.setdefault("dimension", inner or ("period" if by_day else "total"))
    fields.setdefault("definition", definition_in(words) or definition_in(plain(grid.below)) or "")
    fields.setdefault("cut", _event_in(words))
    return fields


def _event_in(words: str) -> str:
    """The cut of a table of what happened in a year, which its title begins with; "" for staff in post."""
    named = (one for one in sorted(spellings("event"), key=len, reverse=True) if words.startswith(f"{one} "))
    return next((f"event:{code_of('event', one)}" for one in named), "")


def _row_fields(grid: Grid, row: tuple[str, ...], labels: list[int], dimension: str) -> dict[str, str]:
    """The fields that columns of a table give: its label, and any column named as a field."""
    found = {code: row[place] for place in labels if (code := _column(grid.header[place])) and row[place].strip()}
    if labels:
        found.setdefault("row_label", row[labels[0]])
        if dimension == "period":
            found["row"] = row[labels[0]]
    if found.get(dimension):
        found["row_label"] = found.pop(dimension)
    return found
