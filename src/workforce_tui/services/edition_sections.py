"""The sections of an edition of a return, each with its tables as the audience may see them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.edition import EditionTable, table_name
from workforce_tui.domain.edition_rounding import PERIOD
from workforce_tui.domain.ethnicity import SHORT_DEFINITIONS, EthnicityDefinition
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.ledger import RELEASED
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.i18n import _
from workforce_tui.services.edition_events import CUT
from workforce_tui.services.edition_figures import PublishedCounts
from workforce_tui.services.edition_records import Kept, guarded, leaders_under, mentoring_under
from workforce_tui.services.edition_targets import targets_under
from workforce_tui.services.edition_trajectories import trajectories
from workforce_tui.services.figures import Dimension
from workforce_tui.services.gate_shields import Shield
from workforce_tui.services.mentees_apart import told_by_others
from workforce_tui.services.mentoring_rates import mentoring_handed_out
from workforce_tui.services.record_lists import organisation_names
from workforce_tui.services.release_plan import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.publication import PublishedTable
    from workforce_tui.domain.return_parts import ReturnParts
    from workforce_tui.services.publishing import Prepared
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.workspace import Workspace

_DATASETS: Mapping[str, tuple[Dataset, ...]] = {
    "joiners": (Dataset.JOINERS, Dataset.RECRUITMENT),
    "promotions": (Dataset.PROMOTIONS, Dataset.TEMPORARY_PROMOTIONS),
    "leavers": (Dataset.LEAVERS,),
    "relations": (Dataset.GRIEVANCES, Dataset.DISCIPLINE, Dataset.CAPABILITY),
    "training": (Dataset.TRAINING,),
}
_STAFF: Mapping[str, tuple[str, ...]] = {
    "data_quality": (Dimension.WORKER,),
    "staff": (Dimension.LEVEL, Dimension.GRADE),
    "groups": (Dimension.GROUP, Dimension.TIER),
    "trend": (PERIOD,),
}
BREAK = "break"
"""The column of the table of what changed between snapshots."""
QUALITY = ("headcount", "known", "undeclared", "unknown", "declaration_rate")


@dataclass(frozen=True, slots=True)
class Making:
    """What the sections of one edition are made from: a language of what was prepared, and what was signed.

    `place` is that of the language among the drafts; `signed` the tables of the signed version by section, `parts`
    what else was signed.
    """

    ws: Workspace
    organisation: str
    year: int
    prepared: Prepared | None
    place: int
    profile: Profile
    signed: Mapping[str, tuple[Table, ...]]
    parts: ReturnParts

    @property
    def draft(self) -> ReleaseDraft | None:
        """The release in the language; None where there are no figures of staff."""
        return self.prepared.drafts[self.place] if self.prepared else None

    @property
    def counts(self) -> PublishedCounts | None:
        """The published counts; None where there are no figures of staff."""
        if self.prepared is None or self.draft is None or self.draft.source.organisation is None:
            return None
        owner = self.draft.source.organisation
        return PublishedCounts(self.draft, self.prepared.protection, owner.code, str(owner.area))

    @property
    def day(self) -> date | None:
        """The day of the staff of the year."""
        tables = self.prepared.publications[self.place].tables if self.prepared else ()
        return next((one.as_at for one in tables if not one.cut), None)


def tables_of_section(making: Making, code: str) -> Kept:
    """The tables of figures or records of a section that the database fills, as tables with no codes yet."""
    fill = _RECORDS.get(code)
    return fill(making) if fill else Kept(())


def figure_tables(making: Making, code: str) -> tuple[PublishedTable, ...]:
    """The tables of staff or events of a section, as they were protected."""
    if making.prepared is None:
        return ()
    tables = making.prepared.publications[making.place].tables
    if code in _DATASETS:
        return tuple(one for each in _DATASETS[code] for one in tables if _is_of(one.cut, each))
    wanted = _STAFF.get(code, ())
    found = [one for name in wanted for one in tables if not one.cut and one.dimension == name]
    if code == "data_quality":
        return tuple(_quality(one) for one in found or _totals(tables))
    # The definition of the Plan is in the full edition alone: last, so that other tables have one code in all.
    return tuple(map(_with_definition, sorted(found, key=lambda one: one.definition == EthnicityDefinition.EM_PLAN)))


def _with_definition(published: PublishedTable) -> PublishedTable:
    """A table under another definition than the headline's says so in its title."""
    if published.definition in ("", str(HEADLINE)):
        return published
    words = _(SHORT_DEFINITIONS[EthnicityDefinition(published.definition)])
    title = f"{published.table.title} ({words})"
    return replace(published, table=replace(published.table, title=title))


def _is_of(cut: str, dataset: Dataset) -> bool:
    """Whether a cut is of a dataset, or of a stage of it."""
    return cut.partition("-")[0] == f"{CUT}:{dataset}"


def _totals(tables: Sequence[PublishedTable]) -> list[PublishedTable]:
    """Everyone alone, for an organisation that has one kind of worker."""
    tier = next((one for one in tables if one.dimension == Dimension.TIER and not one.cut), None)
    if tier is None:
        return []
    rows = tuple(row for row in tier.table.rows if not row.key)
    return [replace(tier, dimension=str(Dimension.WORKER), table=replace(tier.table, rows=rows))]


def _quality(published: PublishedTable) -> PublishedTable:
    """The columns that say how many have declared an ethnicity."""
    title = _("Who has declared an ethnicity: {title}").format(title=published.table.title)
    table = published.table.only(QUALITY)
    return replace(published, chart="", table=replace(table, title=title, definition=None, notes=()))


def coded(number: int, found: Sequence[tuple[str, Table, PublishedTable | None]]) -> tuple[EditionTable, ...]:
    """Tables with their codes: the number of their section and a letter."""
    made = []
    for place, (name, table, published) in enumerate(found):
        code = f"T{number}{chr(ord('a') + place) if place < 26 else place}"
        codes = (published.dimension, published.cut, published.chart) if published else ("", "", "")
        made.append(EditionTable(code, table_name(code, name), table, *codes))
    return tuple(made)


def short_name(table: Table | PublishedTable) -> str:
    """A few words for a tab."""
    if isinstance(table, Table):
        return table.title.partition(":")[0]
    return table.name.partition(" ")[2]


def breaks_table(making: Making) -> Kept:
    """What changed between snapshots, without the sizes of changes where figures are withheld."""
    if making.day is None:
        return Kept(())
    if not making.profile.withholds:
        return Kept(tuple(one for one in making.signed.get("data_quality", ()) if one.columns[0].key == BREAK))
    rows = tuple(
        Row(long_date(day), (Shown(" ".join(map(break_name, codes))),), day.isoformat())
        for day, codes in sorted(making.parts.breaks.items())
        if day <= making.day
    )
    columns = (Column(BREAK, _("Break in the series"), numeric=False),)
    return Kept((Table(_("What changed between snapshots"), _("Snapshot"), columns, rows),) if rows else ())


def break_name(code: str) -> str:
    """A break in words, without any figure."""
    return {
        "scheme": _("The categories of ethnicity changed."),
        "definition": _("What the figures can be told under changed."),
        "grades": _("The grades changed."),
        "workers": _("The kinds of worker changed."),
        "headcount": _("The headcount changed by more than a fifth."),
        "source": _("The source changed."),
    }.get(code, code)


def _signed_or(code: str, make: Callable[[Making], Kept]) -> Callable[[Making], Kept]:
    """What was signed as it is where nothing is withheld; else what may be given."""

    def fill(making: Making) -> Kept:
        if not making.signed.get(code):
            return Kept(())
        return make(making) if making.profile.withholds else Kept(tuple(one for one in making.signed[code] if one.rows))

    return fill


def _left_out(making: Making, code: str, kept: Sequence[Table]) -> tuple[str, ...]:
    """The titles of the signed tables that are not among those kept."""
    held = {table.title for table in kept}
    return tuple(
        table.title.partition(":")[0] for table in making.signed.get(code, ()) if table.title not in held and table.rows
    )


def _mentoring(making: Making) -> Kept:
    parts = making.parts.mentoring
    if parts is None:
        return Kept((), _left_out(making, "mentoring", ()))
    name = organisation_names(making.ws)[making.organisation]
    # Whoever reads editions of fewer readers, or a briefing, reads this one as well.
    handed_out = mentoring_handed_out(making.ws, making.organisation, RELEASED)
    told = partial(told_by_others, making.profile, handed_out=handed_out, year=making.year)
    table = mentoring_under(parts, name, making.profile, _shown_staff(making), told)
    return Kept((table,), _left_out(making, "mentoring", [table]))


def _shown_staff(making: Making) -> Callable[[str, tuple[str, ...], Count], bool]:
    """Whether the edition shows a measure of everyone, or of senior staff (the upper tier), that is so many."""
    counts, day = making.counts, making.day

    def is_shown(measure: str, levels: tuple[str, ...], number: Count) -> bool:
        if counts is None or day is None:
            return False
        key = counts.key(day, measure, *(("tier", "upper") if levels != ("",) else ()))
        truth = next((one.truth for one in counts.draft.release.figures if one.key == key), None)
        return counts.count(key) is not None and truth == number

    return is_shown


def _networks(making: Making) -> Kept:
    """The tables as they were signed, their counts of people under the profile."""

    def told(table: Table) -> Table:
        if "incidents" in [column.key for column in table.columns]:
            return guarded(table, making.profile, ("incidents",), {"average_days": "incidents"})
        return table.without(("bar",))

    return Kept(tuple(map(told, making.signed["networks"])))


_ACTIONS: Mapping[str, tuple[str, ...]] = {"initiatives": ("reach",), "programmes": ("reach", "applied", "appointed")}
"""The columns of people of a table of actions, by its first column."""


def _actions(making: Making) -> Kept:
    found = []
    for table in making.signed["actions"]:
        first = table.columns[0].key
        if first == "review":
            found.append(table.without(("id",)))
        elif first in _ACTIONS:
            found.append(guarded(table, making.profile, _ACTIONS[first]))
    found.append(leaders_under(making.parts.leaders, organisation_names(making.ws), making.profile))
    kept = tuple(one for one in found if one.rows)
    return Kept(kept, _left_out(making, "actions", kept))


def _targets(making: Making) -> Kept:
    if not making.signed.get("targets"):
        return Kept(())
    if making.draft is None or making.prepared is None or making.day is None:
        return Kept(making.signed["targets"] if not making.profile.withholds else ())
    targets = making.parts.targets
    shield = Shield(making.draft, making.prepared.protection)
    name = organisation_names(making.ws)[making.organisation]
    ways = trajectories(shield, targets, making.day, name)
    return Kept((targets_under(making.ws, targets, shield, making.day), *ways))


_RECORDS: Mapping[str, Callable[[Making], Kept]] = {
    "data_quality": breaks_table,
    "targets": _targets,
    "mentoring": _signed_or("mentoring", _mentoring),
    "networks": _signed_or("networks", _networks),
    "actions": _signed_or("actions", _actions),
    "register": _signed_or("register", lambda making: Kept(making.signed["register"])),
}
