"""Moving around: straight to a place, to a line of a list, to a grade; and the way back out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.content import Content

from workforce_tui.domain.places import PLACES
from workforce_tui.i18n import N_, _, language
from workforce_tui.services.report_query import Dimension
from workforce_tui.tui.living import LivingApp
from workforce_tui.tui.safe import safe_text
from workforce_tui.tui.state import name_of

if TYPE_CHECKING:
    from workforce_tui.tui.finding import Found

LONG_WORK = frozenset({"import", "samples", "export", "briefing", "template", "write", "update"})
"""Groups of threads that are asked about before the app is left."""


class MovingApp(LivingApp):
    """An app that can be opened at a place, searched, and left without losing anything."""

    def __init__(self) -> None:
        super().__init__()
        self.start_at: tuple[str, str | None] | None = None
        """The place, and the organisation, the app was opened at."""

    async def begin(self, *, samples: bool) -> None:
        """Go to the place that was asked for, else to the first page of the role."""
        if self.start_at is None:
            await super().begin(samples=samples)
            return
        place, organisation = self.start_at
        await self.arrive(place)
        if organisation is not None:
            await self.action_take("organisation", organisation)
        if place != self.current_mode and self.may_show(place):
            await self.switch_mode(place)

    def first_place(self) -> str:
        """The place that was asked for, else that of the role."""
        return self.start_at[0] if self.start_at else super().first_place()

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Open a window; its frame says what it stands over."""
        opened = super().push_screen(screen, *args, **options)
        self.call_after_refresh(self.say_where)
        return opened

    def say_where(self) -> None:
        """Write the way here into the frame of the window in front: place, organisation, and the windows below."""
        over = [
            Content.from_markup(window.border_title or "").plain
            for one in self.screen_stack[1:-1]
            for window in one.query(".window")
        ]
        trail = " › ".join((_(PLACES.get(self.current_mode, "")), self.whose(), *filter(None, over)))
        for window in self.screen.query(".window"):
            window.border_subtitle = safe_text(trail)

    def whose(self) -> str:
        """The name of the organisation shown."""
        for one in self.organisations:
            if one.organisation.code == self.view.organisation:
                return name_of(one.organisation, language())
        return _("All organisations")

    def action_find(self) -> None:
        """Look for a line in the list in front of somebody, and stand on it."""
        from workforce_tui.tui.dialogs.picker import Picker
        from workforce_tui.tui.finding import list_in_front

        found = list_in_front(self.screen)
        if found is None:
            self.notify(_("There is no list here to look through."), markup=False)
            return
        self.push_screen(Picker(N_("Find in this list"), found.choices()), partial(self._found, found))

    def _found(self, found: Found, place: str | None) -> None:
        if place is not None:
            found.go(int(place))

    def action_copy_in_front(self) -> None:
        """Copy the text that is selected, else the list or table in front of somebody, as they see it."""
        from workforce_tui.tui.copying import in_front

        selected, copied = self.screen.get_selected_text(), in_front(self.screen)
        if selected:
            self.copy_to_clipboard(selected)
            return
        if copied is None:
            said = _("There is no list or table here to copy.")
        else:
            self.copy_to_clipboard(copied.text)
            said = _("Copied as it stands here. Rows: {n}.").format(n=copied.rows)
        leave = _("{key} leaves the app.").format(key=self.key_for("quit"))
        self.notify(f"{said} {leave}", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A window shuts the keys of the app out: those that are the same everywhere come in, unless one is typing."""
        if action == "in_window":
            from textual.widgets import Input, TextArea

            return len(self.screen_stack) > 1 and not isinstance(self.focused, Input | TextArea)
        return super().check_action(action, parameters)

    async def action_in_window(self, name: str) -> None:
        """Do in a window what a key does everywhere."""
        await self.run_action(name)

    async def action_grade(self, key: str) -> None:
        """Show a grade of the organisation shown among the others."""
        self.view = replace(self.view, dimension=Dimension.GRADE)
        await self.switch_mode("representation")
        wanted = getattr(self.screen, "want", None)
        if wanted is not None:
            wanted(key)
        await self.refresh_page()

    def grades_shown(self) -> list[tuple[str, str]]:
        """The grades of the organisation shown: code and name."""
        from workforce_tui.tui import reading

        if self.workspace is None or self.view.organisation is None:
            return []
        return reading.grade_names(self.workspace, self.view.organisation)

    async def action_quit(self) -> None:
        """Leave; ask first while something is being written or typed text is not kept yet, and stop it."""
        from workforce_tui.tui.dialogs.confirm import Confirm

        if any(one.group in LONG_WORK and one.is_running for one in self.workers):
            question = N_(
                "Something is still being read or written. Stop it and leave? Nothing of it is kept half-done."
            )
        elif any(getattr(one, "is_unsaved", False) for one in self.screen_stack):
            question = N_("What you typed here is not saved yet. Leave all the same?")
        else:
            self.exit()
            return
        self.push_screen(Confirm(N_("Leave"), question, yes=N_("Stop and leave")), self._leave)

    def _leave(self, sure: bool | None) -> None:
        if sure:
            for worker in self.workers:
                worker.cancel()
            self.exit()
