"""One line in the client's own words, beside the four and never in their total."""

import pytest
from django.db import connection
from django.urls import reverse
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, OwnLine, OwnMark
from gjenklang.core.instruments import instrument

OUTCOME = "gjenklang-outcome-adult"
MARKS = {f"line-{item.code}": "50" for item in instrument(OUTCOME).items}


def written(here, words: str = "Sove hele natten") -> OwnLine:
    line = OwnLine(episode=here.episode, client=here.dana, words=words, low="ingenting")
    return actions.write_own_line(by=here.actor("alice").who, line=line)


def a_form(here, moment: str = "start", rater=None) -> str:
    code = OUTCOME if moment == "start" else here.episode.alliance
    form = Form(code, moment, here.dana.pk, rater)
    token = actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")[1]
    return reverse("care:form", args=[token])


def test_the_line_stands_last_on_the_form_with_its_own_ends(cast, client) -> None:
    here = cast.here
    written(here)
    page = client.get(a_form(here)).text
    assert page.index("line-could_say" if "line-could_say" in page else "Sove hele natten") > page.index(
        next(iter(MARKS))
    )
    assert "ingenting" in page
    assert "slik jeg vil ha det" in page
    assert "legges ikke sammen" in page


def test_the_mark_is_stored_with_the_answer_and_is_in_no_total(cast, client) -> None:
    here = cast.here
    line = written(here)
    at = a_form(here)
    client.get(at)
    sent = {**MARKS, "own": line.pk, "line-own": "87", "submission": uuid7()}
    assert client.post(at, sent).status_code == 302
    mark = OwnMark.objects.get(line=line)
    assert mark.mark == 87
    assert mark.administration.answers == dict.fromkeys((item.code for item in instrument(OUTCOME).items), 50)
    by = here.actor("alice")
    assert [one.mark for one in queries.own_marks(by, line)] == [87]
    assert "Sove hele natten" in client.get(at + "done/").text


def test_what_is_sent_twice_is_stored_once(cast, client) -> None:
    here = cast.here
    line = written(here)
    at = a_form(here)
    client.get(at)
    sent = {**MARKS, "own": line.pk, "line-own": "20", "submission": uuid7()}
    client.post(at, sent)
    client.post(at, sent)
    assert OwnMark.objects.count() == 1


def test_the_own_line_alone_may_be_marked(cast, client) -> None:
    here = cast.here
    line = written(here)
    at = a_form(here)
    client.get(at)
    client.post(at, {"own": line.pk, "line-own": "30", "asked": "1", "submission": uuid7()})
    assert OwnMark.objects.get().mark == 30


@pytest.mark.parametrize("mark", ["101", "-1", "x"])
def test_a_mark_outside_the_line_stores_nothing(cast, client, mark) -> None:
    here = cast.here
    line = written(here)
    at = a_form(here)
    client.get(at)
    before = Administration.objects.count()
    answer = client.post(at, {**MARKS, "own": line.pk, "line-own": mark, "submission": uuid7()})
    assert answer.status_code == 400
    assert Administration.objects.count() == before


def test_the_mark_keeps_the_line_that_stood_on_the_form(cast, client) -> None:
    here = cast.here
    line = written(here)
    at = a_form(here)
    client.get(at)
    written(here, "Gå ut hver dag")
    client.post(at, {**MARKS, "own": line.pk, "line-own": "40", "submission": uuid7()})
    assert OwnMark.objects.get().line == line


def test_the_line_of_another_takes_no_mark(cast, client) -> None:
    theirs = written(cast.next_door, "Deres")
    at = a_form(cast.here)
    client.get(at)
    client.post(at, {**MARKS, "own": theirs.pk, "line-own": "40", "submission": uuid7()})
    assert not OwnMark.objects.exists()
    assert Administration.objects.filter(invitation__isnull=False, client=cast.here.dana).exists()


def test_nobody_else_sees_the_line_on_a_form(cast, client) -> None:
    here = cast.here
    written(here)
    assert "Sove hele natten" not in client.get(a_form(here, rater=here.mother.pk)).text
    assert "Sove hele natten" not in client.get(a_form(here, "end")).text


def test_what_a_device_keeps_does_not_hold_the_words_of_anyone(cast, client) -> None:
    here = cast.here
    at = a_form(here)
    assert client.get(at).headers.get("X-Keep") == "1"
    written(here)
    assert "X-Keep" not in client.get(at).headers
    kept = client.get(at + "?ready=1")
    assert kept.headers.get("X-Keep") == "1"
    assert "Sove hele natten" not in kept.text


def test_other_words_are_another_line_and_the_same_words_are_not(cast) -> None:
    here = cast.here
    first = written(here)
    assert written(here) == first
    second = written(here, "Gå ut hver dag")
    first.refresh_from_db()
    assert first.until is not None
    by = here.actor("alice")
    assert queries.own_line_of(by, here.episode, here.dana.pk) == second
    assert [one.words for one in queries.own_lines_of(by, here.episode, here.dana.pk)] == [
        "Gå ut hver dag",
        "Sove hele natten",
    ]
    actions.end_own_line(by=by.who, episode=here.episode.pk, client=here.dana.pk)
    assert queries.own_line_of(by, here.episode, here.dana.pk) is None
    assert Line.objects.filter(verb="own_line.end", client=here.dana.pk).count() == 1


def test_the_words_are_encrypted(cast) -> None:

    written(cast.here)
    with connection.cursor() as cursor:
        cursor.execute("select words from care_ownline")
        assert "Sove" not in str(cursor.fetchall())


def test_the_page_shows_the_marks_and_no_limit(cast, client, signed_in) -> None:
    here = cast.here
    line = written(here)
    at = a_form(here)
    client.get(at)
    client.post(at, {**MARKS, "own": line.pk, "line-own": "87", "submission": uuid7()})
    alice = signed_in("alice")
    page = alice.get(reverse("own_line", args=[here.episode.pk]) + f"?client={here.dana.pk}").text
    assert "Sove hele natten" in page
    assert "8,7" in page or "8.7" in page
    session = alice.get(reverse("session", args=[here.session.pk])).text
    assert "Sove hele natten" in session


def test_the_line_is_written_and_ended_on_the_page(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    where = f"?client={here.dana.pk}"
    write = reverse("own_line_write", args=[here.episode.pk]) + where
    assert alice.get(write).status_code == 200
    alice.post(write, {"words": "Ringe søsteren min", "low": "", "high": ""})
    assert OwnLine.objects.get(until=None).words == "Ringe søsteren min"
    assert alice.post(write, {"words": ""}).status_code == 200
    alice.post(reverse("own_line_end", args=[here.episode.pk]) + where)
    assert not OwnLine.objects.filter(until=None).exists()
