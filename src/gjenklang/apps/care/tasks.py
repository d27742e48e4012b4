"""What the background worker does for this feature: tell whoever receives an answer, and then whoever is next."""

from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from gjenklang.apps.audit.actions import Who, write_line
from gjenklang.apps.care.models import SafetyNotice
from gjenklang.apps.people.models import Staff

__all__ = ["pass_on", "tell"]


@task()
def tell(key: str) -> str:
    """Tell the receiver that there is something to read; the letter says nothing about anyone."""
    notice = SafetyNotice.objects.select_related("receiver__user", "receiver__organisation").get(pk=UUID(key))
    return _write_to(notice.receiver) if notice.done_at is None else "done"


@task()
def pass_on(key: str) -> str:
    """Tell whoever is next when the time has run out and it is still open."""
    with transaction.atomic():
        notice = (
            SafetyNotice.objects.select_for_update(of=("self",))
            .select_related("deputy__user", "deputy__organisation")
            .get(pk=UUID(key))
        )
        if notice.done_at is not None or notice.escalated is not None:
            return "done"
        notice.escalated = timezone.now()
        notice.save(update_fields=["escalated"])
        system = Who("system", notice.organisation_id)
        write_line(system, "safety.pass_on", client=notice.client_id, subject=notice.pk)
    return _write_to(notice.deputy)


def _write_to(staff: Staff | None) -> str:
    if staff is None:
        return "nobody to write to"
    today = timezone.localdate()
    standing_in = Staff.objects.filter(
        substitutions__absent=staff, substitutions__since__lte=today, substitutions__until__gte=today
    ).select_related("user")
    addresses = sorted({one.user.email for one in (staff, *standing_in) if one.user.email})
    if not addresses:
        return "nobody to write to"
    with translation.override(staff.organisation.language):
        send_mail(
            subject=_("Something to read in Gjenklang today"),
            message=_(
                "There is an answer that someone must talk about today. Sign in to Gjenklang to see it."
            ),
            from_email=None,
            recipient_list=addresses,
        )
    return "written"
