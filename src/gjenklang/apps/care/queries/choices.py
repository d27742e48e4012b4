"""Which forms a course has had, and who chose them."""

from dataclasses import dataclass

from gjenklang.apps.care.models import Episode, FormChoice
from gjenklang.apps.care.queries.record import episodes
from gjenklang.apps.instruments.queries import name_of
from gjenklang.apps.people.rules import Actor

__all__ = ["choices_of"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One choice, with the names of its forms; no name where there is no form."""

    choice: FormChoice
    outcome: str
    alliance: str


def choices_of(by: Actor, episode: Episode) -> list[Chosen]:
    """Every choice of forms in a course that the asker may read, newest first."""
    found = FormChoice.objects.filter(episode=episode, episode__in=episodes(by).values("pk"))

    def name(code: str) -> str:
        return name_of(code, organisation=by.organisation) if code else ""

    kept = found.select_related("staff").order_by("-at", "-id")
    return [Chosen(one, name(one.outcome), name(one.alliance)) for one in kept]
