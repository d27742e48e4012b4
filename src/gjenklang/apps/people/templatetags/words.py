"""Say a sentence of the house with a unit's own words: ``{{ _("From the client")|words_of:episode.unit }}``."""

from django import template

from gjenklang.apps.people import words
from gjenklang.apps.people.words import HasWords

__all__ = ["words_of"]

register = template.Library()


@register.filter(is_safe=True)
def words_of(text: object, unit: HasWords) -> str:
    """Return the text with the words of the unit; the words hold nothing that is to be escaped."""
    return words.words_of(unit, text)
