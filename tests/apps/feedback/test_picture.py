"""The thick line of the curve is the one that the words speak of."""

import pytest

from gjenklang.apps.care.actions import type_from_paper
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.queries import answers
from gjenklang.apps.feedback.queries import gather
from gjenklang.apps.feedback.queries.picture import Show, _series
from gjenklang.apps.shell.charts import Look
from gjenklang.core.instruments import instrument as in_catalogue


@pytest.mark.parametrize("mother", [True, False])
def test_the_main_raters_line_is_drawn_as_the_main_one(cast, mother: bool) -> None:
    here, by = cast.here, cast.here.actor("alice")
    items = in_catalogue(here.episode.outcome).items
    for rater in (None, here.mother.pk):
        form = Form(here.episode.outcome, "start", here.dana.pk, rater)
        lines = {item.code: 60 for item in items}
        type_from_paper(by=by, session=here.session, form=form, answers=lines, stated_total=None)
    assert answers(by, here.episode, here.dana.pk)
    course = gather(by, here.episode, here.dana, here.mother.pk if mother else None)
    looks = {one.name: one.look for one in _series(course, course.outcome, Show())}
    thick, thin = ("Mor", "D-204") if mother else ("D-204", "Mor")
    assert looks[thick] is Look.OUTCOME
    assert looks[thin] is not Look.OUTCOME
