"""What a service makes its own: the words for each factor, what it has tried, and its limits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.checklist import Factor
from gjenklang.apps.dropout.models.noted import Noted

__all__ = ["DUE_WEEK", "TEXT_LANGUAGES", "YOUNG_BELOW", "FactorText", "Pace", "Tried"]

#: The default limits, until a service sets its own: below 23 is the group of Sømhovd et al. 2019 and of Diakonhjemmet.
YOUNG_BELOW, DUE_WEEK = 23, 2
#: The mat also has a place for Northern Sámi, which the screens have not.
TEXT_LANGUAGES = [
    ("nb", _("Bokmål")),
    ("nn", _("Nynorsk")),
    ("en", _("English")),
    ("se", _("Northern Sámi")),
]


class FactorText(Noted):
    """The service's own words for one factor in one language; the newest hold, and empty words give ours back."""

    factor = models.CharField(max_length=12, choices=Factor)
    language = models.CharField(max_length=5, choices=TEXT_LANGUAGES)
    question = models.CharField(max_length=120, blank=True, default="")
    why = models.TextField(blank=True, default="")
    what = models.TextField(blank=True, default="")

    privacy = {**Noted.privacy, **dict.fromkeys(("factor", "language", "question", "why", "what"), "open")}

    def __str__(self) -> str:
        return f"{self.factor} {self.language} {self.at:%Y-%m-%d}"


class Tried(Noted):
    """Something this service has tried for a factor, in a few words that name nobody."""

    factor = models.CharField(max_length=12, choices=Factor)
    words = models.CharField(max_length=200)
    withdrawn = models.DateTimeField(null=True)

    privacy = {**Noted.privacy, "factor": "open", "words": "open", "withdrawn": "open"}

    class Meta:
        verbose_name_plural = "tried"

    def __str__(self) -> str:
        return self.words


class Pace(Noted):
    """From which week the four questions are due, and below which age someone counts as young; the newest holds.

    Without a unit it holds for the whole organisation.
    """

    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    due_week = models.PositiveSmallIntegerField(default=DUE_WEEK)
    young_below = models.PositiveSmallIntegerField(default=YOUNG_BELOW)

    privacy = {**Noted.privacy, "unit": "open", "due_week": "open", "young_below": "open"}

    class Meta:
        verbose_name_plural = "paces"

    def __str__(self) -> str:
        return f"{self.due_week} {self.young_below}"
