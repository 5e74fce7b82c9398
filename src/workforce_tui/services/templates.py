"""Collection templates: a workbook for an organisation to fill in, which imports back without questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain import collection
from workforce_tui.domain.datasets import COLUMNS, MENTORING, OUTCOMES, Dataset, dataset_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.mentoring import REASONS
from workforce_tui.domain.own_grade_keys import own_grade_key
from workforce_tui.exporting.template_workbook import (
    Holds,
    TemplateBook,
    TemplateColumn,
    TemplateList,
    TemplateSheet,
    write_template,
)
from workforce_tui.i18n import N_, WELSH, _, language
from workforce_tui.services.organisations import organisation_in
from workforce_tui.services.template_guidance import about_lines, template_title
from workforce_tui.storage import grades as grade_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workforce_tui.domain.collection import CollectionYear
    from workforce_tui.domain.datasets import DatasetColumn
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.services.workspace import Workspace

FIRST_YEAR, LAST_YEAR = 2001, 2100
_AUTHOR = "workforce-tui"
_GRADES, _ETHNICITIES, _WORKERS, _SEXES = "list_grades", "list_ethnicities", "list_worker_types", "list_sexes"
_DISABILITIES, _AGE_BANDS, _CONTRACTS = "list_disabilities", "list_age_bands", "list_contracts"
_REASONS, _YES_NO = "list_reasons", "list_yes_no"
_LISTS = {
    "grade": _GRADES,
    "from_grade": _GRADES,
    "ethnicity": _ETHNICITIES,
    "worker_type": _WORKERS,
    "sex": _SEXES,
    "disability": _DISABILITIES,
    "age_band": _AGE_BANDS,
    "contract": _CONTRACTS,
    "reason": _REASONS,
    "goal_met": _YES_NO,
    "feedback_done": _YES_NO,
}
_HINTS = {
    "staff_number": N_("The number that stays with the person from year to year. No names. Leading zeros count."),
    "grade": N_("Choose the grade or rank from the list."),
    "from_grade": N_("Choose the grade or rank the person had before."),
    "ethnicity": N_("What the person said of themselves. Choose Unknown where nothing is on record."),
    "worker_type": N_("Choose from the list. Empty means the kind of worker that the grade stands for."),
    "sex": N_("Choose from the list. Empty means that nothing is on record."),
    "fte": N_("Full-time equivalent: 1 for full time, 0.5 for half of it."),
    "start_date": N_("The first day in the organisation, day first, no later than {as_at}."),
    "disability": N_("What the person said of themselves. Choose Unknown where nothing is on record."),
    "age_band": N_("Choose the band of the age on {as_at}. No ages and no dates of birth."),
    "contract": N_("How long the person is engaged for. Choose from the list."),
    "event_date": N_("A day from {start} to {end}, day first."),
    "outcome": N_("Choose from the list."),
    "scheme": N_("The name of the scheme, as it is on record."),
    "cohort": N_("Such as 2025/26, or Spring 2026."),
    "end_date": N_("Their last session, day first. Leave it empty while they take part."),
    "reason": N_("Choose from the list, for somebody who withdrew."),
    "partner_number": N_("The staff number of their mentor. No names."),
    "sessions_planned": N_("How many sessions the pair was to have."),
    "sessions_held": N_("How many sessions there were."),
    "satisfaction": N_("1 not at all to 5 very satisfied, as they said."),
    "goal_met": N_("Whether they met the goal they set."),
    "commitments_made": N_("Reverse mentoring: what the senior manager undertook to do."),
    "commitments_delivered": N_("Reverse mentoring: how much of that was done."),
    "feedback_done": N_("Reverse mentoring: whether 360 feedback from staff was taken."),
}
_SCORE_HINT = N_("1 low to 5 high, as they said.")
_WRONG = {
    "staff_number": N_("A staff number has 1 to 40 characters."),
    "grade": N_("This grade is not in the list. Keep it only if your organisation has it under just this name."),
    "from_grade": N_("This grade is not in the list. Keep it only if your organisation has it under just this name."),
    "fte": N_("The full-time equivalent of one person is a number from 0 to 1.2."),
    "start_date": N_("Type a date day first, such as 06/01/2020, no later than {as_at}."),
    "event_date": N_("Type a date day first, from {start} to {end}."),
    "end_date": N_("Type a date day first, such as 06/01/2020, no later than {as_at}."),
    "scheme": N_("The name of a scheme has 1 to 40 characters."),
    "cohort": N_("The name of a cohort has 1 to 40 characters."),
    "partner_number": N_("A staff number has 1 to 40 characters."),
}
_SCORES = frozenset({"satisfaction", *(f"{what}_{when}" for what in ("confidence", "belonging", "readiness")
                                       for when in ("before", "after"))})  # fmt: skip
_WHOLE = frozenset({"sessions_planned", "sessions_held", "commitments_made", "commitments_delivered"})
_HIGHEST_SCORE, _MOST_SESSIONS = 5, 999
_BEGAN_BEFORE = N_("A day no later than {end}, day first. They may have started before {start}.")
_HOLDS = {
    "staff_number": Holds.TEXT,
    "fte": Holds.DECIMAL,
    "start_date": Holds.DAY_BEFORE,
    "event_date": Holds.DAY_OF_EVENT,
    "end_date": Holds.DAY_BEFORE,
    "scheme": Holds.TEXT,
    "cohort": Holds.TEXT,
    "partner_number": Holds.TEXT,
    **dict.fromkeys((*_SCORES, *_WHOLE), Holds.WHOLE),
}
_WIDTHS = {
    "staff_number": 16,
    "grade": 30,
    "from_grade": 30,
    "ethnicity": 58,
    "worker_type": 34,
    "outcome": 28,
    "disability": 20,
    "age_band": 20,
    "contract": 26,
    "fte": 10,
    "scheme": 30,
    "reason": 28,
}


@dataclass(frozen=True, slots=True)
class WrittenTemplate:
    """A template that was written, and what it asks for."""

    path: Path
    organisation: Organisation
    year: CollectionYear
    sheets: tuple[tuple[str, Dataset], ...]
    grades: int
    """How many grades it offers, the organisation's own among them."""


def make_template(
    ws: Workspace, *, organisation: str, year: int, path: Path, overwrite: bool = False
) -> WrittenTemplate:
    """Write the template of an organisation for the year that ends on 31 March of *year*, in the language in use.

    Raises:
        WorkforceError: there is no such organisation, the year is no year, or the file cannot be written.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WorkforceError(
            _("{year} is not a year to collect figures for.").format(year=year),
            _("Give the year in which the period ends, such as 2026 for 1 April 2025 to 31 March 2026."),
        )
    if path.suffix.lower() != collection.SUFFIX:
        raise WorkforceError(
            _("{path} is not the name of a workbook.").format(path=path),
            _("Give a name that ends in {suffix}.").format(suffix=collection.SUFFIX),
        )
    with ws.reading() as session:
        chosen = organisation_in(session, organisation)
        own = [row.label for row in grade_store.own_grades(session, organisation=chosen.code)]
    book = template_book(chosen, collection.collection_year(year), own)
    write_template(book, path, overwrite=overwrite)
    grades = next(len(one.items) for one in book.lists if one.key == _GRADES)
    sheets = tuple((dataset_name(dataset), dataset) for dataset in Dataset)
    return WrittenTemplate(path, chosen, collection.collection_year(year), sheets, grades)


def template_book(organisation: Organisation, year: CollectionYear, own_grades: Sequence[str]) -> TemplateBook:
    """Everything the template of an organisation says."""
    return TemplateBook(
        title=template_title(organisation, year),
        language="cy-GB" if language() == WELSH else "en-GB",
        author=_AUTHOR,
        about_name=_(collection.ABOUT_NAME),
        lines=about_lines(organisation, year),
        sheets=tuple(_sheet(dataset, year) for dataset in Dataset),
        lists_name=_(collection.LISTS_NAME),
        lists=_lists(organisation, own_grades),
        as_at=year.as_at,
        period_start=year.start,
        period_end=year.end,
        title_wrong=_("Please check this cell"),
    )


def _sheet(dataset: Dataset, year: CollectionYear) -> TemplateSheet:
    return TemplateSheet(dataset_name(dataset), tuple(_column(dataset, one, year) for one in COLUMNS[dataset]))


def _column(dataset: Dataset, column: DatasetColumn, year: CollectionYear) -> TemplateColumn:
    dates = {"as_at": long_date(year.as_at), "start": long_date(year.start), "end": long_date(year.end)}
    field = column.field
    began = dataset in MENTORING and field == "event_date"
    return TemplateColumn(
        header=collection.header_text(column),
        holds=Holds.DAY_BEFORE if began else _HOLDS.get(field, Holds.CHOICE),
        hint=_(_BEGAN_BEFORE if began else _HINTS.get(field, _SCORE_HINT)).format(**dates),
        wrong=_(_WRONG["end_date"] if began else _wrong(field)).format(**dates),
        required=column.required,
        strict=field not in ("grade", "from_grade"),
        width=_WIDTHS.get(field, 16),
        choices=_outcome_list(dataset) if field == "outcome" else _LISTS.get(field, ""),
        least=1 if field in _SCORES else 0,
        most=_most(field),
    )


def _wrong(field: str) -> str:
    """What is said of something typed that the column does not take."""
    if field in _SCORES:
        return N_("A score is a whole number from 1 to 5.")
    if field in _WHOLE:
        return N_("This is a whole number.")
    return _WRONG.get(field, N_("Choose one of the list, or leave the cell empty."))


def _most(field: str) -> float:
    if field in _SCORES:
        return _HIGHEST_SCORE
    return _MOST_SESSIONS if field in _WHOLE else collection.MOST_FTE


def _outcome_list(dataset: Dataset) -> str:
    return f"list_outcomes_{dataset}"


def _lists(organisation: Organisation, own_grades: Sequence[str]) -> tuple[TemplateList, ...]:
    kind = organisation.kind
    outcomes = (
        TemplateList(_outcome_list(dataset), dataset_name(dataset), _names(collection.outcomes_listed(dataset)))
        for dataset in Dataset
        if OUTCOMES[dataset]
    )
    return (
        TemplateList(_GRADES, _("Grade"), _grades(organisation, own_grades)),
        TemplateList(_ETHNICITIES, _("Ethnicity"), _names(collection.ethnicities_listed())),
        TemplateList(_WORKERS, _("Worker type"), _names(collection.worker_types_listed(kind))),
        TemplateList(_SEXES, _("Sex"), _names(collection.sexes_listed())),
        TemplateList(_DISABILITIES, _("Disability"), _names(collection.disabilities_listed())),
        TemplateList(_AGE_BANDS, _("Age band"), _names(collection.age_bands_listed())),
        TemplateList(_CONTRACTS, _("Contract type"), _names(collection.contracts_listed())),
        TemplateList(_REASONS, _("Reason for withdrawing"), tuple(_(name) for _code, name in REASONS)),
        TemplateList(_YES_NO, _("Yes or no"), (_("yes"), _("no"))),
        *outcomes,
    )


def _names(listed: Sequence[collection.Listed]) -> tuple[str, ...]:
    return tuple(one.name for one in listed)


def _grades(organisation: Organisation, own_grades: Sequence[str]) -> tuple[str, ...]:
    """The shipped grades, then the organisation's own; a name of its own takes the place of the same name shipped.

    A label without a letter or digit is none: it stands for text that was masked.
    """
    own = {own_grade_key(label): label for label in own_grades if any(map(str.isalnum, label))}
    shipped = (name for name in _names(collection.grades_listed(organisation.kind)) if own_grade_key(name) not in own)
    return (*shipped, *own.values())
