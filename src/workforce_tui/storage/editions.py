"""Editions in the database. They are added; none is ever changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from workforce_tui.domain.edition import Audience, EditionKind
from workforce_tui.domain.held_editions import EditionHead, HeldEdition, Origin
from workforce_tui.storage.edition_tables import EditionRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session


def add_edition(session: Session, *, held: HeldEdition) -> int:
    """Keep an edition; returns its number (`held.id` is not looked at)."""
    row = EditionRow(
        kind=held.kind, organisation=held.organisation, year=held.year, version=held.version,
        audience=held.audience, language=held.language, contents=held.contents, sha256=held.sha256,
        origin=held.origin, made_at=held.made_at, signed_by=held.by, given_to=held.given_to, reason=held.reason,
        file_name=held.file_name,
    )  # fmt: skip
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def editions(
    session: Session,
    *,
    kind: EditionKind | None = None,
    organisation: str | None = None,
    year: int | None = None,
    version: int | None = None,
    audience: Audience | None = None,
    language: str | None = None,
    origin: Origin | None = None,
    numbers: Sequence[int] | None = None,
) -> tuple[HeldEdition, ...]:
    """Editions in the order they came; what is None is not asked for."""
    query = select(EditionRow).order_by(col(EditionRow.id))
    asked = (
        (EditionRow.kind, kind), (EditionRow.organisation, organisation), (EditionRow.year, year),
        (EditionRow.version, version), (EditionRow.audience, audience), (EditionRow.language, language),
        (EditionRow.origin, origin),
    )  # fmt: skip
    for column, value in asked:
        if value is not None:
            query = query.where(col(column) == value)
    if numbers is not None:
        query = query.where(col(EditionRow.id).in_(numbers))
    return tuple(map(_held, session.exec(query).all()))


def heads(
    session: Session, *, kind: EditionKind | None = None, organisation: str | None = None, year: int | None = None
) -> tuple[EditionHead, ...]:
    """Which editions are held, in the order they came, without their contents; what is None is not asked for."""
    columns = (
        EditionRow.id, EditionRow.kind, EditionRow.organisation, EditionRow.year, EditionRow.version,
        EditionRow.audience, EditionRow.language, EditionRow.origin,
    )  # fmt: skip
    query = select(*columns).order_by(col(EditionRow.id))  # type: ignore[call-overload] # eight columns
    for column, value in ((EditionRow.kind, kind), (EditionRow.organisation, organisation), (EditionRow.year, year)):
        if value is not None:
            query = query.where(col(column) == value)
    return tuple(
        EditionHead(number, EditionKind(one), owner, of, version, Audience(audience), language, Origin(origin))
        for number, one, owner, of, version, audience, language, origin in session.exec(query).all()
    )


def _held(row: EditionRow) -> HeldEdition:
    return HeldEdition(
        kind=EditionKind(row.kind), organisation=row.organisation, year=row.year, version=row.version,
        audience=Audience(row.audience), language=row.language, contents=row.contents, sha256=row.sha256,
        origin=Origin(row.origin), made_at=row.made_at, by=row.signed_by, given_to=row.given_to, reason=row.reason,
        file_name=row.file_name, id=row.id or 0,
    )  # fmt: skip
