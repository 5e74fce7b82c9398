"""What an indicator is: a figure about fairness with the counts, interval and test it rests on.

`domain.indicator_catalogue` lists them, `domain.indicator_measures` works them out, `domain.indicator_text` puts them
into words. In every indicator the numerator and denominator are the ethnic minority group's and the comparator's are
the White group's (or, for a share beside another share, those of the other share); the direction says how they
are divided.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.ethnicity import EthnicityDefinition


class IndicatorGroup(StrEnum):
    """The parts of the indicator table, in order."""

    REPRESENTATION = "representation"
    LEADERSHIP = "leadership"
    RECRUITMENT = "recruitment"
    RETENTION = "retention"
    TRAINING = "training"
    DISCIPLINE = "discipline"


_GROUP_NAMES = {
    IndicatorGroup.REPRESENTATION: N_("Representation"),
    IndicatorGroup.LEADERSHIP: N_("Leadership & progression"),
    IndicatorGroup.RECRUITMENT: N_("Recruitment"),
    IndicatorGroup.RETENTION: N_("Retention"),
    IndicatorGroup.TRAINING: N_("Training & development"),
    IndicatorGroup.DISCIPLINE: N_("Discipline & grievance"),
}


def indicator_group_name(group: IndicatorGroup) -> str:
    """The group's name in the language in use."""
    return _(_GROUP_NAMES[group])


class Kind(StrEnum):
    """How a value is made of its counts, and so the unit it is in."""

    SHARE = "share"
    """numerator ÷ denominator, 0 to 1."""
    RATE = "rate"
    """numerator ÷ denominator of the minority, 0 to 1, beside the White rate."""
    WHITE_TO_MINORITY = "white_to_minority"
    """The White rate ÷ the minority rate: the direction of the WRES for what is wanted."""
    MINORITY_TO_WHITE = "minority_to_white"
    """The minority rate ÷ the White rate: the WRES for what is not wanted, and HMPPS's relative rate index."""
    DISPARITY = "disparity"
    """(White in the higher ÷ White in the lower tier) ÷ (minority in the higher ÷ minority in the lower)."""
    POINTS = "points"
    """One share minus another, in percentage points."""
    INDEX = "index"
    """One share ÷ another."""
    PEOPLE = "people"
    """A number of people."""


class Worse(StrEnum):
    """Which way a value is worse for ethnic minority staff."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Flag(StrEnum):
    """What a reader must know before the value; the text is the code that scripts read. Empty: nothing."""

    NONE = ""
    FOUR_FIFTHS = "four-fifths screening rule (not a legal test in Great Britain)"
    """The minority is worse off, and the lower of the two rates is under four fifths of the higher."""
    TOO_FEW = "too few to say"
    NOT_CALCULABLE = "not calculable"
    """It would be divided by zero."""
    NOT_AVAILABLE = "not available"
    """What it is made of is not held, too coarse, or suppressed."""
    LOW_DECLARATION = "60% or fewer declared"
    WITHHELD = "withheld"
    """It is made of counts that readers of a disclosure profile are not shown."""


_FLAG_NAMES = {
    Flag.NONE: "",
    Flag.FOUR_FIFTHS: N_("four-fifths screening rule (not a legal test in Great Britain)"),
    Flag.TOO_FEW: N_("too few to say"),
    Flag.NOT_CALCULABLE: N_("not calculable"),
    Flag.NOT_AVAILABLE: N_("not available"),
    Flag.LOW_DECLARATION: N_("60% or fewer declared"),
    Flag.WITHHELD: N_("withheld"),
}


def flag_name(flag: Flag) -> str:
    """The flag in the language in use; empty for none."""
    name = _FLAG_NAMES[flag]
    return _(name) if name else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator of the catalogue; texts are messages to translate.

    `formula` uses EM and W for the two groups' people with known ethnicity; `base` says whose rate it is, `published`
    which published figure it can stand beside, `said` is the sentence its counts are read in. `screened`: the
    four-fifths rule is applied to its two rates. `nested`: its events are among its base, as those offered a post are
    among those shortlisted, so that no suppressed count makes a rate above 1.
    """

    id: str
    group: IndicatorGroup
    kind: Kind
    worse: Worse
    name: str
    formula: str
    base: str = ""
    published: str = ""
    said: str = ""
    screened: bool = False
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A value, or the lowest and highest that counts known only as intervals allow."""

    low: Fraction
    high: Fraction

    @classmethod
    def exact(cls, value: Fraction | int) -> Span:
        """The value known exactly."""
        return cls(Fraction(value), Fraction(value))

    @property
    def is_exact(self) -> bool:
        """Whether it is one known value."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Rate:
    """Events among the people of one group; the base is their number. `nested`: every event is one of the base."""

    events: Count
    base: Count
    nested: bool = False

    @property
    def is_exact(self) -> bool:
        """Whether both counts are known exactly."""
        return self.events.is_exact and self.base.is_exact


@dataclass(frozen=True, slots=True)
class Frame:
    """What an indicator is asked about: a definition, and one part of the staff where they are divided.

    `key` follows the id ("P2:female"); `part` is the name of that part, in the language in use. `people` and `others`
    are the two groups that are compared.
    """

    definition: EthnicityDefinition
    people: str
    others: str
    key: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator of one organisation and period, in the language in use.

    `value` is in the unit of its kind, None where there is none and `flag` and `note` say why. `lower` and `upper` are
    the 95% interval in the same unit, None where there is none. `p_value` is of Fisher's exact test, two-sided.
    `sentence` is the figure in words, without the flag and the note.
    """

    id: str
    entry: Entry
    name: str
    value: Span | None
    lower: float | None
    upper: float | None
    direction: str
    numerator: Count | None
    denominator: Count | None
    comparator_numerator: Count | None
    comparator_denominator: Count | None
    flag: Flag
    note: str
    definition: EthnicityDefinition
    sentence: str = ""
    p_value: float | None = None
    part: str = ""

    @property
    def group(self) -> IndicatorGroup:
        """The part of the indicator table it belongs to."""
        return self.entry.group

    @property
    def kind(self) -> Kind:
        """How the value is made of its counts."""
        return self.entry.kind
