"""What stands beside a course: what we see, what we do; for the follow page and for whoever includes its parts."""

from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.queries.better import better
from gjenklang.apps.dropout.queries.doing import doing_now
from gjenklang.apps.dropout.queries.engagement import engagement
from gjenklang.apps.dropout.queries.measures import links_of
from gjenklang.apps.dropout.queries.register import given_to, others_here
from gjenklang.apps.dropout.queries.sentences import said
from gjenklang.apps.people.rules import Actor

__all__ = ["beside"]


def beside(by: Actor, episode: Episode, client: UUID) -> dict[str, object]:
    """What ``facts.html``, ``doing.html`` and ``others.html`` need of one who takes part in a course."""
    day = timezone.localdate()
    found = [one for one in engagement(by, day, episode=episode.pk) if one.client == client]
    links = links_of(by)
    return {
        "facts": [said(seen, links) for one in found for seen in one.seen],
        "better": better(by, episode, client),
        "doing": doing_now(by, episode, client, day),
        "given": given_to(by, episode, client),
        "others": others_here(by, episode),
    }
