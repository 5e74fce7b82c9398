"""The organisations: the real ones of Wales, those of England in published files, and those users add."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.organisations import (
    Organisation,
    find_organisation,
    shipped_organisations,
    suggest_organisations,
)
from workforce_tui.domain.record_parsing import LONGEST_TEXT, clean_text
from workforce_tui.domain.workforce import Area, OrganisationKind
from workforce_tui.i18n import _
from workforce_tui.services.figures import OrganisationSummary
from workforce_tui.storage import organisations as store

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def known_organisations(session: Session) -> tuple[Organisation, ...]:
    """Every organisation, shipped or added."""
    return shipped_organisations() + store.added_organisations(session)


def list_organisations(ws: Workspace, *, in_wales_only: bool = False) -> tuple[OrganisationSummary, ...]:
    """Every organisation and what is held of it: those with data first, then those in Wales."""
    with ws.reading() as session:
        held = store.holdings(session)
        summaries = [
            OrganisationSummary(one, *held.get(one.code, (0, None)))
            for one in known_organisations(session)
            if one.in_wales or not in_wales_only
        ]
    return tuple(sorted(summaries, key=lambda one: (one.snapshots == 0, not one.organisation.in_wales)))


def get_organisation(ws: Workspace, code: str) -> Organisation:
    """An organisation by its code or any of its names.

    Raises:
        WorkforceError: there is none of that name.
    """
    with ws.reading() as session:
        return organisation_in(session, code)


def organisation_in(session: Session, code: str) -> Organisation:
    """As `get_organisation`, within a session."""
    known = known_organisations(session)
    found = find_organisation(code, known)
    if found is None:
        near = ", ".join(suggestion.code for suggestion in suggest_organisations(code, known))
        hint = _("Did you mean {codes}?").format(codes=near) if near else ""
        raise WorkforceError(
            _("There is no organisation called {name}.").format(name=code),
            " ".join(part for part in (hint, _("See `workforce-tui organisations` for the list.")) if part),
        )
    return found


def add_organisation(
    ws: Workspace,
    *,
    code: str,
    name_en: str,
    name_cy: str = "",
    kind: OrganisationKind = OrganisationKind.OTHER,
    area: Area = Area.WALES,
    benchmark: str = "",
) -> Organisation:
    """Add an organisation of the user's own.

    Raises:
        WorkforceError: the code is taken or is not lower-case words joined by hyphens; the name says nothing, is too
            long, or is that of another organisation.
    """
    if not CODE.fullmatch(code):
        raise WorkforceError(
            _("{code} cannot be an organisation's code.").format(code=code),
            _("Use lower-case letters, digits and hyphens, such as probation-cardiff."),
        )
    name = _given_name(name_en)
    welsh = _given_name(name_cy) if name_cy.strip() else name
    in_wales = area is not Area.OUTSIDE_WALES
    organisation = Organisation(
        code=code,
        kind=kind,
        area=area,
        name_en=name,
        name_cy=welsh,
        in_wales=in_wales,
        benchmark=benchmark or (str(area) if in_wales else ""),
        staff_number_space=code,
    )
    with ws.writing() as session:
        known = known_organisations(session)
        if any(one.code == code for one in known):
            raise WorkforceError(
                _("There is already an organisation with the code {code}.").format(code=code),
                _("Choose another code."),
            )
        for taken in filter(None, (find_organisation(each, known) for each in (name, welsh))):
            raise WorkforceError(
                _("There is already an organisation called {name}: {code}.").format(name=taken.name, code=taken.code),
                _("A file that names it could mean either. Choose another name."),
            )
        store.add_organisation(session, organisation=organisation)
    return organisation


def _given_name(text: str) -> str:
    """A name as it is kept: one line, of letters that can be seen, as long as other names may be."""
    name = clean_text(text, lines=False)
    if not label_key(name):
        raise WorkforceError(_("An organisation has to have a name."), _("Give its English name with --name."))
    if len(name) > LONGEST_TEXT:
        raise WorkforceError(
            _("This is too long: {length} characters, of {most} at the most.").format(
                length=len(name), most=LONGEST_TEXT
            ),
            _("Give a shorter name."),
        )
    return name
