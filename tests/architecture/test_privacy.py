"""Every column says how private it is, and every row knows its organisation."""

import pytest
from django.apps import apps

from gjenklang.apps.security.privacy import classes_of

MODELS = [model for model in apps.get_models() if model.__module__.startswith("gjenklang.")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_column_says_how_private_it_is(model: type) -> None:
    assert classes_of(model)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_row_knows_its_organisation(model: type) -> None:
    names = {field.name for field in model._meta.concrete_fields}
    assert model.__name__ == "Organisation" or "organisation" in names


def test_a_column_that_nobody_classified_is_refused() -> None:
    class Unclassified:
        __name__ = "Unclassified"
        privacy = {"code": "secret"}
        _meta = MODELS[0]._meta

    with pytest.raises(LookupError):
        classes_of(Unclassified)
