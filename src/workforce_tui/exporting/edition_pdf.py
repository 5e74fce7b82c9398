"""An edition as a PDF, made from its page where the library for it is installed."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.exporting.edition_page import render_edition
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from workforce_tui.domain.edition import Edition

VARIANT = "pdf/ua-1"
"""With the structure that a screen reader follows."""


def write_edition_pdf(edition: Edition, stream: IO[bytes]) -> None:
    """Write the page as a PDF to an open file; the same edition gives the same bytes.

    Raises:
        WorkforceError: the library is not installed, or what it draws letters with.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        raise WorkforceError(
            _("PDF cannot be written: the library WeasyPrint is not installed here."),
            _('Install it with pip install "workforce-tui[pdf]" (it needs Pango), or print the page (html) to PDF.'),
        ) from None
    # Nothing is fetched while it is drawn: the page is all there is.
    HTML(string=render_edition(edition), url_fetcher=_nothing).write_pdf(stream, pdf_variant=VARIANT)


def _nothing(url: str, *_others: object, **_more: object) -> object:
    raise ValueError(url)
