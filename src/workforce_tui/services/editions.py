"""Editions of annual returns: what was signed, as its readers may have it.

An edition is made of a signed version while the database still holds what was signed. Once it was handed out it is kept
whole, and is the same whenever it is asked for again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui import __version__
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.disclosure.model import Published
from workforce_tui.domain.disclosure.primary import is_exact_total
from workforce_tui.domain.edition import (
    AUDIENCE_PROFILES,
    SIGNED,
    Audience,
    Edition,
    EditionKind,
    EditionSection,
    EditionText,
    without_reasons,
)
from workforce_tui.domain.edition_rounding import EXACT, ROUNDED
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.held_editions import Origin
from workforce_tui.domain.kept_contents import hash_of
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.domain.return_sections import NARRATIVE_NAMES, SECTIONS
from workforce_tui.i18n import LANGUAGES, _, speaking
from workforce_tui.services.edition_release import prepared_return, years_before
from workforce_tui.services.edition_revisions import revised_tables
from workforce_tui.services.edition_sections import Making, coded, figure_tables, short_name, tables_of_section
from workforce_tui.services.edition_summary import SummaryLine, SummaryOf, summary_lines
from workforce_tui.services.edition_summary_table import summary_table
from workforce_tui.services.edition_text import cover, is_signed_only, notes
from workforce_tui.services.gate import BY_ITSELF
from workforce_tui.services.organisations import get_organisation, organisation_in
from workforce_tui.services.policy import policy_in_force
from workforce_tui.services.publishing import ExportRequest
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.services.representation import snapshot_dates
from workforce_tui.services.return_contents import snapshot_of_year
from workforce_tui.services.return_freezing import figures_moved, nothing_of, parts_of, tables_of, texts_of
from workforce_tui.services.return_parts import live_parts
from workforce_tui.services.return_signing import version_of
from workforce_tui.services.returns import get_return
from workforce_tui.storage import editions as store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.frozen_tables import Moved
    from workforce_tui.domain.held_editions import HeldEdition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.publication import PublishedTable
    from workforce_tui.domain.return_sections import Section
    from workforce_tui.domain.returns import AnnualReturn, ReturnVersion
    from workforce_tui.domain.table import Table
    from workforce_tui.services.publishing import Prepared
    from workforce_tui.services.workspace import Workspace

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """A signed version of a return whose figures the database still holds."""

    organisation: Organisation
    found: AnnualReturn
    version: ReturnVersion

    @property
    def year(self) -> int:
        """The reporting year."""
        return self.found.year


def held_editions(
    ws: Workspace,
    year: int | None = None,
    *,
    kind: EditionKind | None = None,
    organisation: str | None = None,
    version: int | None = None,
    audience: Audience | None = None,
    language: str | None = None,
    origin: Origin | None = None,
) -> tuple[HeldEdition, ...]:
    """Every edition that was handed out or received, in the order they came; what is None is not asked for.

    An organisation "" is that of what is of all Wales.

    Raises:
        WorkforceError: there is no such organisation.
    """
    with ws.reading() as session:
        whose = organisation_in(session, organisation).code if organisation else organisation
        return store.editions(
            session, kind=kind, organisation=whose, year=year, version=version, audience=audience,
            language=language, origin=origin,
        )  # fmt: skip


def held_before(
    ws: Workspace, organisation: str, year: int, audience: Audience, language: str, version: int | None = None
) -> HeldEdition | None:
    """The edition as it was handed out; None where it never was.

    Raises:
        WorkforceError: there is no such return or version, or the edition that is kept is not as it was.
    """
    found = get_return(ws, organisation, year)
    number = version_of(found, version).number
    held = held_editions(
        ws, year, kind=EditionKind.RETURN, organisation=found.organisation, version=number, audience=audience,
        language=language, origin=Origin.MADE,
    )  # fmt: skip
    if not held:
        return None
    if not held[-1].intact:
        raise WorkforceError(
            _("The edition that is kept of {organisation} for {year} has been changed since it was made.").format(
                organisation=found.organisation, year=year
            ),
            _("Nothing was handed out. Restore the database from a copy."),
        )
    return held[-1]


def signed_return(ws: Workspace, organisation: str, year: int, version: int | None = None) -> SignedReturn:
    """A signed version, checked: it is as it was signed, and so are the figures the database has of staff and events.

    Raises:
        WorkforceError: there is none, it was changed, or figures moved since; the message names the first of them.
    """
    found = get_return(ws, organisation, year)
    signed = version_of(found, version)
    if hash_of(signed.contents) != signed.sha256:
        raise WorkforceError(
            _("Version {number} is not what {name} signed: its contents have been changed.").format(
                number=signed.number, name=signed.signature.name
            ),
            _("Nothing was handed out. Restore the database from a copy."),
        )
    moved = figures_moved(ws, found, signed)
    if moved:
        raise WorkforceError(
            _("The figures have moved since version {number} was signed ({count}): {names}.").format(
                number=signed.number, count=len(moved), names="; ".join(map(_moved_name, moved[:MOST_NAMED]))
            ),
            _("Nothing was handed out. Open the return for a new version (return revise), sign it, then export that."),
        )
    return SignedReturn(get_organisation(ws, found.organisation), found, signed)


def _moved_name(one: Moved) -> str:
    return ", ".join(filter(None, (one.table, one.row, one.column)))


def profile_of(ws: Workspace, audience: Audience) -> Profile:
    """The profile of an audience in the policy in force."""
    return policy_in_force(ws).profile(AUDIENCE_PROFILES[audience])


def prepared_for(
    ws: Workspace,
    signed: SignedReturn,
    audience: Audience,
    languages: Sequence[str] = LANGUAGES,
    without: tuple[str, ...] = (),
) -> Prepared | None:
    """The figures of a return protected for an audience; None where it has no figures of staff."""
    code = signed.organisation.code
    if snapshot_of_year(ws, code, signed.year) is None:
        return None
    scope = ReleaseScope(code, (signed.year,), without=without)
    profile = AUDIENCE_PROFILES[audience]
    request = ExportRequest(scope, profile, Path(), "-", "-", languages=tuple(languages))
    return prepared_return(ws, request)


def build_edition(
    ws: Workspace, signed: SignedReturn, audience: Audience, prepared: Prepared | None, language: str
) -> Edition:
    """The edition of what was prepared, in a language."""
    with speaking(language):
        spoken = [one.language for one in prepared.drafts] if prepared else [language]
        tables = tables_of(signed.version, language)
        profile = profile_of(ws, audience)
        parts = parts_of(signed.version, language) or live_parts(ws, signed.organisation.code, signed.year)
        making = Making(
            ws, signed.organisation.code, signed.year, prepared, spoken.index(language), profile, tables, parts
        )  # fmt: skip
        edition = _built(signed, audience, making, language)
    edition = _with_revised(ws, edition)
    return without_reasons(edition, BY_ITSELF) if making.profile.withholds else edition


def _built(signed: SignedReturn, audience: Audience, making: Making, language: str) -> Edition:
    left_out: list[str] = []
    sections = tuple(_section(signed, making, one, left_out) for one in SECTIONS)
    publication = making.prepared.publications[making.place] if making.prepared else None
    signature = signed.version.signature
    return Edition(
        kind=EditionKind.RETURN,
        audience=audience,
        organisation=signed.organisation.code,
        year=signed.year,
        version=signed.version.number,
        language=language,
        title=_("Annual return: {organisation}, year to 31 March {year}").format(
            organisation=signed.organisation.name, year=signed.year
        ),
        facts=cover(signed.organisation, signed.found, signed.version, audience, making),
        sections=sections,
        notes=notes(making, left_out),
        mapping=publication.mapping if publication else None,
        author=f"workforce-tui {__version__}",
        codes={
            "profile": str(making.profile.code),
            "threshold": str(making.profile.threshold),
            "rounding": str(making.profile.rounding),
            EXACT: publication.codes["exact_totals"] if publication else "no",
            ROUNDED: " ".join(_rounded_totals(making)),
            "area": str(signed.organisation.area),
            "period": (making.day or collection_year(signed.year).end).isoformat(),
            "definition": "em_excl",
            "state": "signed" if is_signed_only(signed.found, signed.version) else str(signed.found.state),
            "signed_name": signature.name,
            "signed_post": signature.post,
            "signed_on": signature.on.isoformat(),
            "signed_sha256": signed.version.sha256,
            SIGNED: " ".join(_signed_sections(making)),
        },
    )  # fmt: skip


def _rounded_totals(making: Making) -> list[str]:
    """The totals that are rounded to protect others though totals are exact, by day and measure."""
    if making.prepared is None:
        return []
    protection = making.prepared.protection
    return sorted(
        {
            f"{key.as_at.isoformat()}/{key.row if key.dimension == 'group' else key.measure}"
            for key, verdict in protection.verdicts.items()
            if isinstance(verdict, Published) and verdict.rounding and is_exact_total(key, protection.profile)
        }
    )


def _signed_sections(making: Making) -> list[str]:
    """The sections that were signed with figures or records; the edition may leave all of them out."""
    return [one.code for one in SECTIONS if any(table.rows for table in making.signed.get(one.code, ()))]


def _section(signed: SignedReturn, making: Making, section: Section, left_out: list[str]) -> EditionSection:
    found: list[tuple[str, Table, PublishedTable | None]] = [
        (short_name(one), one.table, one) for one in figure_tables(making, section.code)
    ]
    kept = tables_of_section(making, section.code)
    found += [(short_name(one), one, None) for one in (*kept.tables, *_summary(signed, making, section.code))]
    left_out += [*kept.left_out, *_events_left_out(making, section.code, found)]
    nothing = nothing_of(signed.version).get(section.code, "")
    return EditionSection(
        section.number,
        section.code,
        _(section.name),
        section.commitments,
        coded(section.number, found),
        tuple(_texts(signed, section.code)),
        "" if found else nothing,
    )


def _events_left_out(making: Making, code: str, found: Sequence[object]) -> list[str]:
    """The signed tables of a section of which the edition has none, though it has figures."""
    if found or making.prepared is None or not making.profile.withholds:
        return []
    return [one.title for one in making.signed.get(code, ()) if one.rows]


def _texts(signed: SignedReturn, code: str) -> Iterator[EditionText]:
    if code != "narrative":
        return
    for key, text in texts_of(signed.version).items():
        name = _(NARRATIVE_NAMES[key])
        yield EditionText(str(key), name, text.english, text.welsh, str(text.translation or ""))


def _summary(signed: SignedReturn, making: Making, code: str) -> tuple[Table, ...]:
    if code != "summary" or making.counts is None or making.day is None:
        return ()
    truth = making.parts.indicators
    if making.profile.withholds:
        before = _day_before(making.ws, making.organisation, making.year)
        owner = replace(signed.organisation, benchmark=making.parts.benchmark)
        of = SummaryOf(
            making.counts, owner, making.day, before, collection_year(making.year).end
        )  # fmt: skip
        lines = summary_lines(of, truth)
    else:
        lines = tuple(SummaryLine(one) for one in truth)
    table = summary_table(
        signed.organisation.name, making.year, lines, from_tables=making.profile.withholds
    )  # fmt: skip
    return (table,)


def _day_before(ws: Workspace, organisation: str, year: int) -> date | None:
    """The day of the staff at the start of the year: the latest of the year before."""
    if year - 1 not in years_before(ws, ReleaseScope(organisation, (year,))):
        return None
    return max(day for day in snapshot_dates(ws, organisation) if year_of_snapshot(day) == year - 1)


def _with_revised(ws: Workspace, edition: Edition) -> Edition:
    """The edition with its figures that were others in the version before, as that was handed out."""
    if edition.version == 1:
        return edition
    held = held_editions(
        ws, edition.year, kind=edition.kind, organisation=edition.organisation, version=edition.version - 1,
        audience=edition.audience, language=edition.language, origin=Origin.MADE,
    )  # fmt: skip
    if not held:
        return edition
    with speaking(edition.language):
        found = [(short_name(table), table, None) for table in revised_tables(held[-1].edition, edition)]
    sections = tuple(
        replace(one, tables=(*one.tables, *coded(one.number, found))) if one.code == "notes" else one
        for one in edition.sections
    )
    return replace(edition, sections=sections)


def check_language(language: str) -> None:
    """Raise WorkforceError for a language there is no edition in."""
    if language not in LANGUAGES:
        raise WorkforceError(_("An edition is in en (English) or cy (Welsh)."), _("Choose one of them, or both."))
