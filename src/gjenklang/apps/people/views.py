"""Staff and units, for an administrator."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gjenklang.apps.people import actions, forms, queries
from gjenklang.apps.people.rules import acting, may_administer
from gjenklang.apps.security.actions import invite_user
from gjenklang.apps.security.gate import gate

__all__ = [
    "add_staff",
    "add_unit",
    "appoint_substitute",
    "change_organisation",
    "change_staff",
    "change_unit",
    "close_unit",
    "end_role",
    "end_substitution",
    "give_role",
    "member",
    "move_unit",
    "overview",
    "password_link",
    "switch_staff",
]

SECONDS_A_DAY = 24 * 60 * 60


def _done(form: Form, verb: Callable[[], object]) -> bool:
    """Whether the form was right and the verb went through; a refusal stands in the form as a sentence."""
    if not form.is_valid():
        return False
    try:
        verb()
    except actions.Refused as wrong:
        form.add_error(None, str(wrong))
        return False
    return True


def _form(request: HttpRequest, form: Form, title: str, button: str, **more: object) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, "back": reverse("people:overview"), **more}
    return render(request, "people/form.html", context)


def _stored(request: HttpRequest, words: str, staff: UUID | None = None) -> HttpResponse:
    messages.success(request, words)
    return redirect(_to(staff) if staff else "people:overview")


def _to(staff: UUID) -> str:
    return reverse("people:member", args=[staff])


@gate(may_administer)
def overview(request: HttpRequest) -> HttpResponse:
    """Everything there is: units, staff, who stands in for whom."""
    by, day = acting(request), timezone.localdate()
    context = {
        "day": day,
        "organisation": queries.organisation_of(by),
        "tree": queries.unit_tree(by, day),
        "staff": queries.staff_with_posts(by),
        "substitutions": queries.substitutions_of(by, day),
    }
    return render(request, "people/overview.html", context)


@gate(may_administer)
def change_organisation(request: HttpRequest) -> HttpResponse:
    """Choose the organisation's language."""
    by = acting(request)
    found = queries.organisation_of(by)
    form = forms.OrganisationForm(request.POST or None, initial={"language": found.language})
    if _done(form, lambda: actions.change_organisation(by=by.who, organisation=found, **form.cleaned_data)):
        return _stored(request, _("The language is changed."))
    return _form(request, form, found.name, _("Store"))


@gate(may_administer)
def add_unit(request: HttpRequest) -> HttpResponse:
    """Make a unit."""
    by = acting(request)
    form = forms.NewUnitForm(
        request.POST or None, offered={"parent": queries.open_units(by, timezone.localdate())}
    )
    if _done(form, lambda: actions.make_unit(by=by.who, organisation=by.organisation, **form.cleaned_data)):
        return _stored(request, _("The unit is made."))
    return _form(request, form, _("New unit"), _("Make the unit"))


@gate(may_administer)
def change_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Rename a unit and choose its words."""
    by = acting(request)
    found = get_object_or_404(queries.units_of(by), pk=unit)
    initial = {name: getattr(found, name) for name in forms.UnitForm.base_fields}
    form = forms.UnitForm(request.POST or None, initial=initial)
    if _done(form, lambda: actions.change_unit(by=by.who, unit=found, **form.cleaned_data)):
        return _stored(request, _("The unit is changed."))
    return _form(request, form, _("Change the unit"), _("Store"), unit=found)


@gate(may_administer)
def move_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Let a unit stand under another from a day, and show where it has stood."""
    by, day = acting(request), timezone.localdate()
    found = get_object_or_404(queries.units_of(by), pk=unit)
    stood = queries.where_stood(by, found)
    last = stood[0] if stood else queries.Stood(None, found.since, None)
    above = queries.open_units(by, day, also=last.parent.pk if last.parent else None).exclude(pk=found.pk)
    initial = {"parent": last.parent, "since": max(last.since, day)}
    form = forms.MoveUnitForm(request.POST or None, offered={"parent": above}, initial=initial)
    if _done(form, lambda: actions.move_unit(by=by.who, unit=found, **form.cleaned_data)):
        return _stored(request, _("The move is noted."))
    lead = _(
        "Courses that ended before the move are counted with the department that the unit stood under then."
    )
    title = _("Move %(name)s") % {"name": found.name}
    return _form(request, form, title, _("Move the unit"), lead=lead, stood=stood, day=day)


@gate(may_administer)
def close_unit(request: HttpRequest, unit: UUID) -> HttpResponse:
    """Let a unit close after a day, or open it again."""
    by = acting(request)
    found = get_object_or_404(queries.units_of(by), pk=unit)
    form = forms.CloseUnitForm(request.POST or None, initial={"until": found.until})
    if _done(form, lambda: actions.close_unit(by=by.who, unit=found, **form.cleaned_data)):
        return _stored(request, _("The last day is noted.") if found.until else _("The unit is open."))
    lead = _("The unit closes after its last day. What was done there is kept.")
    return _form(request, form, _("Close %(name)s") % {"name": found.name}, _("Store"), lead=lead)


@gate(may_administer)
def add_staff(request: HttpRequest) -> HttpResponse:
    """Make a member of staff, and show the link for choosing a password."""
    by = acting(request)
    units = queries.open_units(by, timezone.localdate())
    form = forms.NewStaffForm(request.POST or None, offered={"unit": units})
    made = []

    def employ() -> None:
        given = {name: form.cleaned_data[name] for name in ("name", "username", "email")}
        made.append(actions.employ(by=by.who, post=form.post(), **given))

    if _done(form, employ):
        return redirect("people:password_link", staff=made[0].pk)
    return _form(request, form, _("New member of staff"), _("Make and show the link"))


@gate(may_administer)
def member(request: HttpRequest, staff: UUID) -> HttpResponse:
    """One member of staff: roles, and whether they can sign in."""
    by = acting(request)
    found = get_object_or_404(queries.staff_with_posts(by), pk=staff)
    own = found.pk == by.staff
    context = {"one": found, "day": timezone.localdate(), "own": own}
    return render(request, "people/member.html", context)


@gate(may_administer)
def change_staff(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Correct a name or an e-mail address."""
    by = acting(request)
    found = get_object_or_404(queries.staff_of(by), pk=staff)
    form = forms.StaffForm(request.POST or None, initial={"name": found.name, "email": found.user.email})
    if _done(form, lambda: actions.change_staff(by=by.who, staff=found, **form.cleaned_data)):
        return _stored(request, _("The change is stored."), staff)
    return _form(request, form, _("Name and e-mail"), _("Store"), back=_to(staff))


@gate(may_administer)
def give_role(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Give a further role."""
    by = acting(request)
    found = get_object_or_404(queries.staff_of(by), pk=staff)
    units = queries.open_units(by, timezone.localdate())
    form = forms.RoleForm(request.POST or None, offered={"unit": units})
    if _done(form, lambda: actions.give_role(by=by.who, staff=found, **form.cleaned_data)):
        return _stored(request, _("The role is given."), staff)
    title = _("A further role for %(name)s") % {"name": found.name}
    return _form(request, form, title, _("Give the role"), back=_to(staff))


@gate(may_administer)
def end_role(request: HttpRequest, post: UUID) -> HttpResponse:
    """Let a role end on a day."""
    by = acting(request)
    found = get_object_or_404(queries.posts_of(by), pk=post)
    form = forms.EndRoleForm(request.POST or None)
    if _done(form, lambda: actions.end_role(by=by.who, post=found, **form.cleaned_data)):
        return _stored(request, _("The last day is noted."), found.staff_id)
    lead = f"{found.staff.name}: {found.get_role_display()}, {found.unit.name}"
    return _form(request, form, _("End a role"), _("Store"), lead=lead, back=_to(found.staff_id))


@gate(may_administer)
def password_link(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Show a link by which this person chooses a password; every look makes a new one, and leaves a line."""
    by = acting(request)
    found = get_object_or_404(queries.staff_of(by), pk=staff, user__is_active=True)
    if found.pk == by.staff:
        messages.error(request, _("For yourself, use «Change password»: that asks for the one you have."))
        return redirect(_to(staff))
    link = request.build_absolute_uri(invite_user(by=by.who, user=found.user))
    days = settings.PASSWORD_RESET_TIMEOUT // SECONDS_A_DAY
    return render(request, "people/link.html", {"one": found, "link": link, "days": days})


@gate(may_administer)
@require_POST
def switch_staff(request: HttpRequest, staff: UUID) -> HttpResponse:
    """Let someone sign in, or no more."""
    by = acting(request)
    found = get_object_or_404(queries.staff_of(by), pk=staff)
    on = request.POST.get("to") == "on"
    try:
        actions.switch_staff(by=by.who, staff=found, on=on)
    except actions.Refused as wrong:
        messages.error(request, str(wrong))
    else:
        words = _("%(name)s can sign in.") if on else _("%(name)s is switched off.")
        messages.success(request, words % {"name": found.name})
    return redirect("people:member", staff=staff)


@gate(may_administer)
@require_POST
def end_substitution(request: HttpRequest, substitution: UUID) -> HttpResponse:
    """Let someone stand in no longer."""
    by, today = acting(request), timezone.localdate()
    found = get_object_or_404(queries.substitutions_of(by, today), pk=substitution)
    actions.end_substitution(by=by.who, stand_in=found, today=today)
    return _stored(request, _("The substitute stands in no longer."))


@gate(may_administer)
def appoint_substitute(request: HttpRequest) -> HttpResponse:
    """Let someone stand in for someone."""
    by = acting(request)
    staff = queries.staff_of(by).filter(user__is_active=True)
    offered = {"absent": queries.staff_of(by), "substitute": staff}
    form = forms.SubstituteForm(request.POST or None, offered=offered)
    if _done(form, lambda: actions.appoint_substitute(by=by.who, **form.cleaned_data)):
        return _stored(request, _("The substitute is appointed."))
    return _form(request, form, _("New substitute"), _("Appoint"))
