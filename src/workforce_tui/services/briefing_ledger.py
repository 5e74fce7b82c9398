"""A briefing in the ledger: the staff figures in it are handed out like those of any export."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import PublishedFigure
from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ledger import LedgerEntry, PublishedFile, Step
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.i18n import _
from workforce_tui.services.attacking import audit_files, bearing_on_places, refuse_confined
from workforce_tui.services.chair_events import SIDES, shown_year
from workforce_tui.services.chair_figures import network_profile, pipeline_for_chair, published_for_chair
from workforce_tui.services.chair_rates import mentoring_for_chair
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.edition_events import OF_COUNTED, counted_key
from workforce_tui.services.ledger import add_step, figures_told, known_publications, next_version, refuse_met
from workforce_tui.services.mentoring_rates import mentees_of_table
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.policy import policy_hash
from workforce_tui.services.release_source import ReleaseScope
from workforce_tui.storage import publications as store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from workforce_tui.services.workspace import Workspace


def refuse_given_away(ws: Workspace, organisations: Sequence[str], name: str, content: bytes) -> None:
    """Attack a file before it is written, together with what its readers had before.

    Raises:
        UnsafeError: something in it can be worked out.
        WorkforceError: it cannot be audited.
    """
    profile = network_profile(ws)
    own = {(code, found[0]) for code in organisations if (found := _figures(ws, code)) is not None}
    known = known_publications(ws, str(profile.code))
    before = list(zip(known, figures_told(ws, known), strict=True))
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        refuse_confined(audit_files(profile, [file], bearing_on_places(own, before)))


@contextmanager
def handed_out(
    ws: Workspace,
    organisations: Sequence[str],
    path: Path,
    content: bytes,
    *,
    by: str,
    given_to: str,
    language: str,
    since: int,
) -> Iterator[None]:
    """Write the staff figures of a file into the ledger before it is put in its place, and then that it is there.

    An organisation whose figures are not in the file, because there are none or they cannot be made safe, has no entry.
    *since* is the last export of the ledger when the file was begun: of a later one of the same staff it knew nothing.

    Raises:
        WorkforceError: nobody signs, nobody is named to whom it is given, or somebody else handed out figures of the
            same staff meanwhile.
    """
    figures = {code: found for code in organisations if (found := _figures(ws, code)) is not None}
    if figures:
        _check(by, given_to)
    file = PublishedFile(path.name, hashlib.sha256(content).hexdigest(), len(content))
    entries = [
        (_entry(ws, code, day, some, file, by=signed(by), given_to=given_to.strip(), language=language), some)
        for code, (day, some) in figures.items()
    ]
    with ws.writing() as session:
        for code in figures:
            refuse_met(session, code, since)
        numbers = [store.add_publication(session, entry=entry, figures=some) for entry, some in entries]
    try:
        yield
    except BaseException:
        for number in numbers:
            add_step(ws, number, Step.ABANDONED)
        raise
    for number in numbers:
        add_step(ws, number, Step.PUBLISHED)


def _check(by: str, given_to: str) -> None:
    signed(by)
    if not given_to.strip():
        raise WorkforceError(_("The ledger needs to know to whom the briefing is given."), _("Say to whom."))


def _figures(ws: Workspace, code: str) -> tuple[date, tuple[PublishedFigure, ...]] | None:
    """The figures a file has of an organisation; None where it says instead why there are none.

    The day is that of the staff, or today where there are mentees and no staff.
    """
    try:
        found = published_for_chair(ws, code)
        day = found[0] if found else today_here()
        events = _counted(ws, code, year_of_snapshot(day)) if found else ()
        figures = (*(found[1] if found else ()), *events, *_mentees(ws, code, day))
    except WorkforceError:
        return None
    return (day, figures) if figures else None


def _mentees(ws: Workspace, code: str, day: date) -> Iterator[PublishedFigure]:
    """Mentees of all cohorts, as far as a briefing tells."""
    table = mentoring_for_chair(ws, code, pipeline_for_chair(ws, code))
    return mentees_of_table(get_organisation(ws, code), day, table) if table is not None else iter(())


def _counted(ws: Workspace, code: str, year: int) -> Iterator[PublishedFigure]:
    """Who left and who was promoted, of both groups, as far as a briefing tells."""
    organisation, shown = get_organisation(ws, code), shown_year(ws, code, year)
    for name in OF_COUNTED:
        for group, member in SIDES.items():
            number = shown.get(group, name)
            if number is not None:
                yield PublishedFigure(counted_key(organisation, year, name, member), Count.exact(number))


def _entry(
    ws: Workspace,
    code: str,
    day: date,
    figures: Sequence[PublishedFigure],
    file: PublishedFile,
    *,
    by: str,
    given_to: str,
    language: str,
) -> LedgerEntry:
    profile, years = network_profile(ws), (year_of_snapshot(day),)
    return LedgerEntry(
        organisation=code,
        years=years,
        profile=str(profile.code),
        policy=policy_hash(profile),
        version=next_version(ws, ReleaseScope(code, years)),
        languages=(language,),
        signed_by=by,
        given_to=given_to,
        reason=_("Briefing of a staff network"),
        folder=file.name,
        made_at=now(),
        figures=len(figures),
        withheld=sum(one.value is None for one in figures),
        files=(file,),
    )
