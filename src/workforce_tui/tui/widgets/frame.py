"""The line every screen has under the bar of areas: whose figures these are."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.widgets import Static

from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.i18n import _, language
from workforce_tui.tui import display
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import RAW, name_of

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.tui.app import WorkforceApp


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
