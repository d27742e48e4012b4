"""How someone left, and what was done so that they leave safely."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.care.models import Ending
from gjenklang.apps.dropout.models.noted import AboutCourse, Noted
from gjenklang.apps.security.fields import EncryptedTextField

__all__ = ["Death", "Departure", "Done", "Item", "Judged", "Leaving", "LeavingStep"]


class Judged(models.TextChoices):
    """Whether the therapist calls it drop-out; one of several definitions, and none is the truth."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Departure(Noted):
    """How a course ended, or is planned to end, as it was noted once; the newest holds, and earlier ones are kept."""

    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="+")
    day = models.DateField()
    clock = models.TimeField(null=True, blank=True)
    ending = models.CharField(max_length=12, choices=Ending)
    consequences = EncryptedTextField(blank=True, default="")
    client_words = EncryptedTextField(blank=True, default="")
    judged = models.CharField(max_length=8, choices=Judged, default=Judged.UNKNOWN)
    referred_to = models.CharField(max_length=120, blank=True, default="")

    privacy = {
        **Noted.privacy,
        "episode": "open",
        **dict.fromkeys(
            ("day", "clock", "ending", "consequences", "client_words", "judged", "referred_to"), "clinical"
        ),
    }

    def __str__(self) -> str:
        return f"{self.day} {self.ending}"


class Leaving(AboutCourse):
    """The list that every ending opens for each client; ``left_at`` is where its hours are counted from.

    ``noted`` is when the course was noted as ended; until then the ending is planned. ``void`` is when the plan was
    given up.
    """

    day = models.DateField()
    left_at = models.DateTimeField()
    noted = models.DateTimeField(null=True)
    void = models.DateTimeField(null=True)

    privacy = {**AboutCourse.privacy, **dict.fromkeys(("day", "left_at", "noted", "void"), "clinical")}

    class Meta:
        indexes = [models.Index(fields=["organisation", "day"], name="leaving_day")]

    def __str__(self) -> str:
        return f"{self.day}"


class Item(models.TextChoices):
    """What is done before someone leaves, or right after."""

    OVERDOSE = "overdose", _("Have you talked about overdose?")
    NALOXONE = "naloxone", _("Is naloxone given?")
    TOLERANCE = "tolerance", _("Is it explained that tolerance is lower now?")
    SUBSTITUTION = "substitution", _("Is substitution treatment arranged?")
    WAY_BACK = "way_back", _("Is the way back within days agreed?")
    TOLD = "told", _("Is it clear what relatives and peers may be told?")
    CONTACT = "contact", _("Contact within 48 hours: made?")


class Done(models.TextChoices):
    """What became of one item."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_RELEVANT = "not_relevant", _("Not relevant")
    NAMED = "named", _("someone is named")


class LeavingStep(Noted):
    """One item answered once, by whom and when; the newest holds. ``responsible`` is who makes contact."""

    leaving = models.ForeignKey(Leaving, models.PROTECT, related_name="steps")
    item = models.CharField(max_length=12, choices=Item)
    reply = models.CharField(max_length=12, choices=Done)
    words = EncryptedTextField(blank=True, default="")
    responsible = models.ForeignKey("people.Staff", models.PROTECT, null=True, related_name="+")

    privacy = {
        **Noted.privacy,
        "at": "clinical",
        "leaving": "open",
        "item": "open",
        "reply": "clinical",
        "words": "clinical",
        "responsible": "identifying",
    }

    class Meta:
        indexes = [models.Index(fields=["leaving", "item"], name="leaving_step_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.reply}"


class Death(AboutCourse):
    """The service has learned that a client died, and when; counted apart, never shown in small numbers."""

    day = models.DateField()

    privacy = {**AboutCourse.privacy, "day": "clinical"}

    def __str__(self) -> str:
        return f"{self.day}"
