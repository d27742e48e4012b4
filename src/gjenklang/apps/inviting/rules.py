"""When a message may leave: never in quiet hours, and never after the meeting that it is about."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

__all__ = ["NO_LATER", "QUIET", "WHY", "before_meeting", "out_of_quiet"]

#: From this hour in the evening to this in the morning nothing is sent, by the clock of the organisation.
QUIET = (20, 8)
#: A link that comes so shortly before a meeting helps nobody.
NO_LATER = timedelta(minutes=30)
#: Why a message was not sent, by the word that its row keeps.
WHY = {
    "no_agreement": _("there is no agreement about sending any more"),
    "not_safe": _("it is not safe to send there"),
    "stopped": _("the client has chosen not to answer"),
    "not_asked": _("this person is not asked any more"),
    "over": _("the course has ended, or the meeting is off"),
    "withdrawn": _("withdrawn by us"),
    "no_words": _("this form cannot be shown on a screen"),
    "no_address": _("the service has no public address set up"),
    "no_gateway": _("the service cannot send such messages yet"),
    "refused": _("the address was refused"),
    "unreachable": _("the one who carries messages did not answer"),
    "answered": _("it was answered already"),
}


def out_of_quiet(moment: datetime, zone: ZoneInfo) -> datetime:
    """The same moment, or the next morning when it lies in quiet hours.

    Parameters
    ----------
    moment
        Aware.

    Examples
    --------
    >>> oslo = ZoneInfo("Europe/Oslo")
    >>> out_of_quiet(datetime(2026, 3, 28, 22, 30, tzinfo=oslo), oslo).isoformat()
    '2026-03-29T08:00:00+02:00'
    """
    local = moment.astimezone(zone)
    if local.hour < QUIET[1]:
        return datetime.combine(local.date(), time(QUIET[1]), zone)
    if local.hour >= QUIET[0]:
        return datetime.combine(local.date() + timedelta(days=1), time(QUIET[1]), zone)
    return moment


def before_meeting(starts: datetime, hours: int, zone: ZoneInfo) -> datetime:
    """When a link goes that is to come so many hours before a meeting: in the evening before, if the morning is late.

    Examples
    --------
    >>> oslo = ZoneInfo("Europe/Oslo")
    >>> before_meeting(datetime(2026, 11, 26, 8, 15, tzinfo=oslo), 2, oslo).isoformat()
    '2026-11-25T19:00:00+01:00'
    """
    wanted = starts - timedelta(hours=hours)
    due = out_of_quiet(wanted, zone)
    if due <= starts - NO_LATER:
        return due
    local = wanted.astimezone(zone)
    day = local.date() if local.hour >= QUIET[0] else local.date() - timedelta(days=1)
    return datetime.combine(day, time(QUIET[0] - 1), zone)
