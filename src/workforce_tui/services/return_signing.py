"""Signing an annual return, and verifying what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.kept_contents import hash_of
from workforce_tui.domain.returns import ReturnVersion, Signature
from workforce_tui.i18n import ENGLISH, _
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.return_freezing import freeze, live_tables, moved_since, tables_of
from workforce_tui.services.returns import check_open, check_return, get_return, return_in
from workforce_tui.storage import returns as store

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.frozen_tables import Moved
    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.services.workspace import Workspace


def sign(
    ws: Workspace,
    organisation: str,
    year: int,
    *,
    name: str,
    post: str,
    confirmation: str,
    reason: str = "",
    on: date | None = None,
) -> ReturnVersion:
    """Freeze the return as it is now, signed by a chief officer; returns the version.

    *confirmation* is what the officer typed: the organisation's code and the year, as "gwent-police 2026". A version
    after the first needs a *reason*.

    Raises:
        WorkforceError: something is missing in the checklist, nobody or no post is named, the confirmation is not
            that, there is no reason for a later version, or the return is with the taskforce.
    """
    officer, held = signed(name), " ".join(post.split())
    if not held:
        raise WorkforceError(_("The chief officer's post is missing."), _("Give the post beside the name."))
    found = get_return(ws, organisation, year)
    check_open(found)
    _check_confirmation(found, confirmation)
    number, why = (found.latest.number if found.latest else 0) + 1, " ".join(reason.split())
    with ws.at_once() as seen:
        _check_complete(seen, found)
        _check_reason(number, why)
        contents, digest = freeze(seen, found, number=number, reason=why)
    version = ReturnVersion(number, contents, digest, Signature(officer, held, on or today_here()), now(), why)
    with ws.writing() as session:
        if return_in(session, found.organisation, year) != found:
            raise WorkforceError(
                _("Somebody changed the return meanwhile."), _("Look at it again, then sign it. Nothing was signed.")
            )
        store.add_version(session, return_id=found.id, version=version)
    return version


def _check_complete(ws: Workspace, found: AnnualReturn) -> None:
    missing = [check for check in check_return(ws, found) if not check.done]
    if missing:
        lines = "\n".join(f"{_(check.section.name)}: {check.missing}" for check in missing)
        raise WorkforceError(_("The return is not complete.") + "\n" + lines, _("Nothing was signed."))


def _check_reason(number: int, why: str) -> None:
    if number > 1 and not why:
        raise WorkforceError(
            _("Version {number} needs a reason.").format(number=number), _("Say what changed since the version before.")
        )


def _check_confirmation(found: AnnualReturn, confirmation: str) -> None:
    wanted = f"{found.organisation} {found.year}"
    if " ".join(confirmation.split()).casefold() != wanted:
        raise WorkforceError(
            _("The confirmation is not right."), _("The officer who signs types: {text}").format(text=wanted)
        )


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a signed version: whether its contents are those that were signed, and what moved since."""

    version: ReturnVersion
    intact: bool
    moved: tuple[Moved, ...]


def verify(ws: Workspace, organisation: str, year: int, number: int | None = None) -> Verified:
    """Whether a signed version (the latest unless *number* says which) is as it was signed.

    Raises:
        WorkforceError: there is no such return or version.
    """
    found = get_return(ws, organisation, year)
    version = version_of(found, number)
    intact = hash_of(version.contents) == version.sha256
    since = moved_since(tables_of(version, ENGLISH), live_tables(ws, found)) if intact else ()
    return Verified(version, intact, since)


def version_of(found: AnnualReturn, number: int | None = None) -> ReturnVersion:
    """A signed version of a return, the latest unless *number* says which.

    Raises:
        WorkforceError: there is none.
    """
    held = [one for one in found.versions if number in (None, one.number)]
    if not held:
        raise WorkforceError(
            _("No version of the return is signed yet, and only what is signed is handed out.")
            if number is None
            else _("The return has no version {number}.").format(number=number),
            _("Sign it first (return sign). Until then it can be looked at (return preview).")
            if number is None
            else _("Show the return to see its versions."),
        )
    return held[-1]
