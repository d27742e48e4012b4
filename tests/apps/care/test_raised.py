"""What rests on a yes, what is raised with someone else, what is told before a meeting, and the cue at its end."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import a_matter
from gjenklang.apps.audit.actions import Who
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.actions.asking import Form, NotAsked
from gjenklang.apps.care.models import Barred, Consent, Matter, OwnNote


def page_of(here) -> str:
    return reverse("care:consents", args=[here.episode.pk, here.dana.pk])


# -------------------------------------------------------------------------------------------------- what rests on a yes


def given_to_mother(here, days: int = 30) -> Consent:
    today = timezone.localdate()
    Consent.objects.filter(client=here.dana).delete()
    consent = Consent(
        client=here.dana,
        rater=here.mother,
        kind="rater",
        scope="Mor kan svare, og se sin egen linje.",
        since=today - timedelta(days=60),
        until=today + timedelta(days=days),
    )
    return actions.give_consent(by=here.actor("alice"), consent=consent)


@pytest.mark.parametrize("days", [-1, 30])
def test_what_rests_on_a_yes_stops_when_it_is_over_or_taken_back(cast, days) -> None:
    here = cast.here
    consent = given_to_mother(here, days)
    form = Form(here.episode.outcome, "start", here.dana.pk, here.mother.pk)
    if days > 0:
        actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")
        actions.take_back_consent(by=here.actor("alice").who, consent=consent)
    with pytest.raises(NotAsked):
        actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")


def test_a_yes_is_written_down_on_the_page_and_taken_back_in_one_tap(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    until = (timezone.localdate() + timedelta(days=90)).isoformat()
    Consent.objects.filter(client=here.dana).delete()
    page = {"do": "consent", "kind": "rater", "scope": "Mor kan svare.", "until": until}
    assert alice.post(page_of(here), page).status_code == 200  # who it is about is missing
    alice.post(page_of(here), {**page, "rater": here.mother.pk})
    consent = Consent.objects.get(client=here.dana)
    assert "Mor kan svare." in alice.get(page_of(here)).text
    alice.post(page_of(here), {"do": "take_back", "which": consent.pk})
    consent.refresh_from_db()
    assert consent.ended is not None


def to_the_referrer(here, **more) -> Consent:
    today = timezone.localdate()
    dates = {"since": today - timedelta(days=30), "until": today + timedelta(days=30)} | more
    consent = Consent(client=here.dana, kind="referrer", scope="Bare om jeg har møtt.", **dates)
    return actions.give_consent(by=here.actor("alice"), consent=consent)


def test_whoever_referred_is_told_whether_we_met_and_no_mark(cast, signed_in) -> None:
    here = cast.here
    to_the_referrer(here)
    actions.mark_attendance(by=here.actor("alice"), session=here.session, status="no_show")
    page = signed_in("alice").get(reverse("care:referrer", args=[here.episode.pk, here.dana.pk])).text
    assert "3 møter gjennomført" in page
    assert "1 møte der ingen kom" in page
    assert "Bare om jeg har møtt." in page
    assert "curve" not in page


@pytest.mark.parametrize("how", ["never", "over", "taken back", "of another kind"])
def test_without_a_yes_that_holds_whoever_referred_is_told_nothing(cast, signed_in, how) -> None:
    here, today = cast.here, timezone.localdate()
    if how == "over":
        to_the_referrer(here, until=today - timedelta(days=1))
    if how == "taken back":
        actions.take_back_consent(by=here.actor("alice").who, consent=to_the_referrer(here))
    if how == "of another kind":
        given_to_mother(here)
    page = signed_in("alice").get(reverse("care:referrer", args=[here.episode.pk, here.dana.pk]))
    assert page.status_code == 404


# ------------------------------------------------------------------------------------------------------ what is raised


def raised(cast, client, **more) -> Matter:
    here = cast.here
    form = Form(here.episode.outcome, "start", here.dana.pk)
    token = actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")[1]
    page = client.post(
        reverse("care:say", args=[token]), {"kind": "wrong", "words": "Hun ler av meg", **more}
    )
    assert "Takk for at du sa fra" in page.text
    return Matter.objects.get()


def test_it_is_raised_from_the_form_without_signing_in_and_goes_to_the_leader(
    cast, client, signed_in
) -> None:
    matter = raised(cast, client)
    assert matter.due == timezone.localdate() + timedelta(days=7)
    frank = signed_in("frank")
    assert "Noe var ikke greit" in frank.get(reverse("care:matters")).text
    page = frank.get(reverse("care:matter", args=[matter.pk])).text
    assert "Hun ler av meg" in page
    assert "skal ikke få vite" in page
    frank.post(reverse("care:matter", args=[matter.pk]), {"answer": "Jeg ringer deg i dag."})
    matter.refresh_from_db()
    assert (matter.answer, matter.staff) == ("Jeg ringer deg i dag.", cast.here.staff["frank"])
    assert Line.objects.filter(
        verb="client.read", by=cast.here.staff["frank"].pk, client=cast.here.dana.pk
    ).exists()


@pytest.mark.parametrize("who", ["alice", "bob", "carol", "grace", "erin", "frank2", "heidi2"])
def test_nobody_else_reads_what_was_raised(cast, client, signed_in, who) -> None:
    matter = raised(cast, client)
    browser = signed_in(who)
    assert browser.get(reverse("care:matter", args=[matter.pk])).status_code in (403, 404)
    listed = browser.get(reverse("care:matters"))
    assert listed.status_code == 403 or "Noe var ikke greit" not in listed.text
    course = reverse("course", args=[cast.here.episode.pk])
    assert "Hun ler av meg" not in browser.get(course).text


def test_a_leader_who_helps_the_client_is_not_the_one_who_receives_it(cast, client) -> None:
    raised(cast, client)
    here = cast.here
    assert queries.matters_to_answer(here.actor("frank")).exists()
    actions.share_responsibility(
        by=here.actor("alice"), episode=here.episode, staff=here.staff["frank"].pk, since=timezone.localdate()
    )
    assert not queries.matters_to_answer(here.actor("frank")).exists()
    assert queries.matters_to_answer(here.actor("heidi")).exists()


def test_sent_twice_is_raised_once(cast, client) -> None:
    from uuid_utils.compat import uuid7

    here = cast.here
    form = Form(here.episode.outcome, "start", here.dana.pk)
    token = actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")[1]
    key = uuid7()
    for _ in range(2):
        client.post(reverse("care:say", args=[token]), {"kind": "wrong", "words": "x", "key": key})
    assert Matter.objects.count() == 1


def test_one_who_rates_raises_nothing_in_the_name_of_the_client(cast) -> None:
    here = cast.here
    form = Form(here.episode.outcome, "start", here.dana.pk, here.mother.pk)
    token = actions.hand_over(by=here.actor("alice"), session=here.session, form=form, language="nb")[1]
    assert Browser().get(reverse("care:say", args=[token])).status_code == 404
    assert "/say/" not in Browser().get(reverse("care:thanks", args=[token])).text


# ------------------------------------------------------------------------------------- before the meeting, and its end


def test_a_note_stands_on_the_session_page_and_who_reads_it_is_noted(cast, signed_in) -> None:
    here = cast.here
    note = OwnNote(episode=here.episode, client=here.dana, words="Jeg har sluttet på medisinen")
    actions.write_note(by=here.actor("alice").who, note=note)
    page = signed_in("alice").get(reverse("session", args=[here.session.pk])).text
    assert "Jeg har sluttet på medisinen" in page
    note.refresh_from_db()
    assert note.staff == here.staff["alice"]
    assert not actions.take_back_note(by=here.actor("alice").who, note=note)


def test_a_note_that_is_taken_back_is_read_by_nobody(cast, signed_in) -> None:
    here = cast.here
    note = actions.write_note(
        by=here.actor("alice").who, note=OwnNote(episode=here.episode, client=here.dana, words="Glem det")
    )
    assert actions.take_back_note(by=here.actor("alice").who, note=note)
    assert "Glem det" not in signed_in("alice").get(reverse("session", args=[here.session.pk])).text


@pytest.mark.parametrize(("ago", "shown"), [(30, False), (36, True), (50, True), (120, False)])
def test_ten_minutes_before_the_end_the_page_says_so_quietly(cast, signed_in, ago, shown) -> None:
    here, alice = cast.here, signed_in("alice")
    actions.begin_session(by=here.actor("alice"), session=here.session)
    here.session.starts = timezone.now() - timedelta(minutes=ago)
    here.session.save()
    page = alice.get(reverse("session", args=[here.session.pk])).text
    assert ("Det er snart slutt." in page) == shown


def test_when_the_form_at_the_end_is_answered_or_declined_nothing_is_said(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    actions.begin_session(by=here.actor("alice"), session=here.session)
    here.session.starts = timezone.now() - timedelta(minutes=40)
    here.session.save()
    form = Form(here.episode.alliance, "end", here.dana.pk)
    invitation, _token = actions.hand_over(
        by=here.actor("alice"), session=here.session, form=form, language="nb"
    )
    actions.decline(invitation=invitation)
    assert "Det er snart slutt." not in alice.get(reverse("session", args=[here.session.pk])).text


def test_the_live_part_changes_by_itself_when_the_end_comes_near(cast, signed_in) -> None:
    here, alice = cast.here, signed_in("alice")
    actions.begin_session(by=here.actor("alice"), session=here.session)
    here.session.starts = timezone.now() - timedelta(minutes=10)
    here.session.save()
    here.session.refresh_from_db()
    seen = queries.latest_change(here.actor("alice"), here.session)
    live = reverse("live", args=[here.session.pk]) + f"?client={here.dana.pk}&seen={seen}"
    assert alice.get(live).status_code == 204
    here.session.starts -= timedelta(minutes=28)
    here.session.save()
    assert "Det er snart slutt." in alice.get(live).text


def test_a_leader_whom_the_client_has_barred_is_not_the_one_who_receives_it(cast, client, signed_in) -> None:
    here = cast.here
    matter = a_matter(here)
    Barred.objects.create(organisation=here.organisation, client=here.dana, staff=here.staff["frank"])
    assert signed_in("frank").get(reverse("care:matter", args=[matter.pk])).status_code == 404
    assert signed_in("heidi").get(reverse("care:matter", args=[matter.pk])).status_code == 200


def test_of_two_who_answer_at_once_the_second_is_told_that_it_is_not_stored(cast, signed_in) -> None:
    matter = a_matter(cast.here)
    path = reverse("care:matter", args=[matter.pk])
    signed_in("frank").post(path, {"answer": "først"})
    second = signed_in("heidi").post(path, {"answer": "andre"}, follow=True).text
    matter.refresh_from_db()
    assert matter.answer == "først"
    assert "Stored." not in second
    assert "Lagret." not in second


def test_a_yes_that_is_sent_twice_is_one_that_can_be_taken_back(cast, signed_in) -> None:
    here = cast.here
    Consent.objects.filter(client=here.dana).delete()
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    data = {"do": "consent", "kind": "rater", "rater": str(here.mother.pk), "scope": "ja", "until": until}
    browser, path = signed_in("alice"), reverse("care:consents", args=[here.episode.pk, here.dana.pk])
    for _ in range(2):
        browser.post(path, {**data, "key": "01900000-0000-7000-8000-000000000001"})
    actions.take_back_consent(by=here.actor("alice").who, consent=Consent.objects.get(client=here.dana))
    assert queries.lacks_yes(here.mother.pk, timezone.localdate())


def test_a_note_that_is_taken_back_while_the_page_is_made_is_not_read(cast) -> None:
    here = cast.here
    by, client = here.actor("alice"), Who("client", here.organisation.pk, here.dana.pk)
    actions.write_note(by=client, note=OwnNote(episode=here.episode, client=here.dana, words="x"))
    notes = queries.own_notes_of(by, here.episode, here.dana.pk)
    actions.take_back_note(by=client, note=OwnNote.objects.get())
    assert actions.note_own_notes_read(by=by, notes=notes) == []
    assert OwnNote.objects.get().read_at is None
