"""Annual returns in the database. Entries are added; none is ever changed or removed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import col, select

from workforce_tui.domain.return_remarks import Remark, RemarkCode
from workforce_tui.domain.return_sections import Narrative, Translation
from workforce_tui.domain.returns import (
    AnnualReturn,
    ReturnMove,
    ReturnQuery,
    ReturnState,
    ReturnVersion,
    Signature,
    Text,
)
from workforce_tui.storage.return_tables import (
    ReturnMoveRow,
    ReturnQueryRow,
    ReturnReplyRow,
    ReturnRow,
    ReturnTextRow,
    ReturnVersionRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

NARRATIVE, NOTHING = "narrative", "nothing"
"""What a text is: part of the narrative, or why a section has nothing to report."""


def add_return(session: Session, *, organisation: str, year: int) -> int:
    """Make a return; returns its number."""
    row = ReturnRow(organisation=organisation, year=year)
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def add_move(session: Session, *, return_id: int, move: ReturnMove, made_at: str) -> None:
    """Write a step down."""
    session.add(
        ReturnMoveRow(
            return_id=return_id, before=move.before, after=move.after, version=move.version, signed_by=move.by,
            taken_on=move.on, made_at=made_at, note=move.note, said=_kept(move.remarks),
        )
    )  # fmt: skip
    session.flush()


def add_version(session: Session, *, return_id: int, version: ReturnVersion) -> None:
    """Keep a signed version."""
    session.add(
        ReturnVersionRow(
            return_id=return_id, number=version.number, contents=version.contents, sha256=version.sha256,
            signed_name=version.signature.name, signed_post=version.signature.post, signed_on=version.signature.on,
            made_at=version.made_at, reason=version.reason,
        )
    )  # fmt: skip
    session.flush()


def add_text(session: Session, *, return_id: int, kind: str, key: str, text: Text, by: str, made_at: str) -> None:
    """Let *text* be a text of the return from now on."""
    session.add(
        ReturnTextRow(
            return_id=return_id, kind=kind, key=key, english=text.english, welsh=text.welsh,
            translation=text.translation or "", signed_by=by, made_at=made_at,
        )
    )  # fmt: skip
    session.flush()


def add_query(session: Session, *, return_id: int, query: ReturnQuery, made_at: str) -> int:
    """Write a question down; returns its number."""
    row = ReturnQueryRow(
        return_id=return_id, section=query.section, figure=query.figure, text=query.text, signed_by=query.by,
        taken_on=query.on, made_at=made_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    return row.id


def add_reply(session: Session, *, query: ReturnQuery, made_at: str) -> None:
    """Write the reply of a question down."""
    session.add(
        ReturnReplyRow(
            query_id=query.id, text=query.reply, signed_by=query.replied_by,
            taken_on=query.replied_on or query.on, made_at=made_at,
        )
    )  # fmt: skip
    session.flush()


def returns(session: Session, *, organisation: str | None = None, year: int | None = None) -> tuple[AnnualReturn, ...]:
    """Returns as they stand, by year (latest first) and organisation."""
    query = select(ReturnRow).order_by(col(ReturnRow.year).desc(), col(ReturnRow.organisation))
    if organisation is not None:
        query = query.where(ReturnRow.organisation == organisation)
    if year is not None:
        query = query.where(ReturnRow.year == year)
    return tuple(_return(session, row) for row in session.exec(query).all())


def _return(session: Session, row: ReturnRow) -> AnnualReturn:
    number = row.id or 0
    texts = list(_texts(session, number))
    return AnnualReturn(
        number,
        row.organisation,
        row.year,
        tuple(_moves(session, number)),
        tuple(_versions(session, number)),
        {Narrative(key): text for kind, key, text in texts if kind == NARRATIVE},
        {key: text.english or text.welsh for kind, key, text in texts if kind == NOTHING and text.is_there},
        tuple(_queries(session, number)),
    )


def _moves(session: Session, number: int) -> Iterator[ReturnMove]:
    query = select(ReturnMoveRow).where(ReturnMoveRow.return_id == number).order_by(col(ReturnMoveRow.id))
    for one in session.exec(query):
        before = ReturnState(one.before) if one.before else None
        after = ReturnState(one.after)
        yield ReturnMove(before, after, one.version, one.signed_by, one.taken_on, one.note, _remarks(one))


def _kept(remarks: Sequence[Remark]) -> str | None:
    """Remarks as JSON: a list of objects, each with its code and the values it is said with."""
    said = [{"code": str(one.code), **one.values} for one in remarks]
    return json.dumps(said, ensure_ascii=False) if said else None


def _remarks(row: ReturnMoveRow) -> tuple[Remark, ...]:
    kept: list[dict[str, str]] = json.loads(row.said) if row.said else []
    return tuple(Remark(RemarkCode(one.pop("code")), one) for one in kept)


def _versions(session: Session, number: int) -> Iterator[ReturnVersion]:
    query = select(ReturnVersionRow).where(ReturnVersionRow.return_id == number)
    for one in session.exec(query.order_by(col(ReturnVersionRow.number))):
        signature = Signature(one.signed_name, one.signed_post, one.signed_on)
        yield ReturnVersion(one.number, one.contents, one.sha256, signature, one.made_at, one.reason)


def _texts(session: Session, number: int) -> Iterator[tuple[str, str, Text]]:
    """Every text in the order it was written: a later one of the same place takes the place of an earlier."""
    query = select(ReturnTextRow).where(ReturnTextRow.return_id == number).order_by(col(ReturnTextRow.id))
    latest = {(one.kind, one.key): one for one in session.exec(query)}
    for (kind, key), one in latest.items():
        yield kind, key, Text(one.english, one.welsh, Translation(one.translation) if one.translation else None)


def _queries(session: Session, number: int) -> Iterator[ReturnQuery]:
    replies = select(ReturnReplyRow).join(ReturnQueryRow, col(ReturnQueryRow.id) == col(ReturnReplyRow.query_id))
    found = session.exec(replies.where(ReturnQueryRow.return_id == number).order_by(col(ReturnReplyRow.id)))
    replied = {one.query_id: one for one in found}
    query = select(ReturnQueryRow).where(ReturnQueryRow.return_id == number).order_by(col(ReturnQueryRow.id))
    for one in session.exec(query):
        asked = ReturnQuery(one.id or 0, one.section, one.figure, one.text, one.signed_by, one.taken_on)
        reply = replied.get(asked.id)
        yield asked if reply is None else _with_reply(asked, reply)


def _with_reply(asked: ReturnQuery, reply: ReturnReplyRow) -> ReturnQuery:
    return replace(asked, reply=reply.text, replied_by=reply.signed_by, replied_on=reply.taken_on)
