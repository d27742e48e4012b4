"""Writes about an organisation, its units, and where they stand."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.people.actions.refused import Refused
from gjenklang.apps.people.actions.staff import end_role
from gjenklang.apps.people.models import Belonging, Organisation, Post, Unit
from gjenklang.apps.people.rules import lasting, on_day

__all__ = [
    "change_organisation",
    "change_unit",
    "close_unit",
    "make_organisation",
    "make_unit",
    "move_unit",
]


@transaction.atomic
def make_organisation(*, by: Who, name: str, language: str = "nb") -> Organisation:
    """Store a new organisation."""
    organisation = Organisation.objects.create(name=name, language=language)
    write_line(Who(by.kind, organisation.id, by.key), "organisation.make", subject=organisation.id)
    return organisation


@transaction.atomic
def change_organisation(*, by: Who, organisation: Organisation, language: str) -> None:
    """Choose the language that new clients get; a client's own may be another."""
    organisation.language = language
    organisation.save(update_fields=["language"])
    write_line(by, "organisation.change", subject=organisation.id, detail=language)


@transaction.atomic
def make_unit(
    *,
    by: Who,
    organisation: UUID,
    name: str,
    parent: Unit | None = None,
    since: date = date(2000, 1, 1),
    **words: str | bool,
) -> Unit:
    """Store a new unit; ``words`` are those of its form: for people, for what clients are told and may choose.

    Raises
    ------
    Refused
        When the unit above is not open on its first day, or is going to close.
    """
    _one_at_a_time(organisation)
    _keep_to_one_house(organisation, parent)
    unit = Unit(organisation_id=organisation, name=name, since=since, **words)
    if parent is not None:
        _may_hold(Unit.objects.get(pk=parent.pk), unit, since)
    unit.save(force_insert=True)
    if parent is not None:
        Belonging.objects.create(organisation_id=organisation, unit=unit, parent=parent, since=since)
    write_line(by, "unit.make", subject=unit.id, detail=str(parent.pk) if parent else "")
    return unit


@transaction.atomic
def change_unit(*, by: Who, unit: Unit, name: str, **words: str | bool | int) -> None:
    """Rename a unit and choose its words (as for ``make_unit``)."""
    _keep_to_one_house(by.house, unit)
    unit.name = name
    for field, word in words.items():
        setattr(unit, field, word)
    unit.save(update_fields=["name", *words])
    write_line(by, "unit.change", subject=unit.id)


@transaction.atomic
def move_unit(*, by: Who, unit: Unit, parent: Unit | None, since: date) -> None:
    """Let a unit stand under another, or at the top, from a day; where it stood before stays written down.

    The same day once more corrects what was written for it; the trail keeps both.

    Raises
    ------
    Refused
        When it stands there already; when the day is outside the unit's own, or before another move of it that is
        written down; when the unit would stand under itself; or when the other is not open, or is going to close.
    """
    _one_at_a_time(by.house)
    _keep_to_one_house(by.house, unit, parent)
    unit = Unit.objects.get(pk=unit.pk)
    places = Belonging.objects.filter(unit=unit)
    _may_move(unit, places, since)
    now = places.filter(on_day(since)).first()
    if (now.parent_id if now else None) == (parent.pk if parent else None):
        raise Refused(_("The unit stands there already."))
    if parent is not None:
        _may_hold(Unit.objects.get(pk=parent.pk), unit, since)
        _make_no_circle(unit, parent.pk, since)
    places.filter(since=since).delete()
    places.filter(until=None).update(until=since - timedelta(days=1))
    before = places.filter(until=since - timedelta(days=1), parent=parent).first()
    if before is not None:
        before.until = None
        before.save(update_fields=["until"])
    elif parent is not None:
        Belonging.objects.create(organisation_id=by.house, unit=unit, parent=parent, since=since)
    write_line(by, "unit.move", subject=unit.id, detail=f"{since} {parent.pk if parent else '-'}")


def _one_at_a_time(organisation: UUID) -> None:
    """Whoever changes the tree waits for the one who does: two moves that are right alone may be a circle together."""
    Organisation.objects.select_for_update(no_key=True).filter(pk=organisation).first()


def _may_move(unit: Unit, places: QuerySet[Belonging], since: date) -> None:
    if since < unit.since:
        raise Refused(_("A unit cannot move before its first day."))
    if unit.until and since > unit.until:
        raise Refused(_("The unit is not open on that day."))
    if places.filter(Q(since__gt=since) | Q(until__gte=since)).exists():
        raise Refused(
            _("The unit has moved after that day. Choose the day of the last move, or a later one.")
        )


def _may_hold(parent: Unit, unit: Unit, since: date) -> None:
    if parent.since > since or (parent.until and parent.until < since):
        raise Refused(_("The other unit is not open on that day."))
    if parent.until and (unit.until is None or unit.until > parent.until):
        raise Refused(_("The other unit closes before this one does."))


def _make_no_circle(unit: Unit, parent: UUID, since: date) -> None:
    """Not on the day, nor on a later one: what is planned counts too."""
    rows = Belonging.objects.filter(lasting(since, counted=True), organisation=unit.organisation_id)
    known = [one for one in rows if one.unit_id != unit.pk]
    for day in {since, *(one.since for one in known if one.since > since)}:
        above = {
            one.unit_id: one.parent_id
            for one in known
            if one.since <= day and (one.until is None or one.until >= day)
        }
        over: UUID | None = parent
        while over is not None:
            if over == unit.pk:
                raise Refused(_("A unit cannot stand under itself or under one of its own."))
            over = above.get(over)


@transaction.atomic
def close_unit(*, by: Who, unit: Unit, until: date | None, end_roles: bool = False) -> None:
    """Let a unit close after a day; with no day it is open again. The row stays, and so do its courses.

    Raises
    ------
    Refused
        When the day is before its first, when a unit under it stays open or the one above does not, or when roles in
        it last beyond the day and ``end_roles`` does not let them end with it.
    """
    _one_at_a_time(by.house)
    _keep_to_one_house(by.house, unit)
    above = Belonging.objects.filter(unit=unit, until=None).select_related("parent").first()
    if above and above.parent.until and (until is None or until > above.parent.until):
        raise Refused(_("The unit above this one closes before. Move this one first."))
    if until:
        _may_close(unit, until)
        _end_roles_of(by, unit, until, end_roles=end_roles)
    unit.until = until
    unit.save(update_fields=["until"])
    write_line(by, "unit.close" if until else "unit.reopen", subject=unit.id)


def _may_close(unit: Unit, until: date) -> None:
    if until < unit.since:
        raise Refused(_("A unit cannot close before its first day."))
    open_then = Q(unit__until__isnull=True) | Q(unit__until__gt=until)
    if Belonging.objects.filter(lasting(until), open_then, parent=unit).exists():
        raise Refused(_("Units under this one are still open. Close or move them first."))


def _end_roles_of(by: Who, unit: Unit, until: date, *, end_roles: bool) -> None:
    posts = list(Post.objects.filter(lasting(until), unit=unit).order_by("since"))
    if posts and not end_roles:
        words = ngettext(
            "%(n)s role here lasts beyond that day. End it first, or let it end with the unit.",
            "%(n)s roles here last beyond that day. End them first, or let them end with the unit.",
            len(posts),
        )
        raise Refused(words % {"n": len(posts)})
    for post in posts:
        end_role(by=by, post=post, until=max(until, post.since))


def _keep_to_one_house(organisation: UUID, *units: Unit | None) -> None:
    if {unit.organisation_id for unit in units if unit} - {organisation}:
        raise ValueError("The unit belongs to another organisation.")
