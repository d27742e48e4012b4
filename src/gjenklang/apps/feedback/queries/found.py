"""One look at one course by the rules in force, and a signal as it is found there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gjenklang.apps.care.queries import SessionOutline
from gjenklang.apps.feedback.models import Figures, Signal
from gjenklang.apps.feedback.queries.course import Course, Given, Reading
from gjenklang.apps.feedback.queries.held_against import Track
from gjenklang.apps.feedback.queries.in_force import InForce
from gjenklang.core import alliance
from gjenklang.core.instruments import instrument as in_catalogue
from gjenklang.core.signals import Family

__all__ = ["Look", "form_of"]


@dataclass(frozen=True, slots=True)
class Look:
    """A course, the day, the age of the client, the rules in force, and the expected course where there is one."""

    course: Course
    day: date
    age: int | None
    rules: InForce
    expected: Track | None = None

    def signal(
        self,
        name: str,
        figures: Figures,
        *,
        given: Given | None = None,
        session: SessionOutline | None = None,
        limits: str = "",
    ) -> Signal:
        """A signal of one rule, unsaved, with everything that it rests on."""
        rules, course = self.rules, self.course
        rule = rules.speaks(name)
        assert rule is not None  # noqa: S101 - the caller has asked
        rule_set, version = self._read_in(rule.family, given)
        return Signal(
            organisation_id=course.episode.organisation_id,
            episode_id=course.episode.pk,
            client_id=course.client.pk,
            administration_id=given.answer.id if given else None,
            session_id=session.pk if session else None,
            kind=rule.about.value,
            rule_set=rule_set,
            version=version,
            rule=rule.name,
            limits=limits,
            set_code=rules.talk.code,
            set_version=rules.version,
            set_name=rules.name,
            model_version=self.expected.version if self.expected and rule.needs_model else "",
            source=rule.source.text,
            mark=rule.source.mark,
            instrument=given.answer.instrument if given else "",
            instrument_version=in_catalogue(given.answer.instrument).version if given else "",
            figures=figures.stored(),
        )

    def _read_in(self, family: Family, given: Given | None) -> tuple[str, str]:
        """The document in which the rule stands, and its version."""
        talk = self.rules.talk
        if family is Family.STATUS:
            return talk.status.code, talk.status.version
        if family is Family.ALLIANCE and given is not None:
            found = talk.alliance[given.answer.instrument]
            return found.code, found.version
        return talk.code, talk.version


def form_of(reading: Reading, one: Given) -> alliance.Form:
    """One form as the core takes it; a total that was typed alone stands as one line."""
    marks: Sequence[int | None] = [one.answer.answers.get(item.code) for item in reading.instrument.items]
    known = [mark for mark in marks if mark is not None]
    return alliance.Form(tuple(known) if len(known) == len(marks) else (one.total or 0,))
