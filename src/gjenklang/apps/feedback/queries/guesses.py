"""A therapist's own guesses beside what came; shown to nobody else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from gjenklang.apps.care.models import Administration, Episode, Moment, Session, Standing, Status
from gjenklang.apps.feedback.models import Expects, Guess, GuessWish
from gjenklang.apps.people.rules import Actor
from gjenklang.apps.shell.prepared import Prepared
from gjenklang.apps.shell.rounding import share_in_words
from gjenklang.core.instruments import Instrument
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.scoring import total_steps

__all__ = ["GUESS_RULE", "Record", "Tally", "asks_guess", "my_guesses", "wants_guesses"]

#: The rule by which a guess is judged: ``guess-1``. About the same is within a twentieth of the scale; coming back is a
#: session that was held within sixty days.
GUESS_RULE = "guess-1"
SAME_WITHIN = 20
BACK_WITHIN = timedelta(days=60)
#: Below this many no share is shown.
FEW = 10


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a guess held: hits of n, beside the most frequent thing of all, guessed every time."""

    n: int
    hits: int
    base: int
    open: int

    @property
    def hit_share(self) -> str:
        """In words of per cent with Wilson's interval; empty below ten."""
        return share_in_words(self.hits, self.n, least=FEW)

    @property
    def base_share(self) -> str:
        """The same of the most frequent outcome."""
        return share_in_words(self.base, self.n, least=FEW)


@dataclass(frozen=True, slots=True)
class Record:
    """One person's record: the change of the marks, and coming back."""

    change: Tally
    back: Tally
    skipped: int


def wants_guesses(by: Actor) -> bool:
    """Whether the asker is asked for a guess."""
    found = _WISH(staff=by.staff)
    return bool(found[0]) if found else True


_WISH = Prepared(
    lambda *, staff: (
        GuessWish.objects.filter(staff=staff).order_by("-at", "-id").values_list("wanted", flat=True)[:1]
    )
)


def asks_guess(by: Actor, session: Session, client: UUID) -> bool:
    """Whether the asker is asked before this session: one of those who work with it, who wants to, once."""
    working = session.staff_id == by.staff and session.episode.shows_feedback(timezone.localdate())
    if not working or not wants_guesses(by):
        return False
    return not Guess.objects.filter(session=session, client=client, staff=by.staff).exists()


def my_guesses(by: Actor, day: date) -> Record:
    """The asker's own guesses, judged by :data:`GUESS_RULE`.

    Returns
    -------
    Record
        What cannot be said yet is counted as open and stands in no share.
    """
    mine = list(
        Guess.objects.filter(staff=by.staff).values_list(
            "episode", "client", "session", "expects", "returns", "session__local_date"
        )
    )
    came = _totals({episode for episode, *_rest in mine})
    met = _met({episode for episode, *_rest in mine})
    change, back, skipped = [], [], 0
    for episode, client, session, expects, returns, at in mine:
        skipped += not expects and returns is None
        if expects:
            change.append((expects, _moved(came[episode, client], session)))
        if returns is not None and at is not None:
            back.append((returns, _came_back(met[episode], at, day)))
    return Record(_tally(change), _tally(back), skipped)


def _tally(pairs: Sequence[tuple[object, object | None]]) -> Tally:
    known = [(guess, truth) for guess, truth in pairs if truth is not None]
    truths = [truth for _guess, truth in known]
    most = max((truths.count(one) for one in set(truths)), default=0)
    return Tally(len(known), sum(guess == truth for guess, truth in known), most, len(pairs) - len(known))


def _totals(
    episodes: Iterable[UUID],
) -> Mapping[tuple[UUID, UUID], list[tuple[UUID | None, Instrument, int]]]:
    """The client's own totals at the start of sessions, in order, of each course's own instrument."""
    codes = dict(Episode.objects.filter(pk__in=list(episodes)).values_list("pk", "outcome"))
    found: dict[tuple[UUID, UUID], list[tuple[UUID | None, Instrument, int]]] = defaultdict(list)
    rows = (
        Administration.objects.filter(
            episode__in=codes, standing=Standing.COUNTS, rater=None, moment=Moment.START
        )
        .order_by("local_date", "finished", "id")
        .values_list("episode", "client", "session", "instrument", "answers", "stated_total")
    )
    for episode, client, session, code, answers, stated in rows:
        instrument = in_catalogue(code)
        total = total_steps(instrument, answers) if answers else stated
        if code == codes[episode] and total is not None:
            found[episode, client].append((session, instrument, total))
    return found


def _moved(totals: Sequence[tuple[UUID | None, Instrument, int]], session: UUID) -> str | None:
    """What became of the marks at one session beside those before; ``None`` without both."""
    places = [place for place, (one, *_rest) in enumerate(totals) if one == session]
    if not places or places[0] == 0:
        return None
    (_before, instrument, before), (_now, _same, now) = totals[places[0] - 1], totals[places[0]]
    scale = instrument.scales[0]
    width = int((scale.maximum - scale.minimum) / scale.step)
    moved = now - before if instrument.better == "higher" else before - now
    if abs(moved) * SAME_WITHIN <= width:
        return Expects.SAME.value
    return Expects.BETTER.value if moved > 0 else Expects.WORSE.value


def _met(episodes: Iterable[UUID]) -> Mapping[UUID, list[date]]:
    found: dict[UUID, list[date]] = defaultdict(list)
    held = Session.objects.filter(episode__in=list(episodes), status=Status.HELD, local_date__isnull=False)
    for episode, day in held.values_list("episode", "local_date"):
        if day is not None:
            found[episode].append(day)
    return found


def _came_back(met: Sequence[date], at: date, day: date) -> bool | None:
    """Whether a session was held within sixty days; ``None`` while there is still time."""
    if any(at < one <= at + BACK_WITHIN for one in met):
        return True
    return False if day > at + BACK_WITHIN else None
