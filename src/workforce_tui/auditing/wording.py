"""What the audit says, in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from workforce_tui.auditing.statements import AREA, EVERYWHERE, WALES, Relation
from workforce_tui.auditing.universe import REST
from workforce_tui.auditing.words import named, plain, spellings
from workforce_tui.i18n import N_, WELSH, _, language
from workforce_tui.reference import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.auditing.statements import Figure, Reading, Statement

EVERYDAY = MappingProxyType({"is": "haen is"})
"""Names that are everyday words of the other language, with what names them alone: Welsh "is" is the lower tier."""
_MEASURES = {
    "headcount": N_("headcount"),
    "known": N_("known"),
    "minority": N_("ethnic minority"),
    "white": N_("White"),
    "undeclared": N_("undeclared"),
    "unknown": N_("unknown"),
    "not_given": N_("no ethnicity given"),
}
_REASONS = {
    "words": N_("a number in words that no table shows"),
    "drawn": N_("a number in a drawing or its description that no table shows, or that is of another row"),
    "alone": N_("a number by itself that could not be tied to a table: look at it"),
    "cued": N_("a number of people in running text that no table shows: look at it"),
    "untied": N_("a number in a file without a table it could be tied to: look at it"),
    "picture": N_("a picture or a file inside the file, which only eyes can read: look at it"),
    "under_threshold": N_("a count under the threshold that the file itself states"),
    "joined": N_(
        "could be worked out, if its tables are of the same people and its totals exact, which it does not say: check "
        "it together with its tidy file (.csv)"
    ),
    "not_joined": N_(
        "its tables do not agree as they were read, by their headings: check it together with its tidy file (.csv)"
    ),
    "derived": N_("worked out from figures that are not shown exactly"),
    "unread": N_("cannot be read as a figure or a marker"),
    "beside_marker": N_("a number beside the marker of a withheld figure"),
    "unknown_measure": N_("a figure of something the audit does not know"),
    "unknown_column": N_("numbers in a column the audit does not know"),
    "unknown_table": N_("numbers in a table the audit does not understand"),
    "contradiction": N_("the figures contradict one another, so nothing can be proved of them"),
    "formula": N_("a formula: what it shows cannot be known"),
    "small_rate": N_("a rate of few people, or of all but few"),
    "third_of_rate": N_("a number, what it is of, or their rate, where the two others are shown"),
    "lone_rate": N_("a rate whose number and what it is of are withheld"),
    "group": N_("nobody of this group, or everybody: that says what each of them is"),
}


def reason_text(reason: str) -> str:
    """Why something is a leak, in the language in use."""
    return _(_REASONS[reason]) if reason in _REASONS else reason


def _named(file: str, code: str) -> str | None:
    column = "name_cy" if language() == WELSH else "name_en"
    return next((row[column] for row in rows(file) if row["code"] == code), None)


def _both(file: str, code: str) -> tuple[str, ...]:
    """The plain names of a code in both languages."""
    return tuple(plain(row[name]) for row in rows(file) if row["code"] == code for name in ("name_en", "name_cy"))


def place_text(place: str) -> str:
    """The name of a place."""
    if place.endswith(REST):
        return _("others in {place}").format(place=place_text(place.removesuffix(REST)))
    if place in (WALES, EVERYWHERE):
        return _("all organisations")
    if place.startswith(AREA):
        return named("area", place.removeprefix(AREA)).title()
    return _named("organisations", place) or place


def row_text(row: str, labels: Mapping[tuple[str, str], str]) -> str:
    """The name of a row, as the files label it where they do."""
    dimension, _sep, code = row.partition(":")
    if not row:
        return _("total")
    if code == REST:
        return _("others")
    label = next((label for (kind, label), known in labels.items() if known == code and kind == dimension), "")
    if dimension == "grade":
        return _named("grades", code) or label.capitalize() or code
    return f"{named('dimension', dimension).capitalize()} {code if dimension == 'level' else label or code}"


def measure_text(measure: str, definition: str) -> str:
    """The name of a measure with its definition."""
    code, _sep, within = measure.partition("&")
    name = _(_MEASURES[code]) if code in _MEASURES else _named("ethnic_groups", code) or code
    if within:
        name = f"{name} ({measure_text(within, '')})"
    return f"{name} ({definition})" if definition and definition != "em_excl" else name


def figure_text(figure: Figure, labels: Mapping[tuple[str, str], str]) -> str:
    """A figure in words: "Level L3, White; Gwent Police, 2026-03-31"."""
    cut = f" ({figure.cut})" if figure.cut else ""
    version = " " + _("version {version}").format(version=figure.version) if figure.version else ""
    who = f"{row_text(figure.row, labels)}{cut}, {measure_text(figure.measure, figure.definition)}"
    return f"{who}; {place_text(figure.place)} {figure.period}{version}".strip()


def said_text(said: Statement | Relation, labels: Mapping[tuple[str, str], str]) -> str:
    """A statement in words, with what it showed."""
    if isinstance(said, Relation):
        first = said.terms[0][0]
        return f"{figure_text(first, labels)}: {said.shown}"
    return f"{figure_text(said.figure, labels)}: {said.shown}"


def hidden_names(reading: Reading) -> frozenset[str]:
    """The plain names of rows and places with withheld figures, and of the groups withheld."""
    found: set[str] = set()
    for one in reading.statements:
        if not one.withheld:
            continue
        figure = one.figure
        dimension, _sep, code = figure.row.partition(":")
        names = [label for (kind, label), known in reading.labels.items() if kind == dimension and known == code]
        names += [plain(code), *(_both("organisations", figure.place) if not figure.row else ())]
        names += _both("grades", code) if dimension == "grade" else ()
        names += spellings(dimension, code) if dimension in ("level", "tier", "worker") else []
        names += _both("ethnic_groups", figure.measure)
        found |= {EVERYDAY.get(name, name) for name in names if len(name) > 1 and not name.isdigit()}
    return frozenset(found)
