"""What a service tries when it sees something."""

from gjenklang.apps.dropout.models import Fact, MeasureLink
from gjenklang.apps.dropout.queries.sentences import MEASURES
from gjenklang.apps.people.rules import Actor

__all__ = ["links_of"]


def links_of(by: Actor) -> dict[str, str]:
    """What the asker's organisation tries for each fact: its own words where it has some, else the house's."""
    own = dict(MeasureLink.objects.filter(organisation=by.organisation).values_list("fact", "words"))
    return {str(fact): own.get(fact) or str(MEASURES[fact]) for fact in Fact}
