"""A real file becomes clients with curves: tried first, then all of it or nothing, and only once."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care.models import Administration, Channel, Episode, Session
from gjenklang.apps.care.queries import episodes
from gjenklang.apps.feedback.queries.course import gather
from gjenklang.apps.integration.tables import actions, queries
from gjenklang.apps.integration.tables.mapping import Duplicates, Meaning
from gjenklang.apps.integration.tables.models import Upload
from gjenklang.apps.integration.tables.reading import read
from gjenklang.apps.people.models import Client
from gjenklang.core.instruments import instrument

ENRICHD = Meaning(client="ID", day="time", day_zero=date(2025, 1, 6), total="BDI", prefix="E-")


def target(cast, code: str = "bdi", who: str = "alice") -> queries.Target:
    return queries.Target(cast.here.ours, cast.here.staff[who], instrument(code))


def planned(cast, text: bytes, meaning: Meaning, code: str = "bdi", who: str = "alice") -> queries.Plan:
    return queries.plan(cast.here.actor(who), read("a.csv", text), meaning, target(cast, code))


def test_the_enrichd_file_becomes_398_clients_and_reports_its_123_duplicates(cast, shared) -> None:
    text = (shared / "data/enrichd_bdi_dev.csv").read_bytes()
    refused = planned(cast, text, ENRICHD)
    assert len(refused.problems) == 25
    assert len(refused.duplicates) == 98
    assert "15" in refused.problems[0].words
    with pytest.raises(actions.Refused):
        actions.import_scores(by=cast.here.actor("alice"), made=refused)
    assert not Client.objects.filter(code__startswith="E-").exists()

    chosen = Meaning(
        **{name: getattr(ENRICHD, name) for name in ENRICHD.__slots__} | {"duplicates": Duplicates.FIRST}
    )
    made = planned(cast, text, chosen)
    assert (made.rows, made.new_clients, made.new_scores, len(made.duplicates)) == (5200, 398, 5077, 123)
    assert actions.import_scores(by=cast.here.actor("alice"), made=made) == 5077
    assert Administration.objects.filter(channel=Channel.FILE).count() == 5077
    assert Line.objects.filter(verb="administration.record", by=cast.here.staff["alice"].pk).count() >= 5077

    again = planned(cast, text, chosen)
    assert (again.new_clients, again.new_scores, again.known_scores) == (0, 0, 5077)
    assert actions.import_scores(by=cast.here.actor("alice"), made=again) == 0
    assert Session.objects.filter(episode__outcome="bdi").count() == 5077

    by = cast.here.actor("alice")
    client = Client.objects.get(code="E-3")
    course = gather(by, episodes(by).get(participants__client=client), client)
    assert [one.total for one in course.outcome.given][:3] == [25, 18, 17]


def test_the_wide_file_becomes_courses_numbered_by_session(cast, shared, signed_in) -> None:
    text = (shared / "data/sgdata.csv").read_bytes()
    made = planned(cast, text, Meaning(client="id", wide="bdi_s"))
    assert (made.new_clients, made.new_scores, made.problems, made.duplicates) == (43, 486, [], [])
    actions.import_scores(by=cast.here.actor("alice"), made=made)
    episode = Episode.objects.get(participants__client__code="1", outcome="bdi")
    page = signed_in("alice").get(reverse("course", args=[episode.pk])).content.decode()
    assert "33" in page
    assert "<svg" in page
    assert "25" not in page.split("<svg")[1].split("</svg>")[0] or "Linje" not in page


def test_a_stored_score_is_never_overwritten(cast) -> None:
    meaning = Meaning(client="id", dates="date", total="bdi")
    made = planned(cast, b"id,date,bdi\nX,2026-01-01,7\n", meaning)
    actions.import_scores(by=cast.here.actor("alice"), made=made)
    other = planned(cast, b"id,date,bdi\nX,2026-01-01,8\n", meaning)
    assert "Ingenting blir skrevet over" in other.problems[0].words


def test_one_bad_row_stores_nothing(cast) -> None:
    made = planned(
        cast, b"id,date,bdi\nX,2026-01-01,7\nX,2026-01-08,99\n", Meaning("id", dates="date", total="bdi")
    )
    with pytest.raises(actions.Refused):
        actions.import_scores(by=cast.here.actor("alice"), made=made)
    assert not Client.objects.filter(code="X").exists()


def test_raters_get_their_own_line(cast) -> None:
    text = b"id,date,ors,who\nX,2026-01-01,20,\nX,2026-01-01,15.5,Mor\nX,2026-01-08,22,klient\nX,2026-01-08,17,mor\n"
    made = planned(cast, text, Meaning("id", dates="date", total="ors", rater="who"), "ors")
    actions.import_scores(by=cast.here.actor("alice"), made=made)
    found = Administration.objects.filter(client__code="X").order_by("local_date", "stated_total")
    assert [(one.stated_total, one.rater.relation if one.rater else "") for one in found] == [
        (155, "Mor"),
        (200, ""),
        (170, "Mor"),
        (220, ""),
    ]
    assert found[0].rater.kind == "carer"


def test_a_score_joins_the_meeting_of_its_day(cast) -> None:
    """Dana has met Alice today; a file with today's score does not make a second meeting."""
    Episode.objects.filter(pk=cast.here.episode.pk).update(outcome="ors")
    before = Session.objects.count()
    text = f"id,date,ors\nD-204,{timezone.localdate()},20\n".encode()
    made = planned(cast, text, Meaning("id", dates="date", total="ors"), "ors")
    actions.import_scores(by=cast.here.actor("alice"), made=made)
    assert Session.objects.count() == before
    assert cast.here.session.administrations.get(instrument="ors").stated_total == 200


def test_a_colleague_cannot_add_to_a_client_they_do_not_help(cast) -> None:
    made = planned(
        cast, b"id,date,ors\nD-204,2026-01-01,20\n", Meaning("id", dates="date", total="ors"), "ors", "carol"
    )
    assert "du ikke hjelper" in made.problems[0].words


def test_the_same_code_next_door_is_another_person(cast) -> None:
    by = cast.next_door.actor("alice")
    where = queries.Target(cast.next_door.ours, cast.next_door.staff["alice"], instrument("bdi"))
    table = read("a.csv", b"id,date,bdi\nX,2026-01-01,7\n")
    for actor, one in ((cast.here.actor("alice"), target(cast)), (by, where)):
        made = queries.plan(actor, table, Meaning("id", dates="date", total="bdi"), one)
        assert made.new_clients == 1
        actions.import_scores(by=actor, made=made)
    assert Client.objects.filter(code="X").count() == 2


def test_a_file_goes_in_through_the_pages(cast, signed_in) -> None:
    browser = signed_in("alice")
    file = SimpleUploadedFile("scores.csv", b"kode;dato;ORS\nX-1;02.01.2026;18,5\nX-1;09.01.2026;25\n")
    answer = browser.post(reverse("tables:upload"), {"file": file})
    assert answer.status_code == 302
    kept = Upload.objects.get()
    assert "X-1" not in str(Upload.objects.values_list("content", flat=True).query)
    page = browser.get(answer.headers["Location"])
    assert page.context["form"].initial["client"] == "kode"
    given = {
        **dict.fromkeys(("day", "day_zero", "session", "wide", "items", "rater", "before"), ""),
        "unit": cast.here.ours.pk,
        "staff": cast.here.staff["alice"].pk,
        "instrument": "ors",
        "client": "kode",
        "dates": "dato",
        "total": "ORS",
        "duplicates": "refuse",
    }
    tried = browser.post(answer.headers["Location"], {**given, "do": "try"})
    assert "2 skårer å lagre" in tried.content.decode()
    assert not Client.objects.filter(code="X-1").exists()
    stored = browser.post(answer.headers["Location"], {**given, "do": "store"})
    assert stored.headers["Location"] == reverse("care:clients")
    assert [
        one.stated_total for one in Administration.objects.filter(client__code="X-1").order_by("local_date")
    ] == [185, 250]
    assert not Upload.objects.filter(pk=kept.pk).exists()


def test_a_broken_file_gets_one_sentence_on_the_page(cast, signed_in) -> None:
    file = SimpleUploadedFile("scores.csv", "kode\nå\n".encode("latin-1"))
    page = signed_in("alice").post(reverse("tables:upload"), {"file": file}).content.decode()
    assert "ikke skrevet i UTF-8" in page


@pytest.mark.parametrize("who", ["carol", "alice2", "heidi", "heidi2"])
def test_nobody_else_opens_a_waiting_file(cast, signed_in, who: str) -> None:
    kept = actions.keep_upload(
        by=cast.here.actor("alice"), name="a.csv", table=read("a.csv", b"id,bdi\nsecret-code,7\n")
    )
    answer = signed_in(who).get(reverse("tables:mapping", args=[kept.pk]))
    assert answer.status_code == 404
    assert b"secret-code" not in answer.content


def test_a_waiting_file_is_thrown_away_after_an_hour(cast) -> None:
    by = cast.here.actor("alice")
    kept = actions.keep_upload(by=by, name="a.csv", table=read("a.csv", b"id,bdi\n1,7\n"))
    Upload.objects.filter(pk=kept.pk).update(made=timezone.now() - queries.KEPT_FOR * 2)
    assert not queries.uploads(by).exists()
    assert actions.throw_away_old_uploads() == 1
