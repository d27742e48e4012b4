"""Build a local checklist, change it into a new version, close it, and fill it in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.dropout.actions.once import store_once
from gjenklang.apps.dropout.models import LocalAnswers, LocalChecklist, LocalVersion
from gjenklang.apps.people.models import Unit
from gjenklang.apps.people.rules import Actor

__all__ = ["Asked", "build_local", "change_local", "close_local", "fill_local"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a version asks: its name, its questions (words and kind), its weeks and its units."""

    name: str
    questions: Sequence[tuple[str, str]]
    weeks: Sequence[int]
    units: Sequence[Unit]


@transaction.atomic
def build_local(*, by: Actor, checklist: LocalChecklist, asked: Asked) -> None:
    """Build a checklist of the service's own."""
    if store_once(by, checklist):
        _version(by, checklist, 1, asked)
        write_line(by.who, "local.build", subject=checklist.pk, detail=asked.name)


@transaction.atomic
def change_local(*, by: Actor, version: LocalVersion, asked: Asked) -> None:
    """Let a checklist ask something else from now on: a new version, and the old ones stay as they were."""
    same = [(one["words"], one["kind"]) for one in version.questions] == list(asked.questions)
    same &= (version.name, version.weeks) == (asked.name, list(asked.weeks))
    if same and {one.pk for one in version.units.all()} == {one.pk for one in asked.units}:
        return
    number = LocalVersion.objects.filter(checklist=version.checklist).count() + 1
    _version(by, version.checklist, number, asked)
    write_line(by.who, "local.change", subject=version.checklist_id, detail=f"version {number}")


def _version(by: Actor, checklist: LocalChecklist, number: int, asked: Asked) -> None:
    if any(unit.organisation_id != by.organisation for unit in asked.units):
        raise ValueError("The units must belong to one's own organisation.")
    made = LocalVersion.objects.create(
        organisation_id=by.organisation,
        staff_id=by.staff,
        checklist=checklist,
        number=number,
        name=asked.name,
        questions=[
            {"code": f"q{place}", "words": words, "kind": kind}
            for place, (words, kind) in enumerate(asked.questions, start=1)
        ],
        weeks=sorted(set(asked.weeks)),
    )
    made.units.set(asked.units)


@transaction.atomic
def close_local(*, by: Actor, checklist: LocalChecklist) -> None:
    """Ask a checklist no longer; what was filled in is kept."""
    checklist.closed = timezone.now()
    checklist.save(update_fields=["closed"])
    write_line(by.who, "local.close", subject=checklist.pk)


@transaction.atomic
def fill_local(*, by: Actor, answers: LocalAnswers) -> None:
    """Store a local checklist as it was filled in."""
    if store_once(by, answers):
        detail = f"week {answers.week}"
        write_line(by.who, "local.fill", client=answers.client_id, subject=answers.pk, detail=detail)
