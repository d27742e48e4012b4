"""The people of a trial, from a file with a row for each person and time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isnan
from typing import Any

from gjenklang.cli.pairing import same_time
from gjenklang.cli.table import BadInput, Table
from gjenklang.cli.trials.said import scores_of

__all__ = ["Person", "TrialPeople", "arms_of", "cell_of", "people_of"]


@dataclass(frozen=True, slots=True)
class Person:
    """One person; scores by column and time (0 the start, 1 and on the later ones), missing ones left out.

    ``place`` is the first of their rows. ``separated`` holds what their rows say, each with its row.
    """

    place: int
    arm: str
    cluster: str | None
    couple: str | None
    scores: dict[tuple[str, int], float] = field(default_factory=dict)
    separated: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrialPeople:
    """Everyone in the file, and how many of its rows are at no time that was asked for."""

    people: dict[str, Person]
    other_times: int


def cell_of(cells: list[str], at: int, place: int, column: str, who: str | None = None) -> str:
    """Return a cell, of somebody perhaps, that must not be empty.

    Raises
    ------
    BadInput
    """
    cell = cells[at].strip()
    if not cell:
        whose = "" if who is None else f" for {who!r}"
        raise BadInput(f"Row {place}, column {column!r}: nothing is written{whose}.")
    return cell


def people_of(table: Table, given: Mapping[str, Any]) -> TrialPeople:
    """Gather the people; arm, cluster and couple must be the same in each of a person's rows.

    Raises
    ------
    BadInput
        With the row, when they are not, when a name is empty, when someone has two scores at one time, or when no row
        is at a time that was asked for.
    """
    kept = {name: table.column(given[name]) for name in ("arm", "cluster", "couple") if given[name]}
    columns = dict.fromkeys(one for one in (given["score_column"], given["independent"]) if one)
    scores = {column: scores_of(table, column) for column in columns}
    parted = table.column(given["separated"]) if given["separated"] else None
    ids, whens = table.column(given["id_column"]), table.column(given["when"])
    moments = _moments(whens, given)
    people: dict[str, Person] = {}
    seen: set[tuple[str, int]] = set()
    for at, place in enumerate(table.places):
        who = cell_of(ids, at, place, given["id_column"])
        own = {name: cell_of(cells, at, place, given[name], who) for name, cells in kept.items()}
        new = Person(place, own["arm"], own.get("cluster"), own.get("couple"))
        person = people.setdefault(who, new)
        _same(person, own, (place, who), given)
        if parted is not None and parted[at].strip():
            person.separated.setdefault(parted[at].strip(), place)
        moment = moments[at]
        if moment is None:
            continue
        if (who, moment) in seen:
            raise BadInput(
                f"Row {place}, column {given['when']!r}: {who!r} has a second row at {whens[at]!r}."
            )
        seen.add((who, moment))
        person.scores.update({(c, moment): n[at] for c, n in scores.items() if not isnan(n[at])})
    return TrialPeople(people, moments.count(None))


def _moments(whens: list[str], given: Mapping[str, Any]) -> list[int | None]:
    """Return for each row which of the times asked for it is at."""
    if not whens:
        raise BadInput("The file has no rows.")
    asked = (given["pre"], *given["post"])
    known = {
        when: next((place for place, one in enumerate(asked) if same_time(when, one)), None)
        for when in dict.fromkeys(whens)
    }
    for place, one in enumerate(asked):
        if place not in known.values():
            said = ", ".join(list(known)[:8])
            raise BadInput(f"No row is {one!r} in column {given['when']!r}. There are: {said}.")
    return [known[when] for when in whens]


def _same(person: Person, own: Mapping[str, str], where: tuple[int, str], given: Mapping[str, Any]) -> None:
    for name, cell in own.items():
        if getattr(person, name) != cell:
            raise BadInput(
                f"Row {where[0]}, column {given[name]!r}: {where[1]!r} had {getattr(person, name)!r} before."
            )


def arms_of(people: Mapping[str, Person], first: str | None, second: str | None) -> tuple[str, str]:
    """Return the two arms to compare, the first against the second.

    Raises
    ------
    BadInput
        When there is no such arm, or more than two and not both named.
    """
    sizes = Counter(person.arm for person in people.values())
    arms = sorted(sizes)
    for wanted in (first, second):
        if wanted is not None and wanted not in sizes:
            raise BadInput(f"There is no arm {wanted!r}. There are: {', '.join(arms)}.")
    if len(arms) < 2 or first == second is not None:
        raise BadInput(f"The file has {len(arms)} arms ({', '.join(arms[:6])}); a comparison needs 2.")
    if len(arms) > 2 and None in {first, second}:
        raise BadInput(
            f"The file has {len(arms)} arms ({', '.join(arms[:6])}); name two with --first and --second."
        )
    one = first or next(arm for arm in arms if arm != second)
    return one, second or next(arm for arm in arms if arm != one)
