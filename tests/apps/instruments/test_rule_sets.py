"""An organisation reads an instrument by a rule set that its document knows."""

import pytest

from cast import receiver_of
from gjenklang.apps.audit.actions import Who
from gjenklang.apps.audit.models import Line
from gjenklang.apps.instruments.actions import UnknownRuleSet, name_receiver, use_instrument
from gjenklang.apps.instruments.models import InstrumentUse
from gjenklang.apps.instruments.queries import entries, rule_sets_of
from gjenklang.core.instruments import UnknownInstrument, catalogue


@pytest.fixture
def heidi(cast) -> Who:
    return cast.here.actor("heidi").who


@pytest.mark.parametrize("rule_set", ["Duncan", "nobody", " ", "kroenke-2001"])
def test_a_rule_set_that_the_document_does_not_name_is_refused(heidi, rule_set: str) -> None:
    before = Line.objects.count()
    with pytest.raises(UnknownRuleSet, match="ors"):
        use_instrument(by=heidi, instrument="ors", rule_set=rule_set)
    assert rule_sets_of(heidi.house)["ors"] == "duncan"
    assert Line.objects.count() == before


def test_every_named_rule_set_can_be_chosen_and_none_too(cast, heidi) -> None:
    name_receiver(by=cast.here.actor("heidi"), receiver=receiver_of(cast.here))
    for code, one in catalogue().items():
        for name in (*one.rule_sets, ""):
            use_instrument(by=heidi, instrument=code, rule_set=name)
            assert rule_sets_of(heidi.house)[code] == name
    assert InstrumentUse.objects.filter(organisation=heidi.house).count() == len(catalogue())


def test_an_instrument_that_is_not_there_is_refused(heidi) -> None:
    with pytest.raises(UnknownInstrument):
        use_instrument(by=heidi, instrument="orss", rule_set="")


def test_the_register_shows_the_whole_catalogue_as_the_organisation_has_it(heidi) -> None:
    found = {entry.instrument.code: entry for entry in entries(heidi.house)}
    assert set(found) == set(catalogue())
    assert (found["ors"].chosen, found["ors"].in_use) == ("duncan", True)
    assert not found["phq9"].in_use
    assert found["ors"].languages == ()
    assert found["gjenklang-outcome-adult"].languages == ("nb", "nn", "en", "da", "se")
    by_name = {one.name: one for one in found["ors"].rule_sets}
    assert set(by_name) == set(catalogue()["ors"].rule_sets)
    shown = sum(
        len(one.cut_offs) + len(one.reliable_changes) + len(one.alliance_limits) for one in by_name.values()
    )
    assert shown == len(catalogue()["ors"].limits)
