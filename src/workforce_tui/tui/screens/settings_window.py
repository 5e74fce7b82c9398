"""The settings: every one with what holds and where that comes from; Enter changes the one under the cursor."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, Static

from workforce_tui.domain.key_actions import KEY_ACTIONS
from workforce_tui.domain.settings import SETTINGS
from workforce_tui.i18n import N_, _
from workforce_tui.services import settings as kept
from workforce_tui.tui import choices
from workforce_tui.tui.dialogs.picker import Choice, Picker
from workforce_tui.tui.dialogs.text_entry import TextEntry
from workforce_tui.tui.keys import key
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.widgets.key_line import KeyLine
from workforce_tui.tui.window import Window

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.settings import Held
    from workforce_tui.tui.app import WorkforceApp

SOURCES = {"default": N_("as it comes"), "file": N_("from the file")}


class SettingsWindow(Window[None]):
    """A table of settings over what the one under the cursor is for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("find", "app.find"),
        Binding("e", "change", N_("Change")),
        Binding("escape,q", "close", N_("Close")),
    ]
    CSS = """
    #settings { width: 100%; max-width: 110; height: 96%; max-height: 96%; padding: 0 1; }
    #settings-file { height: auto; max-height: 5; padding: 0 1; }
    #settings-about { height: 3; padding: 0 1; border-top: solid $border-blurred; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.held: tuple[Held, ...] = ()

    def compose(self) -> ComposeResult:
        """The file, the table, and what the setting under the cursor is for."""
        with Vertical(classes="window", id="settings") as window:
            window.border_title = _("Settings")
            yield Static(id="settings-file", markup=False)
            yield FittedTable(id="settings-table", cursor_type="row")
            yield Static(id="settings-about", markup=False)
        yield KeyLine(show_command_palette=False)

    async def retranslate(self) -> None:
        """Draw everything again in the language in use."""
        self.query_one("#settings", Vertical).border_title = _("Settings")
        self.show()

    def on_mount(self) -> None:
        """Show what holds."""
        self.show()
        self.query_one(FittedTable).focus()

    def show(self) -> None:
        """Read the settings and draw them; the cursor stays where it is."""
        self.held = kept.all_held()
        problems = kept.load_settings().problems
        parts: list[tuple[str, str]] = [(plain(kept.settings_file()), "$muted")]
        parts += [(f"\n■ {plain(one.said)}", "$status-below") for one in problems]
        self.query_one("#settings-file", Static).update(Content.assemble(*parts))
        heads = [safe_cell(name) for name in (_("Setting"), _("What holds"), _("From"))]
        table = self.query_one(FittedTable)
        place = table.cursor_row
        table.fill(heads, [(one.name, [safe_cell(text) for text in _cells(one)]) for one in self.held])
        table.move_cursor(row=min(place, len(self.held) - 1))

    @on(DataTable.RowHighlighted)
    def tell(self, event: DataTable.RowHighlighted) -> None:
        """Say what the setting is for."""
        if event.cursor_row < len(self.held):
            self.query_one("#settings-about", Static).update(Content(_about(self.held[event.cursor_row].name)))

    @on(DataTable.RowSelected)
    def change_chosen(self) -> None:
        """Change the setting the mouse or Enter chose."""
        self.action_change()

    def action_change(self) -> None:
        """Change the setting under the cursor: choose from a list, or type."""
        one = self.held[self.query_one(FittedTable).cursor_row]
        offered = _offered(one.name, cast("WorkforceApp", self.app))
        title, about = partial(plain, one.name), partial(_about, one.name)
        if offered:
            self.app.push_screen(Picker(title, offered, _said(one)), partial(self._take, one.name))
        else:
            self.app.push_screen(TextEntry(title, about, _said(one)), partial(self._take, one.name))

    async def _take(self, name: str, value: str | None) -> None:
        if value is not None:
            await cast("WorkforceApp", self.app).take_setting(name, value)
            self.show()

    def action_close(self) -> None:
        """Close the window."""
        self.dismiss(None)


def _offered(name: str, app: WorkforceApp) -> list[Choice]:
    """The values to choose from; none where one is typed."""
    setting = SETTINGS.get(name)
    if setting is None:
        return []
    if isinstance(setting.default, bool):
        return [Choice("true", _("yes")), Choice("false", _("no"))]
    return choices.setting_choices(setting, app.organisations)


def _about(name: str) -> str:
    if name in SETTINGS:
        return _(SETTINGS[name].msgid)
    action = _(KEY_ACTIONS[name.partition(".")[2]].msgid)
    return _("Keys of: {action}. Several with commas between them, such as f1,ctrl+g.").format(action=action)


def _said(one: Held) -> str:
    return str(one.value).lower() if isinstance(one.value, bool) else one.value


def _cells(one: Held) -> tuple[str, str, str]:
    words = {True: _("yes"), False: _("no"), "": "–"}
    source = _(SOURCES[one.source]) if one.source in SOURCES else one.source
    return one.name, words.get(one.value, str(one.value)), source
