"""The ledger: what was handed out, when, by whom, to whom and under which profile. It only grows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """How far an export came."""

    PREPARED = "prepared"
    """Written down before its files were put in place: they may have been handed out."""
    PUBLISHED = "published"
    ABANDONED = "abandoned"
    """Its files were never put in place."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file that was handed out: its name, the SHA-256 of its contents in hexadecimal, and its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One export.

    `organisation` is empty for all of Wales. `policy` is a hash of every value of the profile as it was. `folder` is
    the name of the folder the files were put in, without its place. `made_at` is UTC, ISO 8601. `second` is the
    attribute of people there are tables by besides ("sex"); "" for none.
    """

    organisation: str
    years: tuple[int, ...]
    profile: str
    policy: str
    version: int
    languages: tuple[str, ...]
    signed_by: str
    given_to: str
    reason: str
    folder: str
    made_at: str
    figures: int
    withheld: int
    files: tuple[PublishedFile, ...] = ()
    step: Step = Step.PREPARED
    id: int | None = None
    second: str = ""


COUNTED = "counted"
"""The dimension of figures that are in no table of an export: who left, transfers apart, was promoted or mentored."""
NETWORK, TASKFORCE, PUBLIC = "NETWORK", "TASKFORCE", "PUBLIC"
_OPENNESS = {NETWORK: 1, TASKFORCE: 2, PUBLIC: 3}
RELEASED = frozenset(_OPENNESS)
"""Every profile under which figures are handed out."""


def known_to(profile: str) -> frozenset[str]:
    """The profiles whose publications a reader of *profile* has to be taken to know: its own and the more open ones."""
    mine = _OPENNESS.get(profile, 0)
    return frozenset(code for code, openness in _OPENNESS.items() if openness >= mine)


def is_stricter(one: str, other: str) -> bool:
    """Whether publications under *one* profile are for fewer readers than those under the *other*."""
    return one != other and one in _OPENNESS and other in known_to(one)
