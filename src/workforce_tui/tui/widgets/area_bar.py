"""The bar of areas at the top of every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content

from workforce_tui.domain.places import PLACES
from workforce_tui.domain.roles import role_name
from workforce_tui.i18n import _
from workforce_tui.services.roles import who
from workforce_tui.tui.state import RAW
from workforce_tui.tui.widgets.name_bar import NameBar

if TYPE_CHECKING:
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
