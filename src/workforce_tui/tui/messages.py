"""What threads tell the screens: the only way a computed result reaches a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    import tempfile
    from collections.abc import Iterator
    from datetime import date

    from workforce_tui.domain.errors import WorkforceError
    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.services.decision_figures import DecisionBook, Recoding
    from workforce_tui.services.figures import OrganisationSummary, ReportRow
    from workforce_tui.services.progress import SampleProgress
    from workforce_tui.services.watching import DataWatch
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.register_reading import FindingShown, RegisterData
    from workforce_tui.tui.state import Stamp, View


class InParts:
    """Figures that come in parts, each of which is everything there is so far."""

    def __init__(self, parts: Iterator[object]) -> None:
        self.parts = parts


class Fetched(Message):
    """The figures of a screen have arrived; `stamp` says what they were asked for."""

    def __init__(self, result: object, stamp: Stamp) -> None:
        super().__init__()
        self.result = result
        self.stamp = stamp


class Failed(Message):
    """Something a person can do about went wrong."""

    def __init__(self, error: WorkforceError) -> None:
        super().__init__()
        self.error = error


class Done(Message):
    """A change was written; `said` is a sentence about it."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said


class StepTold(Message):
    """How far a long piece of work has come, in a few words."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said


class LinesRead(Message):
    """What a piece of work found or did, in lines."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__()
        self.lines = lines


class PublicationsRead(Message):
    """What has been handed out has arrived."""

    def __init__(self, entries: tuple[LedgerEntry, ...]) -> None:
        super().__init__()
        self.entries = entries


class BookRead(Message):
    """The kept decisions of an organisation have arrived."""

    def __init__(self, book: DecisionBook) -> None:
        super().__init__()
        self.book = book


class PreviewRead(Message):
    """What a changed decision would move, as figures and in sentences."""

    def __init__(self, recoding: Recoding, lines: tuple[str, ...]) -> None:
        super().__init__()
        self.recoding = recoding
        self.lines = lines


class RegisterRead(Message):
    """The register of disparities has arrived."""

    def __init__(self, data: RegisterData) -> None:
        super().__init__()
        self.data = data


class FindingsRead(Message):
    """What the rules propose for the register has arrived."""

    def __init__(self, found: tuple[FindingShown, ...]) -> None:
        super().__init__()
        self.found = found


class WorkspaceOpened(Message):
    """The database is open, and watched from before it was looked at."""

    def __init__(
        self, workspace: Workspace, organisations: tuple[OrganisationSummary, ...], watch: DataWatch | None = None
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.organisations = organisations
        self.watch = watch


class OrganisationsListed(Message):
    """What the database holds of each organisation, after a change; `gone` are choices whose day has no figures now."""

    def __init__(self, organisations: tuple[OrganisationSummary, ...], gone: View | None = None) -> None:
        super().__init__()
        self.organisations = organisations
        self.gone = gone


class SamplesAt(Message):
    """How far loading the sample data has come."""

    def __init__(self, progress: SampleProgress) -> None:
        super().__init__()
        self.progress = progress


class SnapshotsListed(Message):
    """The dates there are figures of, newest first."""

    def __init__(self, dates: tuple[date, ...]) -> None:
        super().__init__()
        self.dates = dates


class ThrowawayOpened(Message):
    """A database for looking round is open; `folder` is removed when the app ends."""

    def __init__(self, workspace: Workspace, folder: tempfile.TemporaryDirectory[str]) -> None:
        super().__init__()
        self.workspace = workspace
        self.folder = folder


class TrendRead(Message):
    """The figures of one row on every snapshot, oldest first."""

    def __init__(self, label: str, rows: tuple[ReportRow, ...]) -> None:
        super().__init__()
        self.label = label
        self.rows = rows
