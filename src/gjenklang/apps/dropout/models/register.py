"""What a service does about what it sees."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

__all__ = ["Fact", "Given", "LocalMeasure", "MeasureLink"]


class Fact(models.TextChoices):
    """What can be seen in a course that may end too early; in the order in which a list names them."""

    TRANSITION = "transition", _("A move without a first appointment")
    MISSED = "missed", _("Missed or cancelled in a row")
    ALLIANCE = "alliance", _("How we work together")
    GAP = "gap", _("Longer between sessions")
    FACTOR = "factor", _("The four questions")
    DECLINED = "declined", _("«Not today»")


class MeasureLink(models.Model):
    """What a service tries when it sees a fact, in its own words; without a row the house's own words stand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    fact = models.CharField(max_length=12, choices=Fact)
    words = models.CharField(max_length=300)

    privacy = dict.fromkeys(("id", "organisation", "fact", "words"), "open")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "fact"], name="fact_linked_once")]

    def __str__(self) -> str:
        return self.fact


class LocalMeasure(models.Model):
    """Something that an organisation does besides what the house knows of, by its own name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=80)
    closed = models.DateField(null=True)

    privacy = dict.fromkeys(("id", "organisation", "name", "closed"), "open")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="measure_named_once")]

    def __str__(self) -> str:
        return self.name


class Given(models.Model):
    """Someone got a measure of the organisation's own on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, related_name="+", db_index=False)
    episode = models.ForeignKey("care.Episode", models.PROTECT, related_name="measures")
    client = models.ForeignKey("people.Client", models.PROTECT, related_name="+", db_index=False)
    measure = models.ForeignKey(LocalMeasure, models.PROTECT, related_name="given", db_index=False)
    staff = models.ForeignKey("people.Staff", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()

    privacy = {
        **dict.fromkeys(("id", "organisation", "episode"), "open"),
        **dict.fromkeys(("client", "staff"), "identifying"),
        **dict.fromkeys(("measure", "day"), "clinical"),
    }

    def __str__(self) -> str:
        return f"{self.day}"
