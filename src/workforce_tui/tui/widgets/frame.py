"""The frame every screen has: the bar of areas at the top, and the line saying whose figures these are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.places import PLACES
from workforce_tui.domain.roles import role_name
from workforce_tui.i18n import _, language
from workforce_tui.services.roles import who
from workforce_tui.tui import display
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import RAW, name_of
from workforce_tui.tui.widgets.name_bar import NameBar

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.tui.app import WorkforceApp

AREAS = PLACES


class AreaBar(NameBar):
    """All areas somebody may see, with their number keys; who looks, and how to get help, stand at the right."""

    NAMES = AREAS

    def key_of(self, code: str) -> str:
        """The number of the area."""
        number = list(AREAS).index(code) + 1
        return cast("WorkforceApp", self.app).key_for(code, str(number % 10))

    def action_of(self, code: str) -> str:
        """Going to the area."""
        return f"app.go('{code}')"

    def codes(self) -> tuple[str, ...]:
        """The areas whose figures may be seen under the profile in force; the one in use in any case."""
        app = cast("WorkforceApp", self.app)
        return tuple(code for code in self.NAMES if code == self.here or app.may_show(code))

    def said(self) -> Content:
        """The role, the profile unless it is RAW, and the key of the help."""
        app, role = cast("WorkforceApp", self.app), who().role
        profile = app.view.profile
        parts: list[tuple[str, str]] = [(f"{role_name(role)} ", "bold $heading")] if role else []
        parts += [(f"{profile} ", "bold $warning")] if profile != RAW else []
        help_ = _("{key} Help").format(key=app.key_for("help"))
        return Content.assemble(" ", *parts, (f"{help_} ", "$muted"))


class ContextLine(Static):
    """Whose figures these are, of which day, and under which definition."""

    DEFAULT_CSS = """
    ContextLine { height: auto; padding: 0 1; background: $surface; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)

    def show(
        self,
        organisation: Organisation | None,
        as_at: date | None,
        definition: EthnicityDefinition,
        extra: str = "",
        *,
        when: str = "",
        sample: bool = False,
    ) -> None:
        """Draw the line; no organisation means all of them together, no date (nor *when*, in words) the latest."""
        name = _("All organisations") if organisation is None else name_of(organisation, language())
        when = when or (display.day(as_at) if as_at else _("latest snapshots"))
        parts: list[tuple[str, str] | str] = [(plain(name), "bold $heading"), "  ", when]
        if extra:
            parts += ["  ", (extra, "$muted")]
        profile = cast("WorkforceApp", self.app).view.profile
        if profile != RAW:
            parts += ["  ", (_("VIEWED AS {profile}").format(profile=profile), "bold $warning")]
        if sample:
            parts += ["  ", (_("SAMPLE DATA"), "bold $warning")]
        parts += ["\n", (definition_name(definition), "$muted")]
        self.update(Content.assemble(*parts))
