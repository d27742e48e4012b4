"""The page where an administrator chooses rule sets."""

import pytest
from django.urls import reverse

from gjenklang.apps.audit.models import Line
from gjenklang.apps.instruments.queries import rule_sets_of
from gjenklang.core.instruments import catalogue


def test_every_instrument_and_every_source_is_on_the_page(cast, signed_in) -> None:
    page = signed_in("heidi").get(reverse("instruments:catalogue"))
    text = page.content.decode()
    for code, one in catalogue().items():
        assert f">{code}<" in text
        assert all(f'value="{name}"' in text for name in one.rule_sets)
    assert '<option value="duncan" selected>' in text


def test_the_choice_is_stored_for_the_own_organisation_with_a_line(cast, signed_in) -> None:
    path = reverse("instruments:choose_rule_set", args=["ors"])
    assert signed_in("heidi").post(path, {"rule_set": "miller"}).status_code == 302
    assert rule_sets_of(cast.here.organisation.pk)["ors"] == "miller"
    assert rule_sets_of(cast.next_door.organisation.pk)["ors"] == "duncan"
    line = Line.objects.filter(verb="instrument.use").latest("at")
    assert (line.by, line.detail) == (cast.here.staff["heidi"].pk, "ors miller")


def test_a_rule_set_that_is_not_in_the_list_gets_a_sentence(cast, signed_in) -> None:
    path = reverse("instruments:choose_rule_set", args=["ors"])
    page = signed_in("heidi").post(path, {"rule_set": "nobody"}, follow=True).content.decode()
    assert "ikke et slikt regelsett" in page
    assert rule_sets_of(cast.here.organisation.pk)["ors"] == "duncan"


def test_an_instrument_that_is_not_there_is_not_found(cast, signed_in) -> None:
    path = reverse("instruments:choose_rule_set", args=["orss"])
    assert signed_in("heidi").post(path, {"rule_set": "duncan"}).status_code == 404


@pytest.mark.parametrize("who", ["alice", "bob", "frank", "grace"])
def test_nobody_else_chooses(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse("instruments:catalogue")).status_code == 403
    path = reverse("instruments:choose_rule_set", args=["ors"])
    assert signed_in(who).post(path, {"rule_set": "miller"}).status_code == 403
    assert rule_sets_of(cast.here.organisation.pk)["ors"] == "duncan"


def test_a_form_without_limits_is_taken_into_use_too(cast, signed_in) -> None:
    heidi = signed_in("heidi")
    path = reverse("instruments:choose_rule_set", args=["bdi"])
    assert path in heidi.get(reverse("instruments:catalogue")).content.decode()
    heidi.post(path, {})
    assert path not in heidi.get(reverse("instruments:catalogue")).content.decode()
    assert "BDI-II" in signed_in("alice").get(reverse("care:new_client")).content.decode()
