"""What a report is asked: the types alone, which the app needs before its first screen is painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import EthnicityDefinition

if TYPE_CHECKING:
    from datetime import date


class Dimension(StrEnum):
    """What a report has a row for."""

    GRADE = "grade"
    LEVEL = "level"
    TIER = "tier"
    ORGANISATION = "organisation"
    AREA = "area"
    GROUP = "group"
    WORKER = "worker"
    SEX = "sex"
    DISABILITY = "disability"
    AGE = "age"
    SERVICE = "service"
    CONTRACT = "contract"


class ReturnPart(StrEnum):
    """What of progression a return has."""

    PIPELINE = "pipeline"
    FLOWS = "flows"
    INDICATORS = "indicators"
    TREND = "trend"
    REGISTER = "disparities"


OF_PERSONS = frozenset({Dimension.SEX, Dimension.DISABILITY, Dimension.AGE, Dimension.SERVICE, Dimension.CONTRACT})
"""Dimensions that are an attribute of people, with the code of `domain.attributes.Attribute`."""


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What to report: one organisation or all, on a date or the latest, by a dimension, under a definition."""

    organisation: str | None = None
    as_at: date | None = None
    by: Dimension = Dimension.GRADE
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL
