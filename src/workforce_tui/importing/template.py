"""Recognising a filled-in collection template, whatever it is called now and in whichever order its sheets are.

The first sheet says whose figures they are, for when, and which sheet holds which dataset, each beside a code that is
the same in every language. A sheet that was renamed is known by its headers.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import (
    ABOUT_NAME,
    AS_AT,
    LISTS,
    LISTS_NAME,
    MARK,
    ORGANISATION,
    PERIOD_END,
    PERIOD_START,
    SHEET,
    VERSION,
    is_listed_ethnicity,
)
from workforce_tui.domain.datasets import COLUMNS, Dataset, dataset_message
from workforce_tui.domain.ethnicity import Scheme
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.label_keys import label_key
from workforce_tui.i18n import _, in_every_language
from workforce_tui.importing.dates import parse_date
from workforce_tui.importing.guards import FileRefused
from workforce_tui.importing.model import ALL_SHEETS
from workforce_tui.importing.synonyms import without_requirement
from workforce_tui.importing.values import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from workforce_tui.importing.book import Book
    from workforce_tui.importing.catalogue import IssueLog
    from workforce_tui.importing.model import ImportRequest
    from workforce_tui.importing.values import Cell

_ABOUT_ROWS = 200
"""Rows of the first sheet that are looked at."""
_HEADER_ROWS = 10
"""Rows of a sheet among which its headers are looked for."""
_FACTS = (MARK, ORGANISATION, AS_AT, PERIOD_START, PERIOD_END)


@dataclass(frozen=True, slots=True)
class TemplateAbout:
    """What the first sheet of a collection template says.

    `sheets` holds the dataset of each sheet that is in the workbook, under its name there; `unknown` the visible
    sheets that are none of the template's.
    """

    organisation: str
    as_at: date
    period_start: date
    period_end: date
    sheets: Mapping[str, Dataset]
    unknown: tuple[str, ...] = ()


def read_about(book: Book) -> TemplateAbout | None:
    """What the workbook says of itself as a collection template; None when it is none.

    Raises FileRefused for a template whose first sheet cannot be relied on any more.
    """
    for name in _likely(book):
        said = _said(book, name)
        if said is not None and MARK in said:
            return _about(book, name, said)
    return None


def _likely(book: Book) -> list[str]:
    """The sheets worth opening to look for the mark, the likeliest first.

    The first sheet costs nothing: it is read in any case. Opening others for nothing would double the reading time, so
    that is only done where a sheet has a name that a template gives.
    """
    if book.is_text or len(book.sheets) < 2:
        return []
    keys = {sheet.name: label_key(sheet.name) for sheet in book.sheets}
    about = [name for name, key in keys.items() if key in _keys_of(ABOUT_NAME)]
    first = [sheet.name for sheet in book.sheets if not sheet.hidden][:1]
    known = about or set(keys.values()) & _data_keys()
    others = [name for name, key in keys.items() if key not in _data_keys()] if known else []
    return list(dict.fromkeys([*about, *first, *others]))


def _keys_of(message: str) -> frozenset[str]:
    return frozenset(map(label_key, in_every_language(message)))


def _data_keys() -> frozenset[str]:
    return frozenset().union(_keys_of(LISTS_NAME), *(_keys_of(dataset_message(dataset)) for dataset in Dataset))


def _said(book: Book, name: str) -> dict[str, Cell] | None:
    """What stands beside each code of the sheet: a fact left of it, a sheet's name at the start of its row."""
    said: dict[str, Cell] = {}
    for row in _first_rows(book, name, _ABOUT_ROWS):
        for place, cell in enumerate(row):
            code = cell.strip() if isinstance(cell, str) else ""
            if code in _FACTS:
                said[code] = row[place - 1] if place else ""
            elif code.startswith(SHEET) or code == LISTS:
                said[code] = next((before for before in row[:place] if before != ""), "")
    return said


def _first_rows(book: Book, name: str, number: int) -> list[list[Cell]]:
    """The first rows of a sheet; none of one that cannot be read."""
    with contextlib.suppress(FileRefused):
        return list(islice(book.open_sheet(name).rows(), number))
    return []


def _about(book: Book, name: str, said: Mapping[str, Cell]) -> TemplateAbout:
    version = to_text(said[MARK])
    if version.isdigit() and int(version) > VERSION:
        raise FileRefused("template_too_new")
    organisation = to_text(said.get(ORGANISATION, ""))
    if not organisation:
        raise FileRefused("template_damaged", what=_("whose figures these are"))
    start, end = _day(said, PERIOD_START), _day(said, PERIOD_END)
    if start > end:
        raise FileRefused("template_damaged", what=_("the period"))
    sheets, unknown = _sheets(book, name, said)
    return TemplateAbout(organisation, _day(said, AS_AT), start, end, sheets, unknown)


def _day(said: Mapping[str, Cell], code: str) -> date:
    found = parse_date(said.get(code, ""))
    if found is None:
        raise FileRefused("template_damaged", what=_("the date") if code == AS_AT else _("the period"))
    return found


def _sheets(book: Book, about: str, said: Mapping[str, Cell]) -> tuple[dict[str, Dataset], tuple[str, ...]]:
    """The dataset of each sheet, by the name the first sheet gives it, else by its headers; and the other sheets."""
    named = {
        label_key(to_text(cell)): Dataset(code.removeprefix(SHEET))
        for code, cell in said.items()
        if code.removeprefix(SHEET) in tuple(Dataset)
    }
    lists = {*_keys_of(LISTS_NAME), label_key(to_text(said.get(LISTS, "")))}
    others = [sheet for sheet in book.sheets if sheet.name != about and label_key(sheet.name) not in lists]
    found = {sheet.name: named[key] for sheet in others if (key := label_key(sheet.name)) in named}
    left = [sheet.name for sheet in others if sheet.name not in found and not sheet.hidden]
    found |= _renamed(book, left, [dataset for dataset in named.values() if dataset not in found.values()])
    order = {dataset: place for place, dataset in enumerate(Dataset)}
    sheets = dict(sorted(found.items(), key=lambda each: order[each[1]]))
    return sheets, tuple(name for name in left if name not in found)


def _renamed(book: Book, names: Sequence[str], missing: Sequence[Dataset]) -> dict[str, Dataset]:
    """The sheets with the headers of just one of the missing datasets, where no other sheet has them too."""
    fits = {name: _fitting(book, name, missing) for name in names}
    return {
        name: datasets[0]
        for name, datasets in fits.items()
        if len(datasets) == 1 and sum(datasets[0] in other for other in fits.values()) == 1
    }


def _fitting(book: Book, name: str, missing: Sequence[Dataset]) -> list[Dataset]:
    """The datasets whose headers one of the first rows holds: and no others, or else beside columns somebody added."""
    rows = [keys for row in _first_rows(book, name, _HEADER_ROWS) if (keys := _header_keys(row))]
    for added in (False, True):
        if found := [dataset for dataset in missing if any(_are_headers(keys, dataset, added=added) for keys in rows)]:
            return found
    return []


def _are_headers(keys: set[str], dataset: Dataset, *, added: bool) -> bool:
    here = [(column, bool(keys & _keys_of(column.header))) for column in COLUMNS[dataset]]
    others = len(keys) - sum(found for _column, found in here)
    return (added or not others) and all(found or column.later for column, found in here)


def _header_keys(row: list[Cell]) -> set[str]:
    return {label_key(without_requirement(to_text(cell))) for cell in row if cell != ""}


def filled_sheets(book: Book, about: TemplateAbout) -> dict[str, Dataset]:
    """The sheets with anything under their header, staff in post first."""
    return {name: dataset for name, dataset in about.sheets.items() if _is_filled(book, name, dataset)}


def _is_filled(book: Book, name: str, dataset: Dataset) -> bool:
    return any(to_text(cell) for row in _under_header(book, name, dataset) for cell in row)


def _under_header(book: Book, name: str, dataset: Dataset) -> Iterator[list[Cell]]:
    """The rows under the headers, which somebody may have put a title above."""
    headers = frozenset().union(*(_keys_of(column.header) for column in COLUMNS[dataset]))
    shared = [len(_header_keys(row) & headers) for row in _first_rows(book, name, _HEADER_ROWS)]
    place = shared.index(max(shared)) if any(shared) else 0
    return islice(book.open_sheet(name).rows(), place + 1, None)


def as_template(request: ImportRequest, about: TemplateAbout, book: Book, log: IssueLog) -> tuple[ImportRequest, ...]:
    """What to ask of each sheet that is filled in, with what the template says of it; staff in post first.

    Raises FileRefused where the template contradicts what was asked for, or nothing is filled in.
    """
    _refuse_others(request, about)
    filled = filled_sheets(book, about)
    if not filled:
        raise FileRefused("template_unfilled")
    if empty := [name for name in about.sheets if name not in filled]:
        log.add("template_sheets_empty", names=", ".join(empty))
    for name in about.unknown:
        log.add("template_sheet_unknown", name=name)
    asked = [*request.sheets, *([request.sheet] if request.sheet is not None else [])]
    keys = set(map(label_key, asked)) - {label_key(ALL_SHEETS)}
    wanted = [name for name in filled if not keys or label_key(name) in keys]
    return tuple(request_for(request, about, name) for name in wanted or asked)


def _refuse_others(request: ImportRequest, about: TemplateAbout) -> None:
    known = {each.code: each for each in request.organisations}
    found = known.get(about.organisation)
    if found is None:
        raise FileRefused("template_organisation_unknown", named=about.organisation)
    if request.organisation is not None and request.organisation.code != found.code:
        raise FileRefused("template_for_another_organisation", found=found.name, given=request.organisation.name)
    wanted = (request.as_at, request.period_start, request.period_end)
    for given, day in zip(wanted, (about.as_at, about.period_start, about.period_end), strict=True):
        if given is not None and given != day:
            raise FileRefused("template_for_another_date", found=long_date(day), given=long_date(given))


def request_for(request: ImportRequest, about: TemplateAbout, sheet: str) -> ImportRequest:
    """What to ask of one sheet of the template. Saved answers about columns do not apply: its columns are known."""
    known = {each.code: each for each in request.organisations}
    return replace(
        request,
        organisation=known[about.organisation],
        as_at=about.as_at,
        period_start=about.period_start,
        period_end=about.period_end,
        sheet=sheet,
        sheets=(),
        dataset=about.sheets.get(sheet, request.dataset),
        profile=replace(request.profile, columns={}) if request.profile else None,
        from_template=True,
    )


def template_scheme(pairs: Sequence[tuple[str, str]]) -> Scheme | None:
    """The categories of the census of 2021 where every ethnic group is written as a template offers it, else None."""
    labels = [text for pair in pairs for text in pair if text]
    return Scheme.ONS2021_19 if all(map(is_listed_ethnicity, labels)) else None
