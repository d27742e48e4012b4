"""Who close to a client may read what, by age, by wish and by decision; and a protected address."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions, queries
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Channel, Invitation, MayRead, Shielded, Side, Wish
from gjenklang.apps.care.rules import Band, band_ends, band_of, may_be_allowed
from gjenklang.apps.inviting.actions import make_code
from gjenklang.apps.people.actions import add_rater
from gjenklang.apps.people.models import Client, Rater


def born(cast, year: int | None) -> Client:
    cast.here.dana.birth_year = year
    cast.here.dana.save(update_fields=["birth_year"])
    return cast.here.dana


def decide(
    cast, side: Side, *, allowed: bool = True, wish: Wish = Wish.WANTS, rater: Rater | None = None
) -> MayRead:
    until = timezone.localdate() + timedelta(days=30)
    decision = MayRead(
        client=cast.here.dana, rater=rater or cast.here.mother, side=side, allowed=allowed, wish=wish
    )
    decision.reason, decision.until = "Vi snakket om det alle tre.", until
    return actions.decide_reading(by=cast.here.actor("alice"), decision=decision)


@pytest.mark.parametrize(
    ("year", "band", "ends"),
    [
        (2015, Band.UNDER_12, date(2026, 12, 31)),
        (2014, Band.FROM_12, date(2029, 12, 31)),
        (2011, Band.FROM_12, date(2026, 12, 31)),
        (2010, Band.FROM_16, None),
        (None, Band.FROM_16, None),
    ],
)
def test_a_band_begins_with_the_year_in_which_the_age_is_reached(year, band, ends) -> None:
    client, day = Client(birth_year=year), date(2026, 11, 26)
    assert band_of(client, day) is band
    assert band_ends(client, day) == ends


@pytest.mark.parametrize(
    ("side", "band", "wish", "may"),
    [
        (Side.CLIENT, Band.UNDER_12, Wish.AGAINST, True),
        (Side.CLIENT, Band.UNDER_12, Wish.NOT_ASKED, False),
        (Side.CLIENT, Band.FROM_12, Wish.AGAINST, False),
        (Side.CLIENT, Band.FROM_12, Wish.NOT_ASKED, False),
        (Side.CLIENT, Band.FROM_12, Wish.WANTS, True),
        (Side.CLIENT, Band.FROM_16, Wish.AGAINST, False),
        (Side.CLIENT, Band.FROM_16, Wish.WANTS, True),
        (Side.RATER, Band.UNDER_12, Wish.AGAINST, False),
        (Side.RATER, Band.UNDER_12, Wish.WANTS, True),
    ],
)
def test_nothing_is_opened_before_the_one_it_is_about_was_asked_nor_from_twelve_against_the_wish(
    side, band, wish, may
) -> None:
    assert may_be_allowed(side, band, wish) is may


def test_a_decision_against_the_wish_of_one_of_thirteen_is_not_stored(cast) -> None:
    born(cast, timezone.localdate().year - 13)
    with pytest.raises(actions.MayNotBeAllowed):
        decide(cast, Side.CLIENT, wish=Wish.AGAINST)
    assert not MayRead.objects.exists()


def test_the_newest_decision_holds_and_the_one_before_stays(cast) -> None:
    today, mother = timezone.localdate(), cast.here.mother
    assert not queries.may_read(cast.here.dana.pk, mother.pk, today)
    allowed = decide(cast, Side.CLIENT)
    assert queries.may_read(cast.here.dana.pk, mother.pk, today)
    assert not queries.may_read(cast.here.dana.pk, mother.pk, allowed.until + timedelta(days=1))
    assert queries.readers(cast.here.dana.pk, today) == [mother]
    decide(cast, Side.CLIENT, allowed=False, wish=Wish.AGAINST)
    assert not queries.may_read(cast.here.dana.pk, mother.pk, today)
    assert [one.allowed for one in MayRead.objects.order_by("at")] == [True, False]


def test_a_decision_about_a_child_ends_when_other_rules_begin(cast) -> None:
    year = timezone.localdate().year
    born(cast, year - 11)
    decision = MayRead(client=cast.here.dana, rater=cast.here.mother, side=Side.CLIENT, allowed=True)
    decision.wish, decision.reason, decision.until = Wish.WANTS, "Hun ville.", date(year + 1, 6, 1)
    assert actions.decide_reading(by=cast.here.actor("alice"), decision=decision).until == date(year, 12, 31)


def test_a_year_of_birth_that_is_put_right_shuts_what_it_no_longer_allows(cast) -> None:
    year = timezone.localdate().year
    born(cast, year - 10)
    decide(cast, Side.CLIENT, wish=Wish.AGAINST)
    assert queries.may_read(cast.here.dana.pk, cast.here.mother.pk, timezone.localdate())
    born(cast, year - 14)
    assert not queries.may_read(cast.here.dana.pk, cast.here.mother.pk, timezone.localdate())


def test_a_decision_about_one_parent_says_nothing_of_the_other(cast) -> None:
    alice = cast.here.actor("alice")
    father = add_rater(by=alice.who, client=cast.here.dana, kind="carer", relation="Far")
    decide(cast, Side.CLIENT)
    decide(cast, Side.RATER, rater=father)
    today = timezone.localdate()
    assert not queries.may_read(cast.here.dana.pk, father.pk, today)
    born(cast, today.year - 10)
    assert queries.shown_to_client(cast.here.dana, today) == {father.pk}


def test_a_grown_client_is_shown_what_others_rate_unless_it_is_refused_and_a_child_only_what_is_decided(
    cast,
) -> None:
    today, mother = timezone.localdate(), cast.here.mother
    assert queries.shown_to_client(born(cast, 1984), today) == {mother.pk}
    assert queries.shown_to_client(born(cast, None), today) == frozenset()
    assert queries.shown_to_client(born(cast, today.year - 10), today) == frozenset()
    decide(cast, Side.RATER)
    assert queries.shown_to_client(cast.here.dana, today) == {mother.pk}
    decide(cast, Side.RATER, allowed=False)
    assert queries.shown_to_client(born(cast, 1984), today) == frozenset()


def test_the_turned_page_draws_only_those_who_may_be_shown(cast, signed_in) -> None:
    actions.type_from_paper(
        by=cast.here.actor("alice"),
        session=cast.here.session,
        form=Form(cast.here.episode.outcome, "start", cast.here.dana.pk, cast.here.mother.pk),
        answers={"body": 7, "everyday": 7, "people": 7, "hope": 7},
        stated_total=None,
    )
    page = reverse("course_turned", args=[cast.here.episode.pk]) + f"?client={cast.here.dana.pk}&rater=all"
    assert "Mor" in signed_in("alice").get(page).content.decode()
    decide(cast, Side.RATER, allowed=False, wish=Wish.AGAINST)
    assert "Mor" not in signed_in("alice").get(page).content.decode()


def test_whoever_a_client_is_kept_from_is_asked_nothing_and_reads_nothing(cast) -> None:
    alice, mother = cast.here.actor("alice"), cast.here.mother
    decide(cast, Side.CLIENT)
    form = Form(cast.here.episode.outcome, "start", cast.here.dana.pk, mother.pk)
    asked, _token = actions.hand_over(by=alice, session=cast.here.session, form=form, language="nb")
    held = actions.shield(by=alice, client=cast.here.dana, rater=mother.pk, why="Voldsalarm.")
    assert actions.shield(by=alice, client=cast.here.dana, rater=mother.pk, why="En gang til.") == held
    assert not queries.may_read(cast.here.dana.pk, mother.pk, timezone.localdate())
    assert Invitation.objects.get(pk=asked.pk).expires <= timezone.now()
    with pytest.raises(actions.NotAsked):
        actions.hand_over(by=alice, session=cast.here.session, form=form, language="nb")
    actions.lift_shield(by=alice, shielded=held, why="Det var en feil.")
    actions.hand_over(by=alice, session=cast.here.session, form=form, language="nb")
    assert set(Line.objects.values_list("verb", flat=True)) >= {
        "shield.raise",
        "shield.lift",
        "reading.allow",
    }


def test_with_a_protected_address_those_close_answer_in_the_room_and_nowhere_else(cast) -> None:
    alice, mother = cast.here.actor("alice"), cast.here.mother
    decide(cast, Side.CLIENT)
    actions.shield(by=alice, client=cast.here.dana, rater=None, why="Sperret adresse.")
    form = Form(cast.here.episode.outcome, "start", cast.here.dana.pk, mother.pk)
    with pytest.raises(actions.NotAsked):
        make_code(by=alice, session=cast.here.session, form=form, language="nb")
    with pytest.raises(actions.NotAsked):
        actions.hand_over(by=alice, session=cast.here.session, form=form, language="nb", channel=Channel.LINK)
    actions.hand_over(by=alice, session=cast.here.session, form=form, language="nb")
    assert not queries.may_read(cast.here.dana.pk, mother.pk, timezone.localdate())
    own = Form(cast.here.episode.outcome, "start", cast.here.dana.pk)
    make_code(by=alice, session=cast.here.session, form=own, language="nb")


def page_of(cast) -> str:
    return reverse("care:close", args=[cast.here.episode.pk, cast.here.dana.pk])


def posted(cast, **changed: str) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=100)
    given = {
        "rater": str(cast.here.mother.pk),
        "side": "client",
        "wish": "wants",
        "allowed": "yes",
        "reason": "Dana vil at mor skal se.",
        "until": until.isoformat(),
    }
    return {"do": "decide", **{f"decide-{name}": value for name, value in (given | changed).items()}}


def test_the_page_stores_a_decision_with_what_was_said(cast, signed_in) -> None:
    alice = signed_in("alice")
    assert alice.post(page_of(cast), posted(cast)).status_code == 302
    decision = MayRead.objects.get()
    assert decision.allowed
    assert decision.reason == "Dana vil at mor skal se."
    shown = alice.get(page_of(cast)).content.decode()
    assert (
        reverse("own:close_access", args=[cast.here.episode.pk, cast.here.dana.pk, cast.here.mother.pk])
        in shown
    )


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"wish": "not_asked"}, "Spør først den som svarene er fra."),
        ({"wish": "against"}, "mot ønsket"),
        ({"until": "2044-01-01"}, "Velg en dag fra i dag til"),
        ({"until": ""}, "Velg en dag fra i dag til"),
        ({"until": "2020-01-01"}, "Velg en dag fra i dag til"),
    ],
)
def test_a_decision_that_may_not_be_is_refused_in_one_sentence(cast, signed_in, changed, words) -> None:
    answer = signed_in("alice").post(
        page_of(cast), posted(cast, **changed), headers={"accept-language": "nb"}
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not MayRead.objects.exists()


def test_a_rater_of_another_client_is_no_choice(cast, signed_in) -> None:
    foreign = str(cast.next_door.mother.pk)
    assert signed_in("alice").post(page_of(cast), posted(cast, rater=foreign)).status_code == 200
    assert not MayRead.objects.exists()


def test_a_shield_is_raised_and_lifted_on_the_page(cast, signed_in) -> None:
    alice = signed_in("alice")
    alice.post(page_of(cast), {"do": "shield", "shield-rater": "", "shield-why": "Sperret adresse."})
    held = Shielded.objects.get()
    assert "Sperret adresse." in alice.get(page_of(cast)).content.decode()
    alice.post(page_of(cast), {"do": "lift", "lift-which": str(held.pk), "lift-why": "Ikke lenger."})
    held.refresh_from_db()
    assert held.until is not None
    assert held.ended_why == "Ikke lenger."
