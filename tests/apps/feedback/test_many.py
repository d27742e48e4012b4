"""A family with its raters, and a group for the one who leads it."""

import re

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from cast import Town, lines_of, town
from gjenklang.apps.audit.models import Line
from gjenklang.apps.care import actions as care
from gjenklang.apps.care.actions.asking import Form
from gjenklang.apps.care.models import Administration, Episode
from gjenklang.apps.instruments.actions import use_instrument
from gjenklang.apps.people import actions as people
from gjenklang.apps.people.models import Client, Rater


@pytest.fixture
def here(db: None) -> Town:
    return town("Flere", outcome="ors")


def browser(here: Town, who: str = "alice") -> Browser:
    one = Browser()
    one.force_login(here.staff[who].user, "gjenklang.apps.security.adapters.SignIn")
    return one


def type_in(here: Town, client: Client, mark: int, rater: Rater | None = None, moment: str = "start") -> None:
    code = here.episode.outcome if moment == "start" else here.episode.alliance
    form = Form(code, moment, client.pk, rater.pk if rater else None)
    marks = dict.fromkeys(lines_of(code), mark)
    care.type_from_paper(
        by=here.actor("alice"), session=here.session, form=form, answers=marks, stated_total=None
    )


def joined(here: Town, *codes: str) -> list[Client]:
    alice = here.actor("alice")
    found = [people.register_client(by=alice.who, client=Client(code=one, birth_year=1990)) for one in codes]
    for one in found:
        care.join_episode(by=alice, episode=here.episode, client=one)
    return found


def become(here: Town, kind: str) -> None:
    Episode.objects.filter(pk=here.episode.pk).update(kind=kind)
    here.episode.refresh_from_db()
    here.session.refresh_from_db()


def words_in(page: str) -> str:
    body = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def test_the_leader_sees_each_in_words_and_who_has_not_answered(here: Town) -> None:
    become(here, "group")
    kim, lo = joined(here, "K-77", "L-88")
    type_in(here, here.dana, 70)
    type_in(here, here.dana, 80, moment="end")
    type_in(here, kim, 31)
    alice, address = browser(here), reverse("group", args=[here.session.pk])
    assert address in alice.get(reverse("session", args=[here.session.pk])).content.decode()
    page = alice.get(address).content.decode()
    said = words_in(page)
    assert "Ikke snu denne siden" in said
    assert "Ikke svart ved start: L-88" in said
    assert "Ikke svart ved slutt: K-77, L-88" in said
    assert "Pålitelig bedring: +13,8 siden start" in said
    assert "Første måling: 12,4." in said
    for never in ("40,4", "20,2 ", "snitt", "sum"):  # 28,0 and 12,4 are neither added up nor halved
        assert never not in said.replace("falt", ""), never
    assert "curve__picture" not in page
    for one in (here.dana, kim, lo):
        assert Line.objects.filter(verb="client.read", client=one.pk).exists()


def test_no_member_sees_another(here: Town) -> None:
    become(here, "group")
    kim, _lo = joined(here, "K-77", "L-88")
    type_in(here, here.dana, 70)
    type_in(here, kim, 31)
    alice = browser(here)
    for name in ("session", "live", "session_turned"):
        page = alice.get(reverse(name, args=[here.session.pk]), {"client": kim.pk}).content.decode()
        assert "12,4" in page, name
        for never in ("D-204", "L-88", "28,0", reverse("group", args=[here.session.pk])):
            assert never not in page, (name, never)
    assert alice.get(reverse("together", args=[here.session.pk])).status_code == 404


@pytest.mark.parametrize("kind", ["individual", "couple", "family", "residential"])
def test_only_a_group_has_an_overview(here: Town, kind: str) -> None:
    become(here, kind)
    joined(here, "K-77")
    assert browser(here).get(reverse("group", args=[here.session.pk])).status_code == 404


def raters_of_a_child(here: Town) -> list[Rater]:
    """A child of ten, seen by mother, father, teacher and grandmother; the words speak of the mother's line."""
    use_instrument(by=here.actor("alice").who, instrument="cors", rule_set="miller")
    Client.objects.filter(pk=here.dana.pk).update(birth_year=timezone.localdate().year - 10)
    Episode.objects.filter(pk=here.episode.pk).update(outcome="cors")
    here.episode.refresh_from_db()
    here.session.refresh_from_db()
    here.dana.refresh_from_db()
    alice = here.actor("alice")
    more = [
        people.add_rater(by=alice.who, client=here.dana, kind="carer", relation=name)
        for name in ("Far", "Lærer", "Mormor")
    ]
    for part in here.episode.participants.filter(client=here.dana):
        care.choose_main_rater(by=alice, part=part, rater=here.mother)
    for place, rater in enumerate([here.mother, *more]):
        type_in(here, here.dana, 50 + 5 * place, rater)
    return [here.mother, *more]


def test_four_raters_stand_as_lines_line_by_line_and_in_the_table(here: Town) -> None:
    raters = raters_of_a_child(here)
    type_in(here, here.dana, 40)
    alice, address = browser(here), reverse("session", args=[here.session.pk])
    page = alice.get(address).content.decode()
    looks = re.findall(r'<g class="curve__line curve__line--(\w+)">', page)
    assert sorted(looks)[:4] == ["alliance", "fourth", "outcome", "second"]
    table = page[page.index("<table") : page.index("</table>")]
    for name, total in (("Mor", "20"), ("Far", "22"), ("Lærer", "24"), ("Mormor", "26"), ("D-204", "16")):
        assert f'<th scope="col">{name}</th>' in table
        assert re.search(rf"<td>{total}(,0)?</td>", table), (name, table)
    for rater in raters:
        alone = alice.get(address, {"rater": rater.pk}).content.decode()
        assert alone.count('<g class="curve__line ') == 1
        lines = alice.get(address, {"rater": rater.pk, "show": "lines"}).content.decode()
        value = {"Mor": "5", "Far": "5,5", "Lærer": "6", "Mormor": "6,5"}[rater.relation]
        assert len(re.findall(rf"<td>{value}(?:,0)?</td>", lines)) == 4, rater.relation
    assert alice.get(address, {"rater": "nonsense", "show": "lines"}).status_code == 200


def test_a_family_side_by_side_has_all_who_rate_and_the_parent_as_main(here: Town) -> None:
    raters_of_a_child(here)
    become(here, "family")
    (kim,) = joined(here, "K-77")
    type_in(here, kim, 31)
    page = browser(here).get(reverse("together", args=[here.session.pk])).content.decode()
    assert page.count('class="curve__picture"') == 2
    for name in ("Mor", "Far", "Lærer", "Mormor"):
        assert f'<th scope="col">{name}</th>' in page
    assert "Første måling: 20" in words_in(page)  # the mother's
    assert "Første måling: 12" in words_in(page)
    assert "Første måling: 32" not in words_in(page)


def test_how_long_someone_took_is_shown_nowhere_with_the_client_looking(here: Town) -> None:
    """Seventeen seconds, then ninety-three: on no page of the session."""
    type_in(here, here.dana, 70)
    for given, seconds in zip(
        Administration.objects.filter(client=here.dana), (17, 93, 17, 93), strict=False
    ):
        given.started = given.finished - timezone.timedelta(seconds=seconds)
        given.save(update_fields=["started"])
    alice = browser(here)
    for name in ("session", "live", "session_turned"):
        for show in ("", "lines"):
            page = alice.get(reverse(name, args=[here.session.pk]), {"show": show}).content.decode()
            said = words_in(page) if "<main" in page else re.sub(r"<[^>]+>", " ", page)
            assert not re.search(r"\b(17|93)\b|sekund", said), name
