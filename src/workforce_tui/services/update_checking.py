"""What the all-Wales update of a year still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.return_sections import Translation
from workforce_tui.domain.returns import Text
from workforce_tui.domain.review_records import REVIEW
from workforce_tui.domain.wales_update import TEXT_NAMES, UpdateText
from workforce_tui.i18n import _
from workforce_tui.services.records import list_records
from workforce_tui.services.update_entries import get_update
from workforce_tui.services.update_sources import BEST_FIRST, sources_of
from workforce_tui.services.update_versions import current_version, is_intact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Record
    from workforce_tui.services.workspace import Workspace

REVIEW_EVERY = 2
"""Years from one data review to the next."""

MOST_NAMED = 5
"""Organisations that sent nothing and are named in the checklist; the update itself names all of them."""


@dataclass(frozen=True, slots=True)
class UpdateCheck:
    """One line: what it is about (a code and a name), whether it is done, and what is missing where it is not."""

    code: str
    name: str
    done: bool
    missing: str = ""


def check_update(ws: Workspace, year: int) -> list[UpdateCheck]:
    """Every line of the checklist of an update.

    Raises:
        WorkforceError: the year makes no sense, or an edition is not as it was received.
    """
    return [_returns(ws, year), *_texts(ws, year), _review(ws, year), _version(ws, year), _endorsement(ws, year)]


def _returns(ws: Workspace, year: int) -> UpdateCheck:
    sources = sources_of(ws, year, BEST_FIRST)
    found = [sources.known[code].name for code in sources.missing]
    if not found:
        return UpdateCheck("returns", _("Returns"), True, "")
    names, more = ", ".join(found[:MOST_NAMED]), len(found) - MOST_NAMED
    missing = _("Nothing was sent by: {names}.").format(names=names)
    if more > 0:
        missing = _("Nothing was sent by: {names}, and others: {more}.").format(names=names, more=more)
    return UpdateCheck("returns", _("Returns"), False, missing)


def _texts(ws: Workspace, year: int) -> Iterator[UpdateCheck]:
    texts = get_update(ws, year).texts
    for key in UpdateText:
        missing = _text_lacks(texts.get(key, Text()))
        yield UpdateCheck(str(key), _(TEXT_NAMES[key]), not missing, missing)


def _text_lacks(text: Text) -> str:
    if not text.is_there:
        return _("No text.")
    if not text.english or not text.welsh:
        return _("There is no Welsh text.") if text.english else _("There is no English text.")
    return "" if text.translation is Translation.APPROVED else _("The translation is not approved.")


def _review(ws: Workspace, year: int) -> UpdateCheck:
    done = any(_covers(one, year) for one in list_records(ws, REVIEW))
    missing = "" if done else _("No data review of this year or the one before is on record.")
    return UpdateCheck("review", _("Data review"), done, missing)


def _covers(record: Record, year: int) -> bool:
    """Whether a review looked at the year, or at one before it that is recent enough; one of later years does not."""
    first, last = record.values.get("first_year"), record.values.get("last_year")
    return isinstance(first, int) and isinstance(last, int) and first <= year < last + REVIEW_EVERY


def _version(ws: Workspace, year: int) -> UpdateCheck:
    name, held = _("Version"), get_update(ws, year).versions
    if not held:
        return UpdateCheck("version", name, done=False, missing=_("The update was not exported yet."))
    if not is_intact(held[-1]):
        return UpdateCheck("version", name, done=False, missing=_("The version that is kept has been changed."))
    same = current_version(ws, year) == held[-1]
    return UpdateCheck("version", name, same, "" if same else _("Returns or texts changed since the last version."))


def _endorsement(ws: Workspace, year: int) -> UpdateCheck:
    found = get_update(ws, year)
    said = found.latest is not None and bool(found.endorsements_of(found.latest.number))
    missing = "" if said else _("The panel has not endorsed the latest version.")
    return UpdateCheck("endorsement", _("Endorsement by the Independent Panel"), said, missing)
