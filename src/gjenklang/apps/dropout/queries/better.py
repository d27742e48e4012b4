"""That someone is better than at the start, where a named rule says that it is more than measurement error."""

from decimal import Decimal
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gjenklang.apps.care import queries as care
from gjenklang.apps.care.models import Episode
from gjenklang.apps.dropout.queries.sentences import Said
from gjenklang.apps.instruments.queries import rule_sets_of
from gjenklang.apps.people.models import Client
from gjenklang.apps.people.rules import Actor
from gjenklang.core.change import change_rule, classify
from gjenklang.core.instruments import RaterKind
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import total_steps

__all__ = ["better"]


def better(by: Actor, episode: Episode, client: UUID) -> Said | None:
    """Whether the client's own last rating is reliably better than the first; a form without limits says nothing."""
    instrument = in_catalogue(episode.outcome)
    asked = [one for one in care.answers(by, episode, client) if one.instrument == episode.outcome]
    mine = [one for one in asked if one.rater is None]
    totals = [total_steps(instrument, one.answers) if one.answers else one.stated_total for one in mine]
    scores = [one for one in totals if one is not None]
    rule_set = episode.rule_set or rule_sets_of(by.organisation).get(episode.outcome, "")
    last = max((one.local_date for one in mine if one.local_date), default=None)
    if len(scores) < 2 or last is None or RaterKind.SELF not in instrument.raters:
        return None
    age = Client.objects.get(pk=client).age_on(last)
    rule = change_rule(instrument, age=age, rater=RaterKind.SELF, rule_set=rule_set)
    change = classify(scores[0], scores[-1], rule) if rule else None
    if rule is None or change is None or not (change.reliable and change.gain > 0):
        return None
    step = instrument.scales[0].step
    text = _("Better: %(change)s since the start") % {"change": _signed(change.change * step)}
    figures = {"n": len(scores), "limit": number_format(int(rule.reliable) * step, 1)}
    more = _("%(n)s ratings; more than measurement error, %(limit)s") % figures
    return Said("better", text, more, f"{episode.outcome.upper()}, {rule_set}", "")


def _signed(value: Decimal) -> str:
    return f"{'+' if value > 0 else '−'}{number_format(abs(value), 1)}"
