"""Who takes part: what is known of each, who else rates, whose line counts, and taking part no longer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions
from gjenklang.apps.care.actions.asking import Form, NoYes
from gjenklang.apps.care.models import Administration, Consent, Invitation, Participant, Standing
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client, Rater

MARKS = {"body": 34, "everyday": 61, "people": 50, "hope": 0}


def part(cast) -> Participant:
    return cast.here.episode.participants.get(client=cast.here.dana)


def page(cast, client=None) -> str:
    return reverse("care:participant", args=[cast.here.episode.pk, (client or cast.here.dana).pk])


@pytest.fixture
def partner(cast) -> Client:
    alice = cast.here.staff["alice"]
    other = people.register_client(
        by=cast.here.actor("alice").who, client=Client(organisation=cast.here.organisation, code="P-17")
    )
    actions.join_episode(by=cast.here.actor("alice"), episode=cast.here.episode, client=other)
    assert alice
    return other


def marks(path: str, **changed: int) -> None:
    sent = {f"line-{code}": mark for code, mark in (MARKS | changed).items()}
    assert Browser().post(path, {"submission": uuid7(), **sent}).status_code == 302


def test_a_mother_answers_on_the_screen_and_it_is_her_line(cast, signed_in) -> None:
    browser = signed_in("alice")
    address = reverse("care:hand_over", args=[cast.here.session.pk])
    answer = browser.post(
        address, {"client": cast.here.dana.pk, "moment": "start", "rater": cast.here.mother.pk}
    )
    browser.post(f"{answer.headers['Location']}first/", {"version": "1"})
    form = browser.get(answer.headers["Location"]).content.decode()
    assert "Mor" in form
    marks(answer.headers["Location"])
    assert Administration.objects.get(rater=cast.here.mother).client_id == cast.here.dana.pk


def test_a_rater_of_someone_else_cannot_be_handed_the_screen(cast, signed_in) -> None:
    stranger = Rater.objects.exclude(client__organisation=cast.here.organisation).first()
    before = Invitation.objects.count()
    answer = signed_in("alice").post(
        reverse("care:hand_over", args=[cast.here.session.pk]),
        {"client": cast.here.dana.pk, "moment": "start", "rater": stranger.pk if stranger else uuid7()},
    )
    assert answer.status_code == 404
    assert Invitation.objects.count() == before


def test_of_two_open_addresses_for_one_form_one_answer_counts_and_both_are_kept(cast) -> None:
    form = Form(cast.here.episode.outcome, "start", cast.here.dana.pk)
    paths = []
    for _ in range(2):
        _invitation, token = actions.hand_over(
            by=cast.here.actor("alice"), session=cast.here.session, form=form, language="nb"
        )
        paths.append(reverse("care:form", args=[token]))
    marks(paths[0])
    sent = {f"line-{code}": mark for code, mark in (MARKS | {"body": 99}).items()}
    assert Browser().post(paths[1], {"submission": uuid7(), **sent}).status_code == 409
    kept = Administration.objects.filter(
        session=cast.here.session, moment="start", client=cast.here.dana, rater=None
    )
    assert sorted(one.standing for one in kept) == sorted([Standing.COUNTS, Standing.LATE])


def test_the_database_itself_lets_one_form_count(cast) -> None:
    marks(reverse("care:form", args=[cast.here.token]))
    one = Administration.objects.get(invitation=cast.here.invitation)
    one.pk, one.ordinal = uuid7(), 7
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_what_is_known_of_a_client_can_be_corrected_and_the_trail_says_which_not_what(
    cast, signed_in
) -> None:
    sent = {
        "do": "client",
        "client-name": "Dana Ny",
        "client-birth_year": "1990",
        "client-language": "nn",
        "client-contact": "",
    }
    assert signed_in("alice").post(page(cast), sent).status_code == 302
    found = Client.objects.get(pk=cast.here.dana.pk)
    assert (found.name, found.birth_year, found.language) == ("Dana Ny", 1990, "nn")
    line = Line.objects.filter(verb="client.change", client=found.pk).get()
    assert "name" in line.detail
    assert "Dana" not in line.detail


def test_a_year_of_birth_in_the_future_is_refused(cast, signed_in) -> None:
    later = timezone.localdate().year + 1
    sent = {"do": "client", "client-birth_year": str(later), "client-language": "nb"}
    answer = signed_in("alice").post(page(cast), sent)
    assert answer.status_code == 200
    assert Client.objects.get(pk=cast.here.dana.pk).birth_year != later


def test_the_main_rater_is_chosen_for_the_one_she_rates(cast, signed_in) -> None:
    browser = signed_in("alice")
    assert browser.post(page(cast), {"do": "main", "main-rater": cast.here.mother.pk}).status_code == 302
    assert part(cast).main_rater_id == cast.here.mother.pk
    live = browser.get(reverse("session", args=[cast.here.session.pk])).content.decode()
    assert live.index("Mor") < live.index("Gi skjermen til D-204")
    paper = browser.get(
        reverse("care:paper", args=[cast.here.session.pk]), {"client": cast.here.dana.pk}
    ).content.decode()
    assert f'value="{cast.here.mother.pk}" selected' in paper


def test_a_new_rater_belongs_to_the_one_who_was_chosen(cast, partner, signed_in) -> None:
    sent = {"do": "rater", "rater-kind": "collateral", "rater-relation": "Søster", "rater-name": ""}
    alice = signed_in("alice")
    until = {"rater-until": (timezone.localdate() + timedelta(days=90)).isoformat()}
    assert "Spør om det først." in alice.post(page(cast, partner), sent | until).content.decode()
    too_long = {"rater-until": (timezone.localdate() + timedelta(days=400)).isoformat()}
    assert alice.post(page(cast, partner), sent | too_long | {"rater-said_yes": "on"}).status_code == 200
    assert alice.post(page(cast, partner), sent | until | {"rater-said_yes": "on"}).status_code == 302
    sister = Rater.objects.get(relation="Søster")
    assert sister.client_id == partner.pk
    assert Consent.objects.get(rater=sister).until.isoformat() == until["rater-until"]


def test_a_parent_of_a_child_needs_no_yes_of_the_child(cast, signed_in) -> None:
    cast.here.dana.birth_year = timezone.localdate().year - 10
    cast.here.dana.save(update_fields=["birth_year"])
    sent = {"do": "rater", "rater-kind": "carer", "rater-relation": "Far"}
    assert signed_in("alice").post(page(cast), sent).status_code == 302
    father = Rater.objects.get(relation="Far")
    asked = Form(cast.here.episode.outcome, "start", cast.here.dana.pk, father.pk)
    actions.hand_over(by=cast.here.actor("alice"), session=cast.here.session, form=asked, language="nb")
    cast.here.dana.birth_year = timezone.localdate().year - 16
    cast.here.dana.save(update_fields=["birth_year"])
    with pytest.raises(NoYes):
        actions.hand_over(by=cast.here.actor("alice"), session=cast.here.session, form=asked, language="nb")


def test_someone_takes_part_no_longer_and_what_was_answered_is_kept(cast, partner, signed_in) -> None:
    marks(reverse("care:form", args=[cast.here.token]))
    browser = signed_in("alice")
    leave = reverse("care:take_part_no_longer", args=[cast.here.episode.pk, partner.pk])
    assert browser.post(leave).status_code == 302
    assert cast.here.episode.participants.get(client=partner).until == timezone.localdate()
    assert leave not in browser.get(page(cast, partner)).text
    assert Line.objects.filter(verb="episode.leave", client=partner.pk).count() == 1
    last = reverse("care:take_part_no_longer", args=[cast.here.episode.pk, cast.here.dana.pk])
    assert browser.post(last).status_code == 302
    assert part(cast).until is None
    assert Administration.objects.filter(client=cast.here.dana, invitation=cast.here.invitation).exists()


def test_the_session_page_of_several_shows_one_at_a_time(cast, partner, signed_in) -> None:
    browser = signed_in("alice")
    address = reverse("session", args=[cast.here.session.pk])
    asked = browser.get(address).content.decode()
    assert "Hvem er det for?" in asked
    shown = browser.get(address, {"client": cast.here.dana.pk}).content.decode()
    assert "D-204" in shown
    assert "P-17" not in shown


@pytest.mark.parametrize("who", ["alice2", "bob2", "carol", "erin", "frank", "grace", "heidi", "peggy"])
def test_strangers_reach_none_of_it(cast, signed_in, who: str) -> None:
    browser = signed_in(who)
    leave = reverse("care:take_part_no_longer", args=[cast.here.episode.pk, cast.here.dana.pk])
    assert browser.get(page(cast)).status_code in {403, 404}
    assert browser.post(page(cast), {"do": "main", "main-rater": ""}).status_code in {403, 404}
    assert browser.post(leave).status_code in {403, 404}
