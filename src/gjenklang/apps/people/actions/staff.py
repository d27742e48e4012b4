"""Writes about staff, their roles in units, and who stands in for whom."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.people.actions.refused import Refused
from gjenklang.apps.people.events import post_ended
from gjenklang.apps.people.models import Post, Role, Staff, Substitution, Unit
from gjenklang.apps.people.rules import lasting, on_day
from gjenklang.apps.security.actions import make_user, switch_user
from gjenklang.apps.security.models import User

__all__ = [
    "appoint_substitute",
    "change_staff",
    "employ",
    "end_role",
    "end_substitution",
    "give_role",
    "make_staff",
    "switch_staff",
]


@transaction.atomic
def make_staff(*, by: Who, user: User, name: str) -> Staff:
    """Let a user be a member of staff of the writer's organisation."""
    staff = Staff.objects.create(organisation_id=by.house, user=user, name=name)
    write_line(by, "staff.make", subject=staff.id)
    return staff


@transaction.atomic
def employ(*, by: Who, name: str, username: str, email: str, post: Post) -> Staff:
    """Make a user without a password, a member of staff and the first role, together.

    Parameters
    ----------
    by
        Who does it; the new one belongs to the same organisation.
    name, username, email
        As the member of staff; ``username`` must be free.
    post
        Role, unit and first day, not yet stored.

    Raises
    ------
    Refused
        When someone took the user name at the same moment, or as ``give_role`` does.
    """
    try:
        user = make_user(by=by, organisation=by.house, username=username, password=None, email=email)
    except IntegrityError:
        raise Refused(_("This user name is taken. Choose another.")) from None
    staff = make_staff(by=by, user=user, name=name)
    give_role(by=by, staff=staff, unit=post.unit, role=post.role, since=post.since)
    return staff


@transaction.atomic
def change_staff(*, by: Who, staff: Staff, name: str, email: str) -> None:
    """Correct the name and the e-mail address of a member of staff."""
    staff.name, staff.user.email = name, email
    staff.save(update_fields=["name"])
    staff.user.save(update_fields=["email"])
    write_line(by, "staff.change", subject=staff.id)


@transaction.atomic
def switch_staff(*, by: Who, staff: Staff, on: bool) -> None:
    """Let a member of staff sign in, or no more.

    Raises
    ------
    Refused
        When one would switch off oneself.
    """
    if staff.id == by.key and not on:
        raise Refused(_("You cannot switch off yourself. Ask another administrator."))
    switch_user(by=by, user=staff.user, on=on)


@transaction.atomic
def give_role(*, by: Who, staff: Staff, unit: Unit, role: str, since: date) -> Post:
    """Give one role in one unit, from a day.

    Raises
    ------
    ValueError
        When staff and unit belong to different organisations.
    Refused
        When one would give it to oneself, when the unit is closed on that day, or not yet open, or the role is held
        there already.
    """
    if staff.organisation_id != unit.organisation_id:
        raise ValueError("Staff and unit belong to different organisations.")
    if staff.pk == by.key:
        raise Refused(_("You cannot give yourself a role. Ask another administrator."))
    if not Unit.objects.filter(on_day(since), pk=unit.pk).exists():
        raise Refused(_("The unit is not open on that day."))
    if Post.objects.filter(lasting(since, counted=True), staff=staff, unit=unit, role=role).exists():
        raise Refused(_("This role is held in that unit already."))
    post = Post.objects.create(
        organisation_id=staff.organisation_id, staff=staff, unit=unit, role=role, since=since
    )
    write_line(by, "post.give", subject=post.id, detail=role)
    return post


@transaction.atomic
def end_role(*, by: Who, post: Post, until: date) -> None:
    """Let a role end on a day; the row stays.

    Raises
    ------
    Refused
        When the day is before its first, or nobody would be administrator any more.
    """
    if until < post.since:
        raise Refused(_("A role cannot end before its first day."))
    if post.role == Role.ADMINISTRATOR and not _other_administrators(post, until):
        raise Refused(_("This is the last administrator. Give someone else the role first."))
    post.until = until
    post.save(update_fields=["until"])
    write_line(by, "post.end", subject=post.id)
    post_ended.send(sender=Post, by=by, post=post)


def _other_administrators(post: Post, until: date) -> bool:
    """Whether someone who can sign in is administrator today and after the day, by another post."""
    others = Post.objects.exclude(pk=post.pk).filter(
        Q(since__lte=until) & Q(lasting(until)),
        organisation=post.organisation_id,
        role=Role.ADMINISTRATOR,
        staff__user__is_active=True,
    )
    return others.exists()


@transaction.atomic
def appoint_substitute(
    *, by: Who, absent: Staff, substitute: Staff, since: date, until: date
) -> Substitution:
    """Let someone stand in for someone; clients, sessions and signals follow between the dates.

    Raises
    ------
    ValueError
        When the two belong to different organisations.
    Refused
        When the two are one, when one would appoint oneself, or the last day is before the first.
    """
    if absent.organisation_id != substitute.organisation_id:
        raise ValueError("A substitute must belong to the same organisation.")
    if absent.pk == substitute.pk:
        raise Refused(_("Nobody stands in for themselves. Choose two people."))
    if substitute.pk == by.key:
        raise Refused(_("You cannot appoint yourself. Ask another administrator."))
    if until < since:
        raise Refused(_("The last day cannot be before the first."))
    stand_in = Substitution.objects.create(
        organisation_id=absent.organisation_id, absent=absent, substitute=substitute, since=since, until=until
    )
    write_line(by, "substitute.appoint", subject=stand_in.id)
    return stand_in


@transaction.atomic
def end_substitution(*, by: Who, stand_in: Substitution, today: date) -> None:
    """Let someone stand in no longer, from this moment; one that began today or later is taken away."""
    key = stand_in.pk
    if stand_in.since < today:
        stand_in.until = today - timedelta(days=1)
        stand_in.save(update_fields=["until"])
    else:
        stand_in.delete()
    write_line(by, "substitute.end", subject=key, detail=f"since {stand_in.since}")
