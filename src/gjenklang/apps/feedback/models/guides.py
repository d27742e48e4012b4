"""A service's own words for a conversation guide."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.dropout.models.noted import Noted

__all__ = ["GuideText"]

LANGUAGES = [("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]


class GuideText(Noted):
    """The service's own words for one guide in one language; the newest hold, and empty ones give ours back."""

    guide = models.CharField(max_length=40)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    say = models.TextField(blank=True, default="")
    do = models.TextField(blank=True, default="")
    avoid = models.TextField(blank=True, default="")

    privacy = {**Noted.privacy, **dict.fromkeys(("guide", "language", "say", "do", "avoid"), "open")}

    class Meta:
        indexes = [models.Index(fields=["organisation", "guide"], name="guide_text")]

    def __str__(self) -> str:
        return f"{self.guide} {self.language} {self.at:%Y-%m-%d}"

    @property
    def empty(self) -> bool:
        """Whether it gives our own words back."""
        return not (self.say or self.do or self.avoid)
