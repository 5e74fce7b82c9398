"""Grades, in one import: ladders, the common levels and tiers, and the recognition of labels."""

from __future__ import annotations

from workforce_tui.domain.grade_keys import band_grade
from workforce_tui.domain.grade_labels import GradeRecognition, grade_anywhere, recognise_grade
from workforce_tui.domain.ladders import (
    Grade,
    grade,
    grades,
    ladder_name,
    ladders,
    ladders_for,
    level_of,
    unknown_grades,
)
from workforce_tui.domain.levels import Level, LevelRule, Tier, level_name, tier_name, tier_of

__all__ = [
    "Grade",
    "GradeRecognition",
    "Level",
    "LevelRule",
    "Tier",
    "band_grade",
    "grade",
    "grade_anywhere",
    "grades",
    "ladder_name",
    "ladders",
    "ladders_for",
    "level_name",
    "level_of",
    "recognise_grade",
    "tier_name",
    "tier_of",
    "unknown_grades",
]
