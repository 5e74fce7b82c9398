"""The frame every screen has: the bar of areas at the top, and the line saying whose figures these are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.i18n import N_, _, language
from workforce_tui.tui import display
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import name_of

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.domain.organisations import Organisation

AREAS = {
    "overview": N_("Overview"),
    "representation": N_("Representation"),
    "targets": N_("Targets"),
    "import": N_("Import"),
    "batches": N_("Batches"),
}


class AreaName(Static):
    """One area in the bar; a click goes there."""

    def __init__(self, area: str, number: int, *, here: bool) -> None:
        super().__init__(markup=False, classes="here" if here else None)
        self.area, self.number = area, number

    def on_mount(self) -> None:
        """Draw the name."""
        self.retranslate()

    def retranslate(self) -> None:
        """Draw the number key and the name in the language in use."""
        self.update(
            Content.assemble((f"{self.number} ", "" if self.has_class("here") else "$muted"), _(AREAS[self.area]))
        )

    async def on_click(self) -> None:
        """Go to the area."""
        await self.app.run_action(f"app.go('{self.area}')")


class AreaBar(Horizontal):
    """All areas with their number keys; the one in use stands out."""

    DEFAULT_CSS = """
    AreaBar { height: 1; background: $panel; }
    AreaBar AreaName { width: auto; padding: 0 1; color: $foreground; }
    AreaBar AreaName.here { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    AreaBar .help-key { dock: right; width: auto; padding: 0 1; color: $muted; }
    AreaBar .sample { width: auto; color: $warning; text-style: bold; padding: 0 1; }
    """

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here = here

    def compose(self) -> ComposeResult:
        """The names, and how to get help."""
        for number, area in enumerate(AREAS, 1):
            yield AreaName(area, number, here=area == self.here)
        yield Static(classes="help-key", markup=False)

    def on_mount(self) -> None:
        """Draw the help key."""
        self.retranslate()

    def retranslate(self) -> None:
        """Draw every name in the language in use."""
        for name in self.query(AreaName):
            name.retranslate()
        self.query_one(".help-key", Static).update(Content(_("F1 Help")))


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
        sample: bool = False,
    ) -> None:
        """Draw the line; no organisation means all of them together, no date the latest of each."""
        name = _("All organisations") if organisation is None else name_of(organisation, language())
        when = display.day(as_at) if as_at else _("latest snapshots")
        parts: list[tuple[str, str] | str] = [(plain(name), "bold $heading"), "  ", when]
        if extra:
            parts += ["  ", (extra, "$muted")]
        if sample:
            parts += ["  ", (_("SAMPLE DATA"), "bold $warning")]
        parts += ["\n", (definition_name(definition), "$muted")]
        self.update(Content.assemble(*parts))
