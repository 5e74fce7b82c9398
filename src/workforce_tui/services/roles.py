"""Who looks at the figures in this run: the role and the organisation, and the disclosure profile that follows."""

from __future__ import annotations

from dataclasses import dataclass

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.roles import OF_ONE_ORGANISATION, PROFILES, Role
from workforce_tui.domain.settings import ORGANISATION, ROLE
from workforce_tui.i18n import _
from workforce_tui.services.settings import held_text, load_settings

RAW = "RAW"
NARROWEST = "PUBLIC"


@dataclass(frozen=True, slots=True)
class Who:
    """Who looks. No role means that none was chosen: everything is shown, as to an HR lead of every organisation."""

    role: Role | None = None
    organisation: str = ""
    doubtful: bool = False
    """Whether the settings may name a role that cannot be read: until one is chosen, nothing but the public view."""

    @property
    def profile(self) -> str:
        """The disclosure profile everything is shown under."""
        if self.role is None:
            return NARROWEST if self.doubtful else RAW
        return PROFILES[self.role]

    @property
    def own(self) -> str | None:
        """The only organisation somebody in this role looks at; None for every one."""
        return self.organisation or None if self.role in OF_ONE_ORGANISATION else None


class _State:
    who = Who()


def who() -> Who:
    """Who looks at the figures now."""
    return _State.who


def refuse_handing_out() -> None:
    """Refuse to make new figures as the panel, which reads those that were handed out and no others.

    Raises:
        WorkforceError: see above.
    """
    if who().role is Role.PANEL:
        raise WorkforceError(
            _("The panel reads the figures that were handed out, and hands none out."),
            _("Ask the taskforce, or the HR lead of the organisation, to hand them out. {list} lists what there is.")
            .format(list="workforce-tui published list"),
        )  # fmt: skip


def look_as(someone: Who) -> None:
    """Look as somebody else from now on, in this run."""
    _State.who = someone


def who_from_settings(role: str | None = None) -> Who:
    """The role given, else that of the environment or the settings file, with the organisation set there.

    Raises:
        WorkforceError: there is no such role.
    """
    settings = load_settings()
    said = held_text(ROLE, settings) if role is None else role
    doubtful = not said and settings.is_doubtful(ROLE)
    return Who(checked_role(said) if said else None, held_text(ORGANISATION, settings), doubtful)


def checked_role(code: str) -> Role:
    """The role with a code.

    Raises:
        WorkforceError: there is no such role.
    """
    try:
        return Role(code.strip().lower())
    except ValueError:
        raise WorkforceError(
            _("There is no role {role}.").format(role=code),
            _("The roles are: {roles}.").format(roles=", ".join(Role)),
        ) from None
