"""What is typed about what the service tries."""

from collections.abc import Mapping
from typing import Any

from django import forms

from gjenklang.apps.dropout.forms.typed import text
from gjenklang.apps.dropout.models import Fact

__all__ = ["LinksForm"]


class LinksForm(forms.Form):
    """One line for each fact; empty means the house's own words."""

    def __init__(self, *args: Any, links: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in Fact:
            self.fields[fact] = text(fact.label, most=300, required=False)
            self.fields[fact].initial = links[fact]
