"""The all-Wales workforce update of a year as an edition: totals, comparison, what was reported, and the narrative."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from workforce_tui import __version__
from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.edition import (
    Audience,
    Edition,
    EditionKind,
    EditionSection,
    EditionTable,
    EditionText,
    without_reasons,
)
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.formatting import long_date, number
from workforce_tui.domain.record_kinds import kind_of
from workforce_tui.domain.record_text import value_text
from workforce_tui.domain.return_sections import Narrative
from workforce_tui.domain.review_records import ACTION, REVIEW
from workforce_tui.domain.table import Column, Row, Table
from workforce_tui.domain.update_figures import HEADLINE
from workforce_tui.domain.update_sums import AREA, KIND, LEVEL, ORGANISATION, TIER
from workforce_tui.domain.wales_update import STANDING_NAMES, TEXT_NAMES, UpdateText
from workforce_tui.i18n import N_, _, speaking
from workforce_tui.services.publication_text import profile_facts
from workforce_tui.services.records import list_records
from workforce_tui.services.update_compiling import READ_BY, Basis, Compiled, compile_figures
from workforce_tui.services.update_entries import get_update
from workforce_tui.services.update_records import (
    brought_together,
    coded,
    mentoring_sums,
    narratives,
    register_summary,
    without_edition_note,
)
from workforce_tui.services.update_returns import comparability_table, left_out_note, returns_table, rounded_note
from workforce_tui.services.update_sources import sources_of
from workforce_tui.services.update_tables import (
    counted_note,
    declaration_table,
    definition_note,
    organisations_text,
    population_table,
    staff_table,
    trend_table,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workforce_tui.domain.records import Record
    from workforce_tui.domain.wales_update import UpdateVersion, WalesUpdate
    from workforce_tui.services.update_sources import UpdateSources
    from workforce_tui.services.workspace import Workspace

YEARS_BACK = 5
"""How many years before are looked for."""
BEFORE_DISCLOSURE = "protected"
"""Why a figure is withheld, for all: more would say how large it is."""


@dataclass(frozen=True, slots=True)
class Making:
    """What an edition of the update is made from.

    `read` are the editions its readers have, from which records and texts are taken as they stand.
    """

    ws: Workspace
    compiled: Compiled
    before: tuple[Compiled, ...]
    read: UpdateSources
    update: WalesUpdate
    version: UpdateVersion
    language: str

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.compiled.sources.year


def compiled_years(
    ws: Workspace, year: int, audience: Audience, basis: Basis = Basis.PERCENTAGES
) -> tuple[Compiled, ...]:
    """The figures of a year, the last, and those of the years before it that returns are held of."""
    compiled = compile_figures(ws, year, audience, basis)
    back = range(year - YEARS_BACK, year)
    before = (compile_figures(ws, one, audience, Basis.PUBLISHED) for one in back)
    return (*(one for one in before if one.everyone), compiled)


def edition_in(ws: Workspace, compiled: tuple[Compiled, ...], language: str, version: UpdateVersion) -> Edition:
    """The edition of compiled figures in a language, as a version.

    Raises:
        WorkforceError: no return of the year may be used, or an edition was changed.
    """
    *before, last = compiled
    year = last.sources.year
    read = sources_of(ws, year, READ_BY[last.audience], language=language)
    if not last.sources.received:
        raise WorkforceError(
            _("No return of {year} is held that may be used.").format(year=year),
            _("Import returns, or export their editions here, then compile the update."),
        )
    with speaking(language):
        return build_update(Making(ws, last, tuple(before), read, get_update(ws, year), version, language))


def build_update(made: Making) -> Edition:
    """The edition, in the language in use."""
    compiled, profile = made.compiled, made.compiled.profile
    edition = Edition(
        kind=EditionKind.UPDATE,
        audience=compiled.audience,
        organisation="",
        year=made.year,
        version=made.version.number,
        language=made.language,
        title=_("All-Wales workforce update: ethnic minority representation, year to 31 March {year}").format(
            year=made.year
        ),
        facts=(),
        sections=tuple(sections(made)),
        notes=(
            definition_note(),
            counted_note(compiled),
            *filter(None, (left_out_note(compiled), _basis(made), rounded_note(compiled))),
        ),
        author=f"workforce-tui {__version__}",
        codes=codes(made),
    )
    return without_reasons(replace(edition, facts=_facts(made, edition, profile_facts(profile))), BEFORE_DISCLOSURE)


def codes(made: Making) -> dict[str, str]:
    """What a program reads the edition by."""
    profile, whose = made.compiled.profile, made.compiled.whose
    return {
        "profile": str(profile.code),
        "threshold": str(profile.threshold),
        "rounding": str(profile.rounding),
        "exact_totals": made.compiled.exact_totals,
        "area": "",
        "period": whose.day.isoformat() if whose else "",
        "definition": str(HEADLINE),
        "state": panel_standing(made.update, made.version.number),
        "signed_sha256": made.version.sha256,
    }


def panel_standing(update: WalesUpdate, number: int) -> str:
    """How the panel stands to a version, as a code; "draft" where it has not said."""
    said = update.endorsements_of(number)
    return str(said[-1].standing) if said else "draft"


def _basis(made: Making) -> str:
    if made.compiled.protected:
        return ""
    return _("Rounded figures are added up as the ranges they stand for, so a total is a range; it is nowhere guessed.")


def _facts(made: Making, edition: Edition, rules: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    compiled = made.compiled
    cells = [cell for _section, one in edition.tables() for row in one.table.rows for cell in row.cells]
    hidden = sum(isinstance(cell, Withheld) for cell in cells)
    expected = len(compiled.sources.expected)
    day = compiled.whose.day if compiled.whose else None
    return (
        (_("Organisations in the totals"), organisations_text(len(compiled.everyone), expected)),
        *(((_("As at"), long_date(day)),) if day else ()),
        (_("Disclosure profile"), f"{compiled.profile.code}: {compiled.profile.description}"),
        *rules,
        (_("Figures withheld"), _("{hidden} of {of}").format(hidden=number(hidden), of=number(len(cells)))),
        (_("Definition of the headline"), definition_name(HEADLINE)),
        (_("Version"), str(edition.version)),
        endorsed_fact(made.update, edition.version),
    )


def endorsed_fact(update: WalesUpdate, number: int) -> tuple[str, str]:
    """What the cover says of the endorsement of a version."""
    label, said = _("Endorsement by the Independent Panel"), update.endorsements_of(number)
    if not said:
        return label, _("not endorsed yet")
    last = said[-1]
    text = _("{standing}: {name}, {date}")
    return label, text.format(standing=_(STANDING_NAMES[last.standing]), name=last.name, date=long_date(last.on))


def with_endorsements(edition: Edition, update: WalesUpdate) -> Edition:
    """An edition that was handed out, with what the panel has said since, in the language in use."""
    fact = endorsed_fact(update, edition.version)
    codes_then = {**edition.codes, "state": panel_standing(update, edition.version)}
    changed = tuple(
        replace(one, tables=coded(one.number, tuple(endorsement_tables(update))), nothing="")
        if one.code == "endorsement" and update.endorsements
        else one
        for one in edition.sections
    )
    facts = tuple(fact if one[0] == fact[0] else one for one in edition.facts)
    return replace(edition, facts=facts, sections=changed, codes=codes_then)


NONE_REPORTED = N_("No organisation reported any.")
WHY_NOTHING = {
    "trend": N_("There is no earlier year that may be shown beside this one."),
    "reviews": N_("No data review is on record."),
    "endorsement": N_("The panel has not said yet whether it endorses the update."),
}
"""Why a section that is not made of what organisations report is empty."""


def sections(made: Making) -> Iterator[EditionSection]:
    """The sections of the update, in order."""
    compiled, read = made.compiled, made.read
    texts = tuple(narrative_texts(made))
    nothing = "" if texts else _("Nothing was written yet.")
    yield EditionSection(1, "narrative", _("Narrative"), ("2e",), texts=texts, nothing=nothing)
    yield EditionSection(2, "returns", _("Returns"), ("2e",), (returns_table(compiled, "T2a"),))
    places = zip(("T3a", "T3b", "T3c"), (ORGANISATION, AREA, KIND), strict=True)
    yield _tables(3, "totals", _("Totals"), ("2a",), (staff_table(compiled, *place) for place in places))
    yield _tables(4, "levels", _("Levels and tiers"), ("2a",), (
        staff_table(compiled, "T4a", LEVEL), staff_table(compiled, "T4b", TIER),
    ))  # fmt: skip
    yield _tables(5, "declaration", _("Declaration"), ("4d",), (declaration_table(compiled, "T5a"),))
    targets = brought_together(read, "targets", 6)
    yield _tables(6, "progress", _("Targets and population"), ("2a",), (*targets, _population(made, len(targets))))
    yield _trend(made)
    yield _mentoring(made)
    yield _tables(9, "networks", _("Staff networks"), ("2a", "2c"), brought_together(read, "networks", 9))
    actions = brought_together(read, "actions", 10)
    learnt = narratives(read, (Narrative.LEARNING, Narrative.OUTCOMES, Narrative.HELP))
    yield EditionSection(10, "actions", _("Positive action and good practice"), ("2a", "2d"), actions, learnt,
                         _nothing(made, (*actions, *learnt)))  # fmt: skip
    yield _register(made)
    yield EditionSection(12, "comparability", _("What is not comparable"), ("4d",),
                         (comparability_table(compiled, "T12a"),))  # fmt: skip
    yield _tables(13, "reviews", _("Data review"), ("4d",), coded(13, review_tables(made.ws)))
    yield _tables(14, "endorsement", _("Endorsement"), ("2e",), coded(14, tuple(endorsement_tables(made.update))))


def _tables(
    place: int, code: str, name: str, commitments: tuple[str, ...], tables: Iterable[EditionTable | None]
) -> EditionSection:
    held = tuple(one for one in tables if one is not None)
    nothing = "" if held else _(WHY_NOTHING.get(code, NONE_REPORTED))
    return EditionSection(place, code, name, commitments, held, nothing=nothing)


def _nothing(made: Making, held: tuple[object, ...]) -> str:
    return "" if held else _(NONE_REPORTED) + " " + without_edition_note(made.read)


def _population(made: Making, place: int) -> EditionTable | None:
    return population_table(made.compiled, f"T6{chr(ord('a') + place)}")


def _trend(made: Making) -> EditionSection:
    """Everyone in the totals of each year, then the trend of each organisation as its return has it."""
    together = trend_table((*made.before, made.compiled), "T7a")
    each = [
        replace(
            one.table,
            title=_("Representation over the years: each organisation"),
            notes=(*one.table.notes, _("The first day of each organisation is its baseline.")),
        )
        for one in brought_together(made.read, "trend", 7)
    ]
    return _tables(7, "trend", _("Trend and baseline"), ("6b",), (together, *coded(7, each, int(together is not None))))


def _mentoring(made: Making) -> EditionSection:
    sums = mentoring_sums(made.read, made.compiled.profile)
    together = brought_together(made.read, "mentoring", 8)
    tables = [*([sums] if sums else []), *(one.table for one in together)]
    return _tables(8, "mentoring", _("Mentoring"), ("2b",), coded(8, tables))


def _register(made: Making) -> EditionSection:
    summary = register_summary(made.read, made.year)
    together = brought_together(made.read, "register", 11)
    tables = [*([summary] if summary else []), *(one.table for one in together)]
    return _tables(11, "register", _("Explain or reform"), ("4d",), coded(11, tables))


def narrative_texts(made: Making) -> Iterator[EditionText]:
    """The texts of the update; one that was not written is there without words."""
    for key in UpdateText:
        text = made.update.texts.get(key)
        name = _(TEXT_NAMES[key])
        if text is not None and text.is_there:
            yield EditionText(str(key), name, text.english, text.welsh, str(text.translation or ""))


def review_tables(ws: Workspace) -> tuple[Table, ...]:
    """The biennial data reviews, and their actions with their due days."""
    found = []
    for code in (REVIEW, ACTION):
        records = list_records(ws, code)
        if records:
            found.append(_records_table(code, records))
    return tuple(found)


def _records_table(code: str, records: Iterable[Record]) -> Table:
    kind = kind_of(code)
    held = list(records)
    fields = [field for field in kind.inputs if field.key != kind.title_field]
    used = [field for field in fields if any(one.values.get(field.key) is not None for one in held)]
    rows = tuple(
        Row(
            str(one.values.get(kind.title_field) or one.values.get(f"{kind.title_field}_cy") or one.id),
            tuple(Shown(value_text(field, one.values.get(field.key)) or "–") for field in used),
            str(one.id),
        )
        for one in held
    )
    columns = tuple(Column(field.key, field.label_text(), numeric=False) for field in used)
    return Table(_(kind.plural), kind.field(kind.title_field).label_text(), columns, rows)


def endorsement_tables(update: WalesUpdate) -> Iterator[Table]:
    """What the panel said of each version, the latest last."""
    if not update.endorsements:
        return
    columns = (
        Column("standing", _("Endorsement"), numeric=False),
        Column("name", _("By"), numeric=False),
        Column("on", _("Date"), numeric=False),
        Column("comment", _("Comment in English"), numeric=False),
        Column("comment_cy", _("Comment in Welsh"), numeric=False),
    )
    rows = tuple(
        Row(
            _("version {number}").format(number=one.version),
            (
                Shown(_(STANDING_NAMES[one.standing])), Shown(one.name), Shown(long_date(one.on)),
                Shown(one.comment.english or "–"), Shown(one.comment.welsh or "–"),
            ),
            f"{one.version}:{place}",
        )
        for place, one in enumerate(update.endorsements)
    )  # fmt: skip
    yield Table(_("Endorsement by the Independent Panel"), _("Version"), columns, rows)
