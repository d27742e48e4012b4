"""What an administrator types about units and staff."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gjenklang.apps.people.models import LANGUAGES, LINK_DAYS, ClientWord, Post, Role, TherapistWord
from gjenklang.apps.security.queries import free_username

__all__ = [
    "CloseUnitForm",
    "EndRoleForm",
    "MoveUnitForm",
    "NewStaffForm",
    "NewUnitForm",
    "OrganisationForm",
    "RoleForm",
    "StaffForm",
    "SubstituteForm",
    "UnitForm",
]

INPUT = {"class": "ds-input"}


def _text(label: Any, most: int, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=help_text,
        required=required,
        widget=forms.TextInput(attrs={**INPUT, "autocomplete": "off"}),
    )


def _day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        initial=timezone.localdate if required else None,
        widget=forms.DateInput(attrs={**INPUT, "type": "date"}, format="%Y-%m-%d"),
    )


def _told(label: Any) -> forms.CharField:
    return _text(
        label, 300, _("Said before the first form. Empty: the sentence of the house."), required=False
    )


def _choice(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, help_text=help_text, widget=forms.Select(attrs=INPUT)
    )


def _row(label: Any, empty: Any = None, help_text: Any = "") -> forms.ModelChoiceField[Any]:
    return forms.ModelChoiceField(
        Post.objects.none(),  # each form offers its own rows
        label=label,
        empty_label=empty,
        required=empty is None,
        help_text=help_text,
        widget=forms.Select(attrs=INPUT),
    )


def _yes(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, widget=forms.CheckboxInput(attrs=INPUT))


class _Offering(forms.Form):
    """A form whose choices are rows of one organisation: ``offered`` names the fields and their rows."""

    def __init__(self, *args: Any, offered: dict[str, QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows the type, _row says so
            field.queryset = rows


class UnitForm(forms.Form):
    """Name and words of a unit."""

    name = _text(_("Name"), 120)
    client_word = _choice(_("Word for the one who gets help"), ClientWord.choices)
    therapist_word = _choice(_("Word for the one who helps"), TherapistWord.choices)
    help_line = _text(
        _("Help line"),
        200,
        _("Shown at the foot of every page of the client: whom to call when it is urgent."),
        required=False,
    )
    purpose = _told(_("What the answers are for, in your own words"))
    seen_by = _told(_("Who sees the answers"))
    read = _told(_("Who reads them, and by when"))
    not_for = _told(_("What the answers are not for"))
    alliance_later = _yes(
        _(
            "The form about the work together may be shown next time instead of at once, when the client wants that"
        )
    )
    alliance_sum = _yes(
        _("The form about the work together may count only in a sum of many, when the client wants that")
    )
    link_days = forms.IntegerField(
        label=_("Links to a form work for so many days"),
        initial=LINK_DAYS,
        min_value=1,
        max_value=14,
        required=False,
        widget=forms.NumberInput(attrs=INPUT),
    )

    def clean_link_days(self) -> int:
        """The house's own number where none is typed."""
        return self.cleaned_data["link_days"] or LINK_DAYS


class MoveUnitForm(_Offering):
    """Under which unit one stands, from a day."""

    parent = _row(_("Stands under"), empty=_("no other unit: at the top"))
    since = _day(_("From"), _("The same day once more corrects what was written for it."))


class NewUnitForm(MoveUnitForm, UnitForm):
    """A new unit, with its place and its first day."""

    since = _day(_("From"))
    field_order = ("name", "parent", "since")


class CloseUnitForm(forms.Form):
    """The last day of a unit."""

    until = _day(_("Last day"), _("Leave empty to keep the unit open."), required=False)
    end_roles = _yes(_("Let the roles in the unit end on the same day"))


class StaffForm(forms.Form):
    """How a member of staff is called and reached."""

    name = _text(_("Name"), 120)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={**INPUT, "autocomplete": "off"}),
    )


class RoleForm(_Offering):
    """A role in a unit, from a day."""

    role = _choice(_("Role"), Role.choices)
    unit = _row(_("Unit"))
    since = _day(_("From"))

    def post(self) -> Post:
        """The post, not yet stored and held by nobody."""
        given = self.cleaned_data
        return Post(role=given["role"], unit=given["unit"], since=given["since"])


class NewStaffForm(RoleForm, StaffForm):
    """A new member of staff, with a first role."""

    username = _text(_("User name"), 80, _("For signing in. Letters, digits and . + - _ @, no space."))
    field_order = ("name", "username", "email", "role", "unit", "since")

    def clean_username(self) -> str:
        """Refuse a name that is odd or taken."""
        try:
            return free_username(self.cleaned_data["username"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


class EndRoleForm(forms.Form):
    """The last day of a role."""

    until = _day(_("Last day"))


class SubstituteForm(_Offering):
    """Who stands in for whom, between two days."""

    absent = _row(_("Who is away"))
    substitute = _row(
        _("Who stands in"), help_text=_("Sees and does what the other could, between the two days.")
    )
    since = _day(_("First day"))
    until = _day(_("Last day"))


class OrganisationForm(forms.Form):
    """What holds for the whole organisation."""

    language = _choice(
        _("Language of the organisation"),
        LANGUAGES,
        _("New clients get their forms in this language; it can be changed on the form itself."),
    )
