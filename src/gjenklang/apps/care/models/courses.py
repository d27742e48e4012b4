"""A course of help: who takes part, who is responsible, and its dates."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["ChosenBy", "Ending", "Episode", "FeedbackOff", "FormChoice", "Participant", "Responsibility"]


class Kind(models.TextChoices):
    """How many take part, and where."""

    INDIVIDUAL = "individual", _("individual")
    COUPLE = "couple", _("couple")
    FAMILY = "family", _("family")
    GROUP = "group", _("group")
    RESIDENTIAL = "residential", _("residential")


class Sector(models.TextChoices):
    """Which service the course belongs to."""

    HEALTH = "health", _("health")
    NAV = "nav", _("work and welfare (NAV)")
    CHILD_WELFARE = "child_welfare", _("child welfare")
    FAMILY_COUNSELLING = "family_counselling", _("family counselling")


class Ending(models.TextChoices):
    """How a course ended, as the one responsible sees it; definitions of drop-out are computed, not chosen.

    The Norwegian patient registry's three kinds of break-off are ``SERVICE``, ``CLIENT`` and ``STAYED_AWAY``.
    """

    AGREED = "agreed", _("as planned, agreed between us")
    CLIENT = "client", _("the client stopped, and said so")
    STAYED_AWAY = "stayed_away", _("the client stayed away without a word")
    SERVICE = "service", _("the service ended it")
    MOVED = "moved", _("moved or transferred")
    IMPRISONED = "imprisoned", _("to prison")
    DIED = "died", _("died")
    UNKNOWN = "unknown", _("not known")


class Episode(models.Model):
    """One course, from referral to ending, in one unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+")
    unit = models.ForeignKey("people.Unit", models.PROTECT, related_name="episodes")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.INDIVIDUAL)
    mandated = models.BooleanField(default=False)
    sector = models.CharField(max_length=20, choices=Sector, default=Sector.HEALTH)
    referred = models.DateField(null=True, blank=True)
    accepted = models.DateField(null=True, blank=True)
    offered = models.DateField(null=True, blank=True)
    first_attended = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending, blank=True, default="")
    outcome = models.CharField(max_length=40)
    alliance = models.CharField(max_length=40, blank=True, default="")
    rule_set = models.CharField(max_length=40, blank=True, default="")
    feedback_off_until = models.DateField(null=True, blank=True)

    privacy = {
        **dict.fromkeys(
            ("id", "organisation", "unit", "kind", "outcome", "alliance", "rule_set", "feedback_off_until"),
            "open",
        ),
        **dict.fromkeys(
            ("mandated", "sector", "referred", "accepted", "offered", "first_attended", "ended", "ending"),
            "clinical",
        ),
    }

    class Meta:
        indexes = [models.Index(fields=["organisation", "unit"], name="episode_unit")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first_attended or ''}".strip()

    def shows_feedback(self, day: date) -> bool:
        """Whether what is derived from answers may be shown on a day; a study can have it off (``FeedbackOff``)."""
        return self.feedback_off_until is None or day > self.feedback_off_until


class Participant(models.Model):
    """A client who takes part in an episode: one, two who are a couple, a family, the members of a group.

    Whoever takes part no longer has a last day, and is kept. The words on the page speak of the main rater's line; with
    none, of the client's own.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="participants", db_index=False)
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="participations")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    main_rater = models.ForeignKey("people.Rater", models.PROTECT, null=True, blank=True, related_name="+")

    privacy = {
        "id": "open",
        "organisation": "open",
        "episode": "open",
        "client": "identifying",
        "since": "clinical",
        "until": "clinical",
        "main_rater": "identifying",
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "client"], name="participant_once")]

    def __str__(self) -> str:
        return str(self.client_id)


class Responsibility(models.Model):
    """A member of staff works with an episode, between dates."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="responsibilities")
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="responsibilities")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    privacy = {
        "id": "open",
        "organisation": "open",
        "episode": "open",
        "staff": "identifying",
        "since": "open",
        "until": "open",
    }

    class Meta:
        verbose_name_plural = "responsibilities"
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "staff"], condition=Q(until=None), name="responsible_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.since}"


class ChosenBy(models.TextChoices):
    """Who chose the forms of a course."""

    TOGETHER = "together", _("the client and I together")
    CLIENT = "client", _("the client")
    STAFF = "staff", _("those who work with the course")
    STANDARD = "standard", _("the standard set of the unit")


class FormChoice(models.Model):
    """The forms of a course from a moment on: who chose them, and why. Earlier choices stay."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="form_choices")
    outcome = models.CharField(max_length=40)
    alliance = models.CharField(max_length=40, blank=True, default="")
    chosen_by = models.CharField(max_length=8, choices=ChosenBy)
    why = models.CharField(max_length=200, blank=True, default="")
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode", "outcome", "alliance", "at"), "open"),
        **dict.fromkeys(("chosen_by", "why"), "clinical"),
        "staff": "identifying",
    }

    def __str__(self) -> str:
        return f"{self.outcome} {self.alliance}".strip()


class FeedbackOff(models.Model):
    """A study has feedback off in a course: answers are kept, nothing derived is shown, safety stays on.

    ``ended_early`` is the day on which someone ended it before its time. The client has been told; without that there
    is no row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="feedback_offs")
    study = models.CharField(max_length=80)
    ethics = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField()
    told = models.DateField()
    ended_early = models.DateField(null=True)
    at = models.DateTimeField(default=timezone.now)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode", "study", "ethics", "at"), "open"),
        **dict.fromkeys(("since", "until", "told", "ended_early"), "clinical"),
        "staff": "identifying",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="feedback_off_has_an_end")
        ]

    def __str__(self) -> str:
        return f"{self.study} {self.since}–{self.until}"
