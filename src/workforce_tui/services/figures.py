"""The figures the screens and reports ask for: types only, so that a screen can name them cheaply."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import ZERO, Count
from workforce_tui.services.report_query import OF_PERSONS as OF_PERSONS
from workforce_tui.services.report_query import Dimension as Dimension
from workforce_tui.services.report_query import ReportQuery as ReportQuery  # noqa: TC001 - given on to others

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.representation import Representation
    from workforce_tui.domain.targets import TargetProgress


@dataclass(frozen=True, slots=True)
class BenchmarkGap:
    """A share beside the population of the area: `gap` is the share minus the benchmark (lowest, highest; 0 to 1)
    and `persons` how many more people parity would take (lowest, highest)."""

    geography: str
    share: Fraction
    gap: tuple[Fraction, Fraction]
    persons: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a representation report.

    `key` is the code of the grade, level, tier, organisation, area or group, `label` its name in the language in
    use. `heading` groups rows (the worker type, for grades). `note` says why a figure is missing. `owner` is the name
    of the organisation, empty for rows across organisations.
    """

    organisation: str
    as_at: date | None
    key: str
    label: str
    figures: Representation
    progress: TargetProgress | None = None
    benchmark: BenchmarkGap | None = None
    heading: str = ""
    note: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class RepresentationReport:
    """A representation report: the rows in their natural order, and their total (all staff in the workforce).

    `outside` is how many specials, volunteers, agency and elected people are held but not counted. `warnings` say
    what the figures lack; they are among the notes too.
    """

    query: ReportQuery
    organisation: Organisation | None
    as_at: date | None
    rows: tuple[ReportRow, ...]
    total: ReportRow | None
    outside: Count = ZERO
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class AttentionCode(StrEnum):
    """What may need doing next."""

    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    LOW_DECLARATION = "low_declaration"
    BEHIND_TARGET = "behind_target"
    UNMAPPED_GRADES = "unmapped_grades"
    MISSING_WORKERS = "missing_workers"
    NO_ETHNICITY = "no_ethnicity"
    OVERDUE_DISPARITIES = "overdue_disparities"
    OVERDUE_REVIEWS = "overdue_reviews"
    OPEN_RETURN = "open_return"
    MISSING_SECTIONS = "missing_sections"
    NO_RETURN = "no_return"
    ROWS_SET_ASIDE = "rows_set_aside"


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing that needs attention: a sentence, and the screen that deals with it
    ("import", "targets", "representation", "batches", "register", "mentoring", "network", "action",
    "returns")."""

    code: AttentionCode
    message: str
    screen: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page of an organisation: its total, and what needs attention next. `total` is None with no data."""

    organisation: Organisation
    as_at: date | None
    total: ReportRow | None
    snapshots: tuple[date, ...] = ()
    attention: tuple[Attention, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class OrganisationSummary:
    """An organisation and what the database holds of it."""

    organisation: Organisation
    snapshots: int
    latest: date | None


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """One import: `status` is "active", "undone" or "replaced"; `imported_at` is UTC, ISO 8601.

    `dataset` is what the file was about; `periods` are the first and last days of what events it held. Of the rows set
    aside, `counted_elsewhere` are people who are counted in another import of the same day.
    """

    id: int
    file_name: str
    sheet: str | None
    layout: str
    organisations: tuple[str, ...]
    dates: tuple[date, ...]
    rows_read: int
    rows_rejected: int
    headcount_low: int
    headcount_high: int
    imported_at: str
    status: str
    issues: int
    dataset: str = "staff_in_post"
    periods: tuple[tuple[date, date], ...] = ()
    counted_elsewhere: int = 0
