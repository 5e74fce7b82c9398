"""All-Wales updates in the database. Entries are added; none is ever changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from workforce_tui.domain.return_sections import Translation
from workforce_tui.domain.returns import Text
from workforce_tui.domain.wales_update import Endorsement, Standing, UpdateText, UpdateVersion, WalesUpdate
from workforce_tui.storage.update_tables import UpdateEndorsementRow, UpdateTextRow, UpdateVersionRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session


def add_text(session: Session, *, year: int, key: UpdateText, text: Text, by: str, made_at: str) -> None:
    """Let *text* be a text of the update from now on."""
    session.add(
        UpdateTextRow(
            year=year, key=key, english=text.english, welsh=text.welsh, translation=text.translation or "",
            signed_by=by, made_at=made_at,
        )
    )  # fmt: skip
    session.flush()


def add_version(session: Session, *, year: int, version: UpdateVersion) -> None:
    """Keep a version."""
    session.add(
        UpdateVersionRow(
            year=year, number=version.number, contents=version.contents, sha256=version.sha256,
            signed_by=version.by, made_at=version.made_at, reason=version.reason,
        )
    )  # fmt: skip
    session.flush()


def add_endorsement(session: Session, *, year: int, endorsement: Endorsement, made_at: str) -> None:
    """Write down what the panel said."""
    session.add(
        UpdateEndorsementRow(
            year=year, version=endorsement.version, sha256=endorsement.sha256, name=endorsement.name,
            taken_on=endorsement.on, standing=endorsement.standing, english=endorsement.comment.english,
            welsh=endorsement.comment.welsh, translation=endorsement.comment.translation or "",
            signed_by=endorsement.entered_by, made_at=made_at,
        )
    )  # fmt: skip
    session.flush()


def update_of(session: Session, *, year: int) -> WalesUpdate:
    """The update of a year as it stands; empty where nothing was entered."""
    return WalesUpdate(
        year, dict(_texts(session, year)), tuple(_versions(session, year)), tuple(_endorsements(session, year))
    )


def _texts(session: Session, year: int) -> Iterator[tuple[UpdateText, Text]]:
    query = select(UpdateTextRow).where(UpdateTextRow.year == year).order_by(col(UpdateTextRow.id))
    for one in session.exec(query):  # a later one takes the place of an earlier one
        yield UpdateText(one.key), _text(one)


def _text(row: UpdateTextRow | UpdateEndorsementRow) -> Text:
    return Text(row.english, row.welsh, Translation(row.translation) if row.translation else None)


def _versions(session: Session, year: int) -> Iterator[UpdateVersion]:
    query = select(UpdateVersionRow).where(UpdateVersionRow.year == year).order_by(col(UpdateVersionRow.number))
    for one in session.exec(query):
        yield UpdateVersion(one.number, one.contents, one.sha256, one.signed_by, one.made_at, one.reason)


def _endorsements(session: Session, year: int) -> Iterator[Endorsement]:
    query = select(UpdateEndorsementRow).where(UpdateEndorsementRow.year == year)
    for one in session.exec(query.order_by(col(UpdateEndorsementRow.id))):
        yield Endorsement(
            one.version, one.sha256, one.name, one.taken_on, Standing(one.standing), _text(one), one.signed_by
        )
