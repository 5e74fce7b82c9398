"""An edition in each of its formats: one thing handed over, drawn several ways, with the same figures in each."""

from __future__ import annotations

from importlib import import_module
from typing import IO, TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _, speaking

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.domain.edition import Edition

_WRITERS = {
    "xlsx": "edition_workbook",
    "csv": "edition_tidy",
    "docx": "edition_word",
    "html": "edition_page",
    "pdf": "edition_pdf",
}
"""The module that writes each format; its libraries are loaded only when it is wanted."""
FORMATS = tuple(_WRITERS)
"""The formats by the ending of their files; "pdf" only where its library is installed."""


def write_edition(form: str, edition: Edition, stream: IO[bytes]) -> None:
    """Write the edition to an open file as *form*, in the language of the edition.

    The same edition gives the same bytes.

    Raises:
        WorkforceError: there is no such format, or what it needs is not installed.
    """
    write = _writer(form)
    with speaking(edition.language):
        write(edition, stream)


def _writer(form: str) -> Callable[[Edition, IO[bytes]], None]:
    if form not in _WRITERS:
        raise WorkforceError(
            _("There is no format {name}.").format(name=form),
            _("Formats: {names}.").format(names=", ".join(FORMATS)),
        )
    name = _WRITERS[form]
    write: Callable[[Edition, IO[bytes]], None] = getattr(import_module(f"{__package__}.{name}"), f"write_{name}")
    return write
