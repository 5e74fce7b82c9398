"""The words of a publication: what its columns are called, what its cover and its notes say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.cells import Shown
from workforce_tui.domain.disclosure.policy import Zeros
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name, is_node, node
from workforce_tui.domain.formatting import long_date, number
from workforce_tui.domain.grades import Level, level_name, tier_name, tier_of
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.workforce import WorkerType, worker_type_name
from workforce_tui.i18n import N_, _
from workforce_tui.services.figures import Dimension
from workforce_tui.services.tables import dimension_name

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.release_source import ReleaseSource

MEASURE_NAMES = {
    "headcount": N_("Headcount"),
    "known": N_("Known"),
    "minority": N_("Ethnic minority"),
    "white": N_("White"),
    "undeclared": N_("Undeclared"),
    "unknown": N_("Unknown"),
    "share": N_("Share of known (%)"),
    "declaration_rate": N_("Declared (%)"),
}

EXACT_TOTALS = N_("Totals of everyone of an organisation, of an area and of Wales are exact, not rounded.")
MOST_TOTALS_EXACT = N_(
    "Totals of everyone of an organisation, of an area and of Wales are exact, except these, rounded to protect "
    "others: {names}."
)


def measure_name(code: str) -> str:
    """What a column is called; an ethnic group has its own name."""
    if code in MEASURE_NAMES:
        return _(MEASURE_NAMES[code])
    return node(code).name if is_node(code) else code


def cover_facts(
    draft: ReleaseDraft, profile: Profile, hidden: int, of: int, version: str
) -> tuple[tuple[str, str], ...]:
    """The lines of the cover: whose figures, of when, under which profile, and what was withheld."""
    source = draft.source
    days = sorted({day for _code, day in source.places(source.scope)})
    who = source.organisation.name if source.organisation else _("All organisations of Wales")
    return (
        (_("Organisation"), who),
        (_("As at"), "; ".join(long_date(day) for day in days)),
        (_("Disclosure profile"), f"{profile.code}: {profile.description}"),
        *profile_facts(profile),
        *_left_out(draft),
        (_("Figures withheld"), _("{hidden} of {of}").format(hidden=number(hidden), of=number(of))),
        (_("Definition of the headline"), definition_name(EthnicityDefinition.EM_EXCL)),
        (_("Version"), version),
    )


def _left_out(draft: ReleaseDraft) -> tuple[tuple[str, str], ...]:
    """The tables that are not in the publication because they would give figures away."""
    names = [dimension_name(Dimension(name)) for name in draft.source.scope.without]
    return ((_("Tables left out to protect people"), "; ".join(names)),) if names else ()


def profile_facts(profile: Profile) -> tuple[tuple[str, str], ...]:
    """What a profile does to a figure, as label and text."""
    if not profile.withholds:
        return ((_("Rule for small counts"), _("Nothing is withheld or rounded.")),)
    least = _("Counts under {threshold} are withheld.").format(threshold=profile.threshold)
    zeros = _("A count of nobody is withheld too.") if profile.zeros is Zeros.HIDE else _("A count of nobody is shown.")
    lines = [(_("Rule for small counts"), f"{least} {zeros}")]
    if profile.complementary:
        text = _("Further counts of any size are withheld so that none can be worked out from the others.")
        lines.append((_("Complementary suppression"), text))
    exact = _("Counts are not rounded.")
    nearest = _("Counts are rounded to the nearest {base}; rounded figures may not add up.")
    if profile.rounding and profile.exact_totals:
        nearest = _("Counts are rounded to the nearest {base}, except most totals of everyone; they may not add up.")
    lines.append((_("Rounding"), nearest.format(base=profile.rounding) if profile.rounding else exact))
    lines.append((_("Percentages"), _percentages(profile)))
    return tuple(lines)


def _percentages(profile: Profile) -> str:
    text = _("Of at least {people} people.").format(people=profile.percent_base_at_least)
    if profile.one_decimal_from > profile.percent_base_at_least:
        text += " " + _("One decimal from {people} people.").format(people=number(profile.one_decimal_from))
    if profile.two_decimals_from:
        text += " " + _("Two decimals from {people} people.").format(people=number(profile.two_decimals_from))
    return text


def publication_notes(profile: Profile) -> tuple[str, ...]:
    """The notes every publication has: who is counted, what the words mean, what the markers stand for."""
    notes = [
        _("Headcount is people in post, each once, without specials, volunteers, agency workers and elected people."),
        _("Known is everyone with a recorded ethnicity. Shares are of known."),
        _("Undeclared is people who were asked and preferred not to say; unknown is people with nothing on record."),
        _("Common levels and tiers compare organisations; they are not an official equivalence, nor pay-equivalent."),
        _("[c] = confidential, [x] = not available."),
    ]
    if profile.rounding:
        text = _("Counts are rounded to the nearest {base}, each by itself; percentages are of the counts unrounded.")
        notes.append(text.format(base=profile.rounding))
    return tuple(notes)


def grade_mapping(source: ReleaseSource) -> Table:
    """Each organisation's grades beside the common level and tier they were counted in."""
    found: dict[tuple[str, str, str], date] = {}
    mine = set(source.places(source.scope))
    for cell in source.cells:
        if (cell.organisation, cell.as_at) not in mine:
            continue
        key = cell.organisation, cell.grade, cell.worker_type
        found[key] = max(cell.as_at, found.get(key, cell.as_at))
    place = {code: n for n, code in enumerate(source.known)}
    ordered = sorted(found, key=lambda one: (place.get(one[0], len(place)), source.book.place(one[0], one[1]), one[2]))
    rows = tuple(_mapping_row(source, *key, found[key]) for key in ordered)
    return Table(
        title=_("Grades beside common levels and tiers"),
        row_heading=_("Organisation"),
        columns=(
            Column("grade", _("Grade"), numeric=False),
            Column("grade_code", _("Grade code"), numeric=False),
            Column("worker", _("Kind of worker"), numeric=False),
            Column("level", _("Level"), numeric=False),
            Column("level_name", _("Level in words"), numeric=False),
            Column("tier", _("Tier"), numeric=False),
        ),
        rows=rows,
        notes=(_("Common levels compare organisations; they are not pay-equivalent."),),
    )


def _mapping_row(source: ReleaseSource, organisation: str, grade: str, worker: str, day: date) -> Row:
    level = source.book.level(organisation, grade, day)
    tier = tier_of(level)
    cells = (
        source.book.grade_name(organisation, grade),
        grade,
        worker_type_name(WorkerType(worker)),
        str(level),
        level_name(Level(level)),
        tier_name(tier) if tier else _("Not mapped to a tier"),
    )
    return Row(source.known[organisation].name, tuple(map(Shown, cells)), organisation)
