"""What people write in the all-Wales update: its texts, and what the Independent Panel said of a version.

Each entry is one transaction, signed by a person; nothing that was entered is ever changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.collection import FIRST_YEAR, LAST_YEAR
from workforce_tui.domain.disparity_steps import signed
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.returns import Text
from workforce_tui.domain.wales_update import Endorsement, Standing, UpdateText, UpdateVersion, WalesUpdate
from workforce_tui.i18n import _
from workforce_tui.services.clock import now, today_here
from workforce_tui.services.endorsement_words import refuse_numbers
from workforce_tui.services.entered_texts import changed_text, long_text, text_key, translation_of
from workforce_tui.storage import updates as store

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.services.workspace import Workspace


def get_update(ws: Workspace, year: int) -> WalesUpdate:
    """What was entered for the update of a year; empty where nothing was.

    Raises:
        WorkforceError: the year makes no sense.
    """
    check_year(year)
    with ws.reading() as session:
        return store.update_of(session, year=year)


def check_year(year: int) -> None:
    """Raise WorkforceError for a number that is no reporting year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise WorkforceError(
            _("{year} is no reporting year.").format(year=year), _("Give the year whose 31 March it ends on, as 2026.")
        )


def set_update_text(
    ws: Workspace,
    year: int,
    key: str,
    *,
    english: str | None = None,
    welsh: str | None = None,
    translation: str | None = None,
    by: str,
) -> WalesUpdate:
    """Set a text of the update; what is None stays as it is, and "" takes a text away.

    Raises:
        WorkforceError: there is no such text, it is too long, nobody is named, or the year makes no sense.
    """
    check_year(year)
    which, name = text_key(UpdateText, key), signed(by)
    with ws.writing() as session:
        before = store.update_of(session, year=year).texts.get(which, Text())
        text = changed_text(before, english, welsh, translation)
        if text != before:
            store.add_text(session, year=year, key=which, text=text, by=name, made_at=now())
        return store.update_of(session, year=year)


def endorse(
    ws: Workspace,
    year: int,
    *,
    name: str,
    standing: str,
    on: date | None = None,
    english: str = "",
    welsh: str = "",
    translation: str | None = None,
    version: int | None = None,
    by: str,
) -> Endorsement:
    """Write down what the panel said of a version of the update (the latest unless *version* says which).

    Raises:
        WorkforceError: there is no such version, nobody is named, there are reservations and no comment, a number of
            people is stated, or the day is still to come or before the version was made.
    """
    check_year(year)
    who, entered, stands = signed(name), signed(by), _standing(standing)
    comment = Text(long_text(english), long_text(welsh), None if translation is None else translation_of(translation))
    if stands is Standing.RESERVATIONS and not comment.is_there:
        raise WorkforceError(_("Reservations need a comment."), _("Say what they are, in English or Welsh."))
    refuse_numbers(who, comment)
    with ws.writing() as session:
        which = _version(store.update_of(session, year=year), version)
        day = _day(on, which)
        made = Endorsement(which.number, which.sha256, who, day, stands, comment, entered)
        store.add_endorsement(session, year=year, endorsement=made, made_at=now())
    return made


def _day(on: date | None, version: UpdateVersion) -> date:
    """The day of an endorsement: not to come, and not before there was the version."""
    today = today_here()
    day = on or today
    if day > today:
        raise WorkforceError(_("The day of the endorsement is still to come."), _("Nothing was changed."))
    if day.isoformat() < version.made_at[:10] and day != today:
        raise WorkforceError(
            _("Version {number} was made on {date}, after that day.").format(
                number=version.number, date=version.made_at[:10]
            ),
            _("Nothing was changed."),
        )
    return day


def _version(found: WalesUpdate, number: int | None) -> UpdateVersion:
    held = [one for one in found.versions if number in (None, one.number)]
    if held:
        return held[-1]
    message = _("The update has no version yet.")
    if number is not None and found.versions:
        message = _("The update has no version {number}.").format(number=number)
    raise WorkforceError(message, _("A version is made when the update is exported."))


def _standing(code: str) -> Standing:
    if code not in list(Standing):
        raise WorkforceError(
            _("{name} says nothing about an endorsement.").format(name=code[:40]),
            _("Choose one of {codes}.").format(codes=", ".join(Standing)),
        )
    return Standing(code)
