"""Parsing a workbook in a thread, started before anybody asks for it.

The parser lets other threads run, so the program can load the rest of itself meanwhile.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workforce_tui.importing.parse_together import PartsParsed
    from workforce_tui.importing.second_look import SheetLook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = (b"PK\x03\x04", _OLE)


class ParseAhead:
    """A workbook being opened, and its first visible sheet (or the one asked for) being read."""

    def __init__(self, path: str, wanted: str | None) -> None:
        self._path, self._wanted = path, wanted
        self._workbook: Any = None
        self.metadata: Any = ()
        """What the workbook says of its sheets, once `workbook` has been asked for."""
        self._sheets: dict[str, Any] = {}
        self._error: BaseException | None = None
        self._name: str | None = None
        self._look: SheetLook | None = None
        self._parts: PartsParsed | None = None
        self._opened = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    @classmethod
    def start(cls, path: str, wanted: str | None) -> ParseAhead | None:
        """Start on the file at *path*; None for a file that is not a workbook or would be refused unopened."""
        import zipfile

        from workforce_tui.importing.guards import FileRefused, check_archive
        from workforce_tui.importing.ole_chains import check_chains

        try:
            with Path(path).open("rb") as stream:
                head = stream.read(8)
            if not head.startswith(_WORKBOOKS):
                return None
            if head == _OLE:
                from workforce_tui.importing.xls_extent import check_extent

                check_chains(Path(path))
                check_extent(Path(path))
            elif zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    check_archive(archive)
        except (OSError, ValueError, zipfile.BadZipFile, FileRefused):
            return None
        ahead = cls(path, wanted)
        ahead._thread.start()
        return ahead

    def _run(self) -> None:
        from workforce_tui.importing.cut_sheet import cut_sheet
        from workforce_tui.importing.parse_together import PartsParsed

        try:
            cut = cut_sheet(Path(self._path), self._wanted)
            parts = PartsParsed(cut) if cut is not None else None
            if cut is not None and parts is not None and parts.run():
                self._name, self._parts = cut.name, parts
            else:
                self._parse_whole()
        except BaseException as error:
            self._error = error
        finally:
            self._opened.set()

    def _parse_whole(self) -> None:
        import python_calamine

        workbook = python_calamine.CalamineWorkbook.from_path(self._path)
        self.metadata = workbook.sheets_metadata
        shown = python_calamine.SheetVisibleEnum.Visible
        visible = [sheet.name for sheet in self.metadata if sheet.visible == shown]
        self._name = self._wanted or next(iter(visible), None)
        self._workbook = workbook
        self._opened.set()
        if self._name is not None:
            self._sheets[self._name] = workbook.get_sheet_by_name(self._name)

    def parts(self) -> PartsParsed | None:
        """The sheet being parsed in parts, where it is."""
        self._opened.wait()
        return self._parts

    def workbook(self) -> Any:
        """The open workbook, not to be used while a sheet is being read; raises what the parser raised."""
        import python_calamine

        self._opened.wait()
        if self._workbook is None and self._error is not None:
            raise self._error
        if self._workbook is None:
            self._workbook = python_calamine.CalamineWorkbook.from_path(self._path)
        return self._workbook

    def look_meanwhile(self) -> None:
        """Take the second look at the sheet being parsed; for a thread that would only wait for the parser."""
        from workforce_tui.importing.second_look import look_at

        self._opened.wait()
        if self._name is not None and self._parts is None:
            self._look = look_at(Path(self._path), self._name)

    def recognise_meanwhile(self) -> None:
        """Recognise the first texts of the workbook until its sheet is parsed.

        What they mean is kept by the functions that tell, and found there when the header is looked for. Nothing else
        depends on them.
        """
        from workforce_tui.importing.events_headers import load_event_tables
        from workforce_tui.importing.first_texts import first_texts
        from workforce_tui.importing.headers import recognise

        load_event_tables()
        for text in first_texts(Path(self._path)):
            if not self._is_busy():
                return
            recognise(text)

    def _is_busy(self) -> bool:
        return self._thread.is_alive() or (self._parts is not None and not self._parts.has_begun)

    def sheet(self, name: str) -> Any:
        """The sheet called *name*, parsed ahead or now; raises what the parser raises."""
        self._thread.join()
        if name in self._sheets:
            return self._sheets[name]
        return self.workbook().get_sheet_by_name(name)

    def look(self, name: str) -> SheetLook:
        """What a second look at the sheet called *name* finds."""
        from workforce_tui.importing.second_look import look_at

        if self._look is not None and self._name == name:
            return self._look
        return look_at(Path(self._path), name)
