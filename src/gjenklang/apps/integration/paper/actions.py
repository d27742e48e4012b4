"""Print sheets, and note what becomes of each."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from gjenklang.apps.audit.actions import write_line
from gjenklang.apps.care.actions import type_from_paper
from gjenklang.apps.care.actions.asking import Form, NoWords, see_asked
from gjenklang.apps.care.models import Administration, Moment, Session
from gjenklang.apps.instruments.queries import wording
from gjenklang.apps.integration.paper.models import Sheet
from gjenklang.apps.integration.paper.queries import LETTERS
from gjenklang.apps.people.models import Unit
from gjenklang.apps.people.rules import Actor
from gjenklang.core.instruments import instrument as in_catalogue

__all__ = ["AlreadyTyped", "Typed", "print_pile", "print_sheet", "put_aside", "type_sheet"]

LENGTH = 6
MOST = 100


class AlreadyTyped(ValueError):  # noqa: N818 - the house names what went wrong
    """Someone has typed this sheet, or it was put aside."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands on a sheet: whose it is, in which session, the lines in whole steps or the total, and the channel."""

    session: Session
    client: UUID
    rater: UUID | None
    answers: Mapping[str, int | None]
    stated_total: int | None
    channel: str


def _new(by: Actor, unit: Unit, form: tuple[str, str, str]) -> Sheet:
    """A sheet with a code that no other of the organisation has."""
    instrument, moment, language = form
    if wording(instrument, language, organisation=by.organisation) is None:
        raise NoWords(instrument)
    return Sheet(
        organisation_id=by.organisation,
        unit=unit,
        instrument=instrument,
        instrument_version=in_catalogue(instrument).version,
        moment=moment,
        language=language,
        staff_id=by.staff,
    )


def _keep(sheet: Sheet) -> Sheet:
    while True:
        sheet.code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        try:
            with transaction.atomic():
                sheet.save(force_insert=True)
        except IntegrityError:
            continue
        return sheet


@transaction.atomic
def print_sheet(*, by: Actor, session: Session, form: Form, language: str) -> Sheet:
    """Make the sheet of one person in one session.

    Raises
    ------
    gjenklang.apps.care.actions.NoWords
        When the words of the form may not be shown.
    gjenklang.apps.care.actions.NotAsked
        When the client has chosen not to answer.
    """
    see_asked(form)
    sheet = _new(by, session.episode.unit, (form.instrument, form.moment, language))
    sheet.session, sheet.client_id, sheet.rater_id = session, form.client, form.rater
    _keep(sheet)
    write_line(by.who, "sheet.print", client=form.client, subject=sheet.pk)
    return sheet


@transaction.atomic
def print_pile(*, by: Actor, unit: Unit, form: tuple[str, str, str], many: int) -> list[Sheet]:
    """Make sheets for the room of a unit, each with its own code; ``form`` is instrument, moment and language.

    Raises
    ------
    ValueError
        When there are none, or more than a hundred at once.
    gjenklang.apps.care.actions.NoWords
        When the words of the form may not be shown.
    """
    if not 1 <= many <= MOST:
        raise ValueError(many)
    made = [_keep(_new(by, unit, form)) for _ in range(many)]
    write_line(by.who, "sheet.print_pile", subject=unit.pk)
    return made


@transaction.atomic
def type_sheet(*, by: Actor, sheet: Sheet, typed: Typed) -> Administration:
    """Store what stands on a sheet, once.

    Raises
    ------
    AlreadyTyped
        When it was typed before, also by a colleague at the same moment.
    gjenklang.core.scoring.AnswerOutOfRange
        When a line or the total lies outside the instrument's range.
    """
    held = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if held.administration_id or held.put_aside:
        raise AlreadyTyped(held.code)
    form = Form(held.instrument, Moment(held.moment), typed.client, typed.rater)
    held.administration = type_from_paper(
        by=by,
        session=typed.session,
        form=form,
        answers=typed.answers,
        stated_total=typed.stated_total,
        channel=typed.channel,
    )
    held.save(update_fields=["administration"])
    return held.administration


@transaction.atomic
def put_aside(*, by: Actor, sheet: Sheet) -> None:
    """Note that a sheet will not come back: lost, thrown away, or not answered."""
    held = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if held.administration_id or held.put_aside:
        return
    held.put_aside = timezone.now()
    held.save(update_fields=["put_aside"])
    write_line(by.who, "sheet.put_aside", client=held.client_id, subject=held.pk)
