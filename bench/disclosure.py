"""How long disclosure control takes, and what it costs, on random sets of linked tables.

Each set is organisations of very different sizes on two dates, with the flows between them: by grade, level and tier,
by area and for all Wales, under three definitions (linked_tables.py). All of a set is protected at once, which is
harder than the returns, each of which is protected beside those before it: six organisations took six times as long as
three. Printed: seconds, counts, what part is withheld, and the narrowest interval that any withheld count is proved to
have. With --proof, small sets are protected
one after the other, and every proof is checked again by plain multiplication, until the time is over.

    python bench/disclosure.py                                   one set of six organisations, PUBLIC
    python bench/disclosure.py --sets 5 --profile TASKFORCE --organisations 15 --people 1500
    python bench/disclosure.py --proof 1000                      random small sets for 1,000 seconds
"""

from __future__ import annotations

import argparse
import time
from random import Random
from typing import TYPE_CHECKING

from linked_tables import Shape, linked_release
from workforce_tui.domain.cells import Withheld
from workforce_tui.domain.disclosure.evidence import confined
from workforce_tui.domain.disclosure.model import Published
from workforce_tui.domain.disclosure.policy import ProfileCode, shipped_policy
from workforce_tui.domain.disclosure.protecting import ReleaseUnsafe, protect

if TYPE_CHECKING:
    from workforce_tui.domain.disclosure.model import Protection, Release
    from workforce_tui.domain.disclosure.policy import Profile


def main() -> None:
    """Read the options and run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--organisations", type=int, default=6)
    parser.add_argument("--people", type=int, default=1500)
    parser.add_argument("--profile", default="PUBLIC", choices=list(ProfileCode))
    parser.add_argument("--proof", type=float, default=0.0, metavar="SECONDS")
    options = parser.parse_args()
    profile = shipped_policy().profile(options.profile)
    if options.proof:
        prove(profile, options.proof, options.seed)
        return
    shape = Shape(organisations=options.organisations, people=options.people)
    for seed in range(options.seed, options.seed + options.sets):
        release, keep = linked_release(shape, seed)
        started, worked = time.perf_counter(), time.process_time()
        found = protect(release, profile, keep=keep)
        report(seed, release, found, time.perf_counter() - started, time.process_time() - worked)


def report(seed: int, release: Release, found: Protection, seconds: float, worked: float) -> None:
    """One line for a set."""
    lost = found.statistics
    print(
        f"set {seed}: {seconds:.1f} s ({worked:.1f} s of the processor), {len(release.cells):,} base cells, "
        f"{lost.counts:,} counts, {lost.withheld_share:.1%} withheld; published {lost.large_share:.1%} of the counts "
        f"of 5 or more, {lost.allowed_share:.1%} of those the threshold allows, "
        f"{1 - lost.percentages_withheld / max(lost.percentages, 1):.1%} of {lost.percentages:,} percentages; "
        f"smallest interval {lost.smallest_interval}, {len(found.witnesses):,} witnesses, "
        f"{lost.problems_solved:,} programs",
        flush=True,
    )


def prove(profile: Profile, seconds: float, seed: int) -> None:
    """Protect random small sets for so many seconds and check every proof by multiplication."""
    started, sets, counts, refused = time.perf_counter(), 0, 0, 0
    while time.perf_counter() - started < seconds:
        chance = Random(seed + sets)
        shape = Shape(
            organisations=chance.randint(1, 4),
            grades=chance.randint(2, 5),
            people=chance.choice((20, 80, 400)),
            dates=chance.randint(1, 2),
            fine_groups=False,
            censored=chance.choice((0.0, 0.0, 0.3)),
        )
        release, keep = linked_release(shape, seed + sets)
        try:
            counts += checked(release, protect(release, profile, keep=keep))
        except ReleaseUnsafe:
            refused += 1
        sets += 1
    print(f"{sets:,} sets, {counts:,} withheld counts, every one proved; sets refused: {refused}", flush=True)


def checked(release: Release, found: Protection) -> int:
    """The number of withheld counts; fails where a witness does not agree or a count is known too well."""
    worlds = [list(found.first)]
    for witness in found.witnesses:
        worlds.append(list(found.first))
        for cell, change in witness.changes.items():
            worlds[-1][cell] += change
    assert all(min(cells) >= 0 for cells in worlds)
    withheld = 0
    for figure in release.figures:
        verdict = found.verdict(figure.key)
        values = [sum(cells[cell] for cell in figure.cells) for cells in worlds]
        if isinstance(verdict, Published):
            half = verdict.rounding // 2
            assert verdict.value.low - half <= min(values) <= max(values) <= verdict.value.high + half, figure.key
        elif isinstance(verdict, Withheld):
            withheld += 1
            assert not confined(min(values), max(values), found.profile), figure.key
    return withheld


if __name__ == "__main__":
    main()
