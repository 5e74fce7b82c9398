"""Organisations a user has added, and which organisations the database holds data of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import col, select

from workforce_tui.domain.organisations import Organisation
from workforce_tui.domain.workforce import Area, OrganisationKind
from workforce_tui.storage.once import read_once
from workforce_tui.storage.tables import OrganisationRow, SnapshotRow

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session


@read_once
def added_organisations(session: Session) -> tuple[Organisation, ...]:
    """The organisations users have added."""
    return tuple(
        Organisation(
            code=row.code,
            kind=OrganisationKind(row.kind),
            area=Area(row.area),
            name_en=row.name_en,
            name_cy=row.name_cy,
            in_wales=row.in_wales,
            benchmark=row.benchmark,
            staff_number_space=row.staff_number_space,
        )
        for row in session.exec(select(OrganisationRow).order_by(col(OrganisationRow.code)))
    )


def add_organisation(session: Session, *, organisation: Organisation) -> None:
    """Add an organisation."""
    session.add(
        OrganisationRow(
            code=organisation.code,
            kind=str(organisation.kind),
            area=str(organisation.area),
            name_en=organisation.name_en,
            name_cy=organisation.name_cy,
            in_wales=organisation.in_wales,
            benchmark=organisation.benchmark,
            staff_number_space=organisation.staff_number_space,
        )
    )


def holdings(session: Session) -> dict[str, tuple[int, date]]:
    """For each organisation with data: how many snapshot dates, and the latest."""
    day = col(SnapshotRow.as_at)
    query = select(SnapshotRow.organisation, func.count(day.distinct()), func.max(day)).group_by(
        col(SnapshotRow.organisation)
    )
    return {code: (int(number), latest) for code, number, latest in session.connection().execute(query)}
