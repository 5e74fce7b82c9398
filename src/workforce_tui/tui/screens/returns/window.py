"""The window of one return: its sections at the left, the section under the cursor at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.return_sections import SECTIONS, section_of
from workforce_tui.domain.returns import STATE_NAMES
from workforce_tui.i18n import _
from workforce_tui.tui import return_reading
from workforce_tui.tui.latest import post_if_wanted
from workforce_tui.tui.messages import Failed
from workforce_tui.tui.screens.returns.panes import SectionsWindow
from workforce_tui.tui.screens.returns.sections import overview_of, prompt_of, section_parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from workforce_tui.domain.return_sections import Section
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.return_reading import ReturnData


class ReturnRead(Message):
    """A return has arrived."""

    def __init__(self, data: ReturnData) -> None:
        super().__init__()
        self.data = data


class ReturnView(SectionsWindow):
    """Reads a return and draws it."""

    def __init__(self, ws: Workspace, organisation: str, year: int) -> None:
        super().__init__(ws)
        self.organisation, self.year = organisation, year
        self.data: ReturnData | None = None

    @work(thread=True, group="read", exclusive=True, exit_on_error=False)
    def read(self) -> None:
        """Fetch the return."""
        try:
            data = return_reading.return_data(self.ws, self.organisation, self.year, raw=self.is_raw)
            post_if_wanted(self, ReturnRead(data))
        except WorkforceError as error:
            post_if_wanted(self, Failed(error))

    @on(ReturnRead)
    async def show(self, message: ReturnRead) -> None:
        """Draw what has arrived."""
        message.stop()
        self.data = data = message.data
        await self.fill(f"{data.name} {data.found.year}: {_(STATE_NAMES[data.found.state])}")

    def listed(self, room: int) -> list[tuple[str, Content]]:
        """The return as a whole, then every section."""
        whole = Content.assemble(("■ ", "$heading"), _("The return as a whole"))
        if self.data is None:
            return []
        return [("", whole), *((one.code, prompt_of(self.data, one, room)) for one in SECTIONS)]

    def parts(self, code: str, *, whole: bool) -> Iterable[Widget]:
        """A section, or the return as a whole."""
        if self.data is None:
            return ()
        if not code:
            return overview_of(self.data)
        return section_parts(self.data, section_of(code), whole=whole)

    def section(self) -> Section | None:
        """The section under the cursor; None for the return as a whole."""
        code = self.here()
        return section_of(code) if code else None
