"""The ledger of publications in the database. Entries are added; none is ever changed or removed."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlmodel import col, select

from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.model import FigureKey, PublishedFigure
from workforce_tui.domain.ledger import LedgerEntry, PublishedFile, Step
from workforce_tui.storage.engine import WRITES
from workforce_tui.storage.publication_tables import (
    PublicationFigureRow,
    PublicationFileRow,
    PublicationRow,
    PublicationStepRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection
    from sqlmodel import Session

_KEY = ("organisation", "area", "as_at", "dimension", "row", "measure", "definition", "cut")
_FIGURE = ("publication_id", *_KEY, "low", "high", "percent", "rounding", "threshold")
_FIGURES_READ = "figures of publications"
MOST_KEPT = 400
"""So many exports a connection keeps the figures of."""


def add_publication(session: Session, *, entry: LedgerEntry, figures: Sequence[PublishedFigure]) -> int:
    """Write an export down as prepared, with its files and its figures; returns its number."""
    row = PublicationRow(
        organisation=entry.organisation,
        years=",".join(map(str, entry.years)),
        profile=entry.profile,
        policy=entry.policy,
        version=entry.version,
        languages=",".join(entry.languages),
        signed_by=entry.signed_by,
        given_to=entry.given_to,
        reason=entry.reason,
        folder=entry.folder,
        made_at=entry.made_at,
        figures=entry.figures,
        withheld=entry.withheld,
        second=entry.second,
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    session.add(PublicationStepRow(publication_id=row.id, step=str(entry.step), made_at=entry.made_at))
    for file in entry.files:
        session.add(PublicationFileRow(publication_id=row.id, name=file.name, sha256=file.sha256, size=file.size))
    session.flush()
    if figures:
        session.connection().execute(
            insert(PublicationFigureRow), [_figure_row(row.id, n, one) for n, one in enumerate(figures, 1)]
        )
    return row.id


def _figure_row(publication: int, number: int, figure: PublishedFigure) -> dict[str, Any]:
    value = figure.value
    counted = isinstance(value, Count)
    return {
        "publication_id": publication,
        "number": number,
        **{name: getattr(figure.key, name) for name in _KEY},
        "low": value.low if isinstance(value, Count) else None,
        "high": value.high if isinstance(value, Count) else None,
        "percent": None if counted or value is None else f"{value:f}",
        "rounding": figure.rounding,
        "threshold": figure.threshold,
    }


def add_step(session: Session, *, publication: int, step: Step, made_at: str) -> None:
    """Say how far an export came."""
    session.add(PublicationStepRow(publication_id=publication, step=str(step), made_at=made_at))


def publications(session: Session, *, number: int | None = None) -> tuple[LedgerEntry, ...]:
    """Every export, or one by its number, oldest first."""
    query = select(PublicationRow).order_by(col(PublicationRow.id))
    if number is not None:
        query = query.where(PublicationRow.id == number)
    steps: dict[int, Step] = {}
    for one in session.exec(select(PublicationStepRow).order_by(col(PublicationStepRow.id))):
        steps[one.publication_id] = Step(one.step)
    files: dict[int, list[PublishedFile]] = {}
    for file in session.exec(select(PublicationFileRow).order_by(col(PublicationFileRow.name))):
        files.setdefault(file.publication_id, []).append(PublishedFile(file.name, file.sha256, file.size))
    return tuple(_entry(row, steps, files) for row in session.exec(query))


def _entry(row: PublicationRow, steps: dict[int, Step], files: dict[int, list[PublishedFile]]) -> LedgerEntry:
    assert row.id is not None  # noqa: S101 - read from the database
    return LedgerEntry(
        organisation=row.organisation,
        years=tuple(int(year) for year in row.years.split(",")),
        profile=row.profile,
        policy=row.policy,
        version=row.version,
        languages=tuple(row.languages.split(",")),
        signed_by=row.signed_by,
        given_to=row.given_to,
        reason=row.reason,
        folder=row.folder,
        made_at=row.made_at,
        figures=row.figures,
        withheld=row.withheld,
        files=tuple(files.get(row.id, ())),
        step=steps[row.id],
        id=row.id,
        second=row.second,
    )


def figures_of(session: Session, *, publications: Iterable[int]) -> tuple[PublishedFigure, ...]:
    """The figures of some exports, as they were published, in the order of the exports.

    What was published never changes, so a connection reads the figures of an export once.
    """
    numbers = sorted(set(publications))
    kept = _kept(session.connection())
    wanted = [number for number in numbers if number not in kept]
    found: dict[int, list[PublishedFigure]] = {}
    if wanted:
        query = (
            select(*(getattr(PublicationFigureRow, name) for name in _FIGURE))
            .where(col(PublicationFigureRow.publication_id).in_(wanted))
            .order_by(col(PublicationFigureRow.publication_id), col(PublicationFigureRow.number))
        )
        for number, *row in session.connection().execute(query):
            found.setdefault(number, []).append(_figure(row))
    for number, figures in found.items():
        kept[number] = tuple(figures)
    told = tuple(chain.from_iterable(kept.get(number, ()) for number in numbers))
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]
    return told


def _kept(connection: Connection) -> dict[int, tuple[PublishedFigure, ...]]:
    """The figures that a connection has read, by export; nothing where it writes, as that may not be kept."""
    if connection.get_execution_options().get(WRITES):
        return {}
    kept: dict[int, tuple[PublishedFigure, ...]] = connection.info.setdefault(_FIGURES_READ, {})
    return kept


def _figure(row: Sequence[Any]) -> PublishedFigure:
    *names, low, high, percent, rounding, threshold = row
    value: Count | Decimal | None = None if percent is None else Decimal(percent)
    if low is not None and high is not None:
        value = Count(low, high)
    return PublishedFigure(FigureKey(*names), value, rounding, threshold)
