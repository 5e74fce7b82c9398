"""Profiles of disclosure control, and the policy file an analyst can read and change."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import _
from workforce_tui.reference import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

POLICY_FILE = "disclosure_policy.toml"
LARGEST = 1000
"""No threshold, rounding or protection beyond this: a slip of the keyboard, not a policy."""


class ProfileCode(StrEnum):
    """The four profiles, from the least to the most protective."""

    RAW = "RAW"
    NETWORK = "NETWORK"
    TASKFORCE = "TASKFORCE"
    PUBLIC = "PUBLIC"


class Zeros(StrEnum):
    """What is done with a count of nobody."""

    HIDE = "hide"
    SHOW = "show"


class Export(StrEnum):
    """Whether a file of the profile may be written."""

    FREE = "free"
    REASON = "reason"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile; the policy file says what each value means.

    `threshold`, the `*_from` values and `percent_base_at_least` are numbers of people, `rounding` is 0 or a base,
    `protection` the least width (highest less lowest possible value) of a withheld count. With `exact_totals` the
    counts of everyone of a place are not rounded.
    """

    code: ProfileCode
    threshold: int
    zeros: Zeros
    rounding: int
    exact_totals: bool
    percent_base_at_least: int
    one_decimal_from: int
    two_decimals_from: int
    protection: int
    complementary: bool
    export: Export
    description_en: str
    description_cy: str

    @property
    def description(self) -> str:
        """One sentence, in the language in use."""
        return self.description_cy if i18n.language() == i18n.WELSH else self.description_en

    @property
    def withholds(self) -> bool:
        """Whether anything is ever withheld or rounded."""
        return self.threshold > 0 or self.rounding > 0

    def places(self, base: int) -> int | None:
        """How many decimals a percentage of *base* people has; None where it is withheld."""
        if base < max(self.percent_base_at_least, 1):
            return None
        if self.two_decimals_from and base >= self.two_decimals_from:
            return 2
        return 1 if self.one_decimal_from and base >= self.one_decimal_from else 0

    def is_small(self, number: int) -> bool:
        """Whether a count of *number* is withheld by itself."""
        return number < self.threshold and (number > 0 or self.zeros is Zeros.HIDE)


@dataclass(frozen=True, slots=True)
class Policy:
    """The profiles in force and where they were read from ("" for those shipped)."""

    profiles: Mapping[ProfileCode, Profile]
    source: str = ""

    def profile(self, code: str) -> Profile:
        """The profile with this code, in capitals or not; raises WorkforceError for a code that does not exist."""
        try:
            return self.profiles[ProfileCode(code.upper())]
        except ValueError:
            raise WorkforceError(
                _("There is no disclosure profile {code}.").format(code=code),
                _("Use one of: {codes}.").format(codes=", ".join(ProfileCode)),
            ) from None


@cache
def shipped_policy() -> Policy:
    """The policy that comes with the program."""
    return parse_policy(text(POLICY_FILE), POLICY_FILE)


def parse_policy(content: str, source: str) -> Policy:
    """The policy written in *content*; *source* is its name in messages.

    Raises:
        WorkforceError: it is not TOML, or a profile or key is unknown, missing or has a value that makes no sense;
            the message names the key and its line.
    """
    try:
        tables = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise WorkforceError(
            _("{file} is not a policy file that can be read: {reason}.").format(file=source, reason=error),
            _("Mend the line, or start again from a copy of the policy that comes with the program."),
        ) from None
    places = _Lines(content, source)
    for name, table in tables.items():
        if name not in ProfileCode.__members__ or not isinstance(table, dict):
            places.refuse(name, "", _("there is no such profile"), _codes())
    for code in ProfileCode:
        if code not in tables:
            places.refuse(code, "", _("this profile is missing"), _codes())
    return Policy(MappingProxyType({code: _profile(code, tables[code], places) for code in ProfileCode}), source)


def _codes() -> str:
    return _("The profiles are: {codes}.").format(codes=", ".join(ProfileCode))


@dataclass(frozen=True, slots=True)
class _Lines:
    """Finds the line of a key, for messages."""

    content: str
    source: str

    def line(self, profile: str, key: str) -> int:
        """The line of *key* in the table *profile*, else the line of the table, else the first."""
        table, found = "", 1
        for number, line in enumerate(self.content.splitlines(), 1):
            if heading := re.match(r"\s*\[\s*[\"']?([^\]\"']+?)[\"']?\s*\]", line):
                table = heading[1]
                found = number if table == profile else found
            elif table in (profile, "") and re.match(rf"\s*[\"']?{re.escape(key or profile)}[\"']?\s*[=.]", line):
                return number
        return found

    def refuse(self, profile: str, key: str, reason: str, hint: str) -> None:
        """Refuse the file for a key, or for the profile itself where *key* is ""."""
        name = f"{profile}.{key}" if key else profile
        raise WorkforceError(
            _("{file}, line {line}, {name}: {reason}.").format(
                file=self.source, line=self.line(profile, key), name=name, reason=reason
            ),
            hint,
        )


def _whole(most: int = LARGEST, *, only: tuple[int, ...] = ()) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            return _("a whole number from 0 to {most} is needed").format(most=most)
        if only and value not in only:
            return _("one of {values} is needed").format(values=", ".join(map(str, only)))
        return ""

    return check


def _one_of(kind: type[StrEnum]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        return "" if value in list(kind) else _("one of {values} is needed").format(values=", ".join(kind))

    return check


def _yes_or_no(value: Any) -> str:
    return "" if isinstance(value, bool) else _("true or false is needed")


def _sentence(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else _("a sentence in quotation marks is needed")


_CHECKS: Mapping[str, Callable[[Any], str]] = MappingProxyType(
    {
        "threshold": _whole(),
        "zeros": _one_of(Zeros),
        "rounding": _whole(only=(0, 5)),
        "exact_totals": _yes_or_no,
        "percent_base_at_least": _whole(),
        "one_decimal_from": _whole(10 * LARGEST),
        "two_decimals_from": _whole(10 * LARGEST),
        "protection": _whole(),
        "complementary": _yes_or_no,
        "export": _one_of(Export),
        "description": _sentence,
        "description_cy": _sentence,
    }
)


def _profile(code: ProfileCode, table: Mapping[str, Any], places: _Lines) -> Profile:
    for key in table:
        if key not in _CHECKS:
            places.refuse(
                code, key, _("there is no such key"), _("The keys are: {keys}.").format(keys=", ".join(_CHECKS))
            )
    for key, check in _CHECKS.items():
        if key not in table:
            places.refuse(code, key, _("this key is missing"), _("Write a line for it."))
        if problem := check(table[key]):
            places.refuse(code, key, problem, _("Nothing was changed; the policy in force stays as it was."))
    _check_together(code, table, places)
    values = {field.name: table[field.name] for field in fields(Profile) if field.name in table}
    values |= {
        "zeros": Zeros(table["zeros"]),
        "export": Export(table["export"]),
        "description_en": table["description"],
    }
    return Profile(code=code, **values)


def _check_together(code: ProfileCode, table: Mapping[str, Any], places: _Lines) -> None:
    """Values that make sense alone and not together."""
    threshold, hint = table["threshold"], _("Change one of the two values.")
    if threshold and table["rounding"] and threshold < table["rounding"]:
        places.refuse(code, "threshold", _("it must not be smaller than the rounding"), hint)
    if threshold and table["complementary"] and table["protection"] < 1:
        places.refuse(code, "protection", _("at least 1 is needed where complementary is true"), hint)
    if table["two_decimals_from"] and table["two_decimals_from"] < table["one_decimal_from"]:
        places.refuse(code, "two_decimals_from", _("it must not be smaller than one_decimal_from"), hint)
