"""What a service tries when it sees something."""

from django.db.models import QuerySet

from gjenklang.apps.dropout.models import Fact, LocalMeasure, MeasureLink
from gjenklang.apps.dropout.queries.sentences import MEASURES
from gjenklang.apps.people.rules import Actor

__all__ = ["links_of", "local_measures"]


def links_of(by: Actor) -> dict[str, str]:
    """What the asker's organisation tries for each fact: its own words where it has some, else the house's."""
    own = dict(MeasureLink.objects.filter(organisation=by.organisation).values_list("fact", "words"))
    return {str(fact): own.get(fact) or str(MEASURES[fact]) for fact in Fact}


def local_measures(by: Actor) -> QuerySet[LocalMeasure]:
    """The measures that the asker's organisation has named itself, those that are closed too."""
    return LocalMeasure.objects.filter(organisation=by.organisation).order_by("name")
