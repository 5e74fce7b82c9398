"""The disclosure policy in force, and the profile figures are shown under."""

from __future__ import annotations

import hashlib
import os
from dataclasses import fields
from typing import TYPE_CHECKING

from workforce_tui.domain.disclosure.policy import (
    POLICY_FILE,
    Policy,
    Profile,
    ProfileCode,
    parse_policy,
    shipped_policy,
)
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.settings import POLICY
from workforce_tui.i18n import _
from workforce_tui.services.paths import at_home
from workforce_tui.services.roles import who
from workforce_tui.services.settings import broken_file, load_settings, settings_file

if TYPE_CHECKING:
    from pathlib import Path

    from workforce_tui.services.workspace import Workspace

PROFILE_VARIABLE = "WORKFORCE_TUI_PROFILE"
ORGANISATION_VARIABLE = "WORKFORCE_TUI_ORGANISATION"
"""The organisation whose network a reader of the NETWORK profile belongs to; any one organisation when not set."""


def policy_file(ws: Workspace) -> Path:
    """Where a policy of one's own is looked for: the file the settings name, else beside the database.

    Raises:
        WorkforceError: the settings name a file that is not there, or cannot be read: no other policy is put in its
            place.
    """
    settings = load_settings()
    if settings.is_doubtful(POLICY):
        raise broken_file(settings)
    chosen = settings.text(POLICY)
    if not chosen:
        return ws.paths.data_dir / POLICY_FILE
    file = at_home(chosen)
    file = file if file.is_absolute() else settings_file().parent / file
    if not file.is_file():
        raise WorkforceError(
            _("There is no policy file {file}, which the settings name.").format(file=file),
            _("Put the file there, or change the setting {name}.").format(name=POLICY),
        )
    return file


def policy_in_force(ws: Workspace) -> Policy:
    """The policy beside the database where there is one, else the one that comes with the program.

    Raises:
        WorkforceError: the file cannot be read, or says something that makes no sense; the message names the line.
    """
    file = policy_file(ws)
    if not file.exists():
        return shipped_policy()
    try:
        return parse_policy(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as error:
        raise WorkforceError(
            _("The policy file {file} cannot be read.").format(file=file.name),
            _("Mend it, or move it away: the policy that comes with the program is used then."),
        ) from error


def profile_from_environment() -> str:
    """WORKFORCE_TUI_PROFILE, or RAW: the HR lead's own database.

    Raises:
        WorkforceError: there is no such profile; nothing is shown under another than the one meant.
    """
    return checked_profile(os.environ.get(PROFILE_VARIABLE) or ProfileCode.RAW)


def profile_in_force() -> str:
    """The profile set for this machine, else that of the role somebody looks in.

    Raises:
        WorkforceError: there is no such profile.
    """
    set_here = profile_from_environment()
    return who().profile if set_here == ProfileCode.RAW else set_here


def checked_profile(code: str) -> str:
    """The code of a profile, in capitals or not.

    Raises:
        WorkforceError: there is no such profile.
    """
    return str(shipped_policy().profile(code).code)


def policy_hash(profile: Profile) -> str:
    """A hash of every value of a profile, to tell later under which rules something was published."""
    said = "\n".join(f"{field.name}={getattr(profile, field.name)}" for field in fields(profile))
    return hashlib.sha256(said.encode()).hexdigest()


def own_organisation() -> str | None:
    """The organisation of a reader of the NETWORK profile: WORKFORCE_TUI_ORGANISATION, else that of the role."""
    return os.environ.get(ORGANISATION_VARIABLE) or who().own


def check_scope(profile: str, organisation: str | None) -> None:
    """Refuse a question that readers of a profile may not ask.

    Raises:
        WorkforceError: the NETWORK profile shows one organisation, and no other than one's own.
    """
    if profile != ProfileCode.NETWORK:
        return
    own = own_organisation()
    if organisation is None:
        raise WorkforceError(
            _("The NETWORK profile shows one organisation, never all of them together."),
            _("Choose the organisation of the network."),
        )
    if own and own != organisation:
        raise WorkforceError(
            _("The NETWORK profile of {own} does not show {organisation}.").format(own=own, organisation=organisation),
            _("A staff network sees its own organisation only."),
        )
