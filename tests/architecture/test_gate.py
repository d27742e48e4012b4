"""Every address, asked as everyone who should not get in."""

import pytest
from django.test import Client as Browser
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from uuid_utils.compat import uuid7

from gjenklang.apps.care import actions as care
from gjenklang.apps.care.models import Administration, Episode
from gjenklang.apps.security.gate import rule_of
from gjenklang.core.instruments import instrument as in_catalogue
from rows import of_ours

#: What the world may open without signing in, by name; a new one must be added here by hand.
PUBLIC = {
    *(
        "front",
        "accessibility",
        "reads",
        "aloud",
        "alive",
        "set_language",
        "unlock",
        "form",
        "done",
        "confirm",
        "undo",
        "decline",
        "thanks",
        "who_sees",
        "first",
        "news",
        "later",
        "experience",
        "enter",
        "kiosk_now",
        "link",
        "say",
        "take_back",
        "stop_link",
        "texts_in",
        "service_worker",
        "manifest",
        "without_net",
    ),
    # The client's own page: code and PIN instead of staff's sign-in (tests/apps/own).
    *("mine", "choose", "line", "out", "away", "answering", "blocking", "ask_deletion", "as_json", "as_pdf"),
    *(
        "account_login",
        "account_logout",
        "account_inactive",
        "account_reset_password",
        "account_reset_password_done",
    ),
    *(
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_login_webauthn",
    ),
}


def addresses(resolver: URLResolver | None = None) -> list[URLPattern]:
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        found += addresses(one) if isinstance(one, URLResolver) else [one]
    return found


def paths(resolver: URLResolver | None = None, before: str = "") -> list[str]:
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern)
        found += paths(one, here) if isinstance(one, URLResolver) else [here]
    return found


def test_no_two_pages_have_one_address() -> None:
    every = paths()
    assert sorted(one for one in set(every) if every.count(one) > 1) == []


def test_every_address_has_a_rule() -> None:
    closed = [one.name for one in addresses() if rule_of(one.callback, one.name) is None]
    assert not [name for name in closed if name not in RENAMED], closed


PREFIXES = (
    *("", "care:", "dropout:", "instruments:", "inviting:"),
    *("own:", "paper:", "people:", "security:", "tables:"),
)
#: allauth's addresses that stay shut on purpose.
RENAMED = {"mfa_trust", "mfa_signup_webauthn"}


def test_only_the_named_addresses_are_open_to_the_world(cast) -> None:
    for one in addresses():
        if one.name in PUBLIC or one.name in RENAMED:
            continue
        path = "/" + path_of(one, cast)
        answer = Browser().get(path)
        assert answer.status_code == 302, (path, answer.status_code)
        assert answer.headers["Location"].startswith("/account/login/"), path


def path_of(pattern: URLPattern, cast) -> str:
    values = {"session": cast.here.session.pk, "episode": cast.here.episode.pk, "token": cast.here.token}
    values["responsibility"] = cast.here.episode.responsibilities.get().pk
    for name in pattern.pattern.converters:
        values.setdefault(name, 1 if name == "pk" else uuid7())
    wanted = {name: values[name] for name in pattern.pattern.converters}
    for prefix in PREFIXES:
        for kwargs in (wanted, {"pk": 1}):
            try:
                return reverse(prefix + pattern.name, kwargs=kwargs).lstrip("/")
            except NoReverseMatch:
                continue
    raise LookupError(pattern.name)


def of_dana() -> list[URLPattern]:
    """Every address that names a session or a course; one that is added tomorrow is asked tomorrow."""
    return [one for one in addresses() if {"session", "episode"} & set(one.pattern.converters)]


@pytest.mark.parametrize("one", of_dana(), ids=lambda one: one.name)
@pytest.mark.parametrize("who", ["alice2", "bob2", "carol", "erin", "frank", "grace", "heidi", "peggy"])
def test_strangers_do_not_find_danas_course(cast, signed_in, who: str, one: URLPattern) -> None:
    """Next door, the wrong unit, a colleague who is not responsible, and roles that read no curves."""
    path = "/" + path_of(one, cast)
    browser = signed_in(who)
    for answer in (
        browser.get(path, {"client": cast.here.dana.pk}),
        browser.post(path, {"client": cast.here.dana.pk}),
    ):
        plans = who in {"frank", "grace"}
        if one.name == "at_desk" and plans:
            assert answer.status_code in {
                200,
                405,
            }  # tests/apps/inviting/test_desk.py: the day's codes, and no answer
            continue
        desk = one.name == "attendance" and plans
        assert answer.status_code in ({302, 405} if desk else {403, 404, 405}), (
            who,
            path,
            answer.status_code,
        )
        assert b"D-204" not in answer.content


@pytest.mark.parametrize("one", of_dana(), ids=lambda one: one.name)
@pytest.mark.parametrize("named", [True, False])
def test_whom_dana_has_barred_finds_what_a_stranger_finds(
    cast, signed_in, named: bool, one: URLPattern
) -> None:
    """Bob supervises the unit, and so reads every course of it until Dana says no."""
    here = cast.here
    path, staff = "/" + path_of(one, cast), here.staff["bob"].pk if named else None
    care.bar(by=here.actor("alice").who, client=here.dana, staff=staff)
    for answer in (
        signed_in("bob").get(path, {"client": here.dana.pk}),
        signed_in("bob").post(path, {"client": here.dana.pk}),
    ):
        assert answer.status_code in {403, 404, 405}, (path, answer.status_code)
        assert b"D-204" not in answer.content


def test_the_walk_knows_the_pages_of_a_course() -> None:
    assert {
        "session",
        "live",
        "course",
        "begin",
        "paper",
        "hand_over",
        "about",
        "reopen",
        "leave",
        "handle_signal",
        "signals",
        "take_back_signal",
        "put_label",
        "take_label_off",
        "agreed_new",
        "agreed_correct",
        "mark",
        "theory_write",
        "own_line",
        "own_line_write",
        "own_line_end",
        "last_look",
        "wish_new",
        "staying",
        "leaving",
        "local_fill",
        "course_sheet",
    } <= {one.name for one in of_dana()}


def of_one_row() -> list[URLPattern]:
    """Every address of a row that is neither a course, a session nor a client's form; also one added tomorrow."""
    apart = {"session", "episode", "token", "code", "uidb36", "pk", "key"}
    return [one for one in addresses() if one.pattern.converters and not apart & set(one.pattern.converters)]


@pytest.mark.parametrize("who", ["alice2", "bob2", "frank2", "grace2", "heidi2", "peggy2"])
def test_nobody_next_door_finds_a_row_of_ours(cast, signed_in, who: str) -> None:
    ours, browser = of_ours(cast), signed_in(who)
    for one in of_one_row():
        values = {name: ours[name].pk for name in one.pattern.converters}
        path = next(filter(None, (found(prefix + one.name, values) for prefix in PREFIXES)))
        for answer in (browser.get(path), browser.post(path, {"to": "off", "do": "x"})):
            assert answer.status_code in (403, 404, 405), (who, path, answer.status_code)


def found(name: str, values: dict[str, object]) -> str | None:
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return None


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_the_therapist_and_the_supervisor_find_it(cast, signed_in, who: str) -> None:
    assert signed_in(who).get(reverse("session", args=[cast.here.session.pk])).status_code == 200


@pytest.mark.parametrize("who", ["alice2", "carol", "erin", "frank", "heidi", "peggy"])
def test_no_list_names_dana_to_those_who_have_no_part_in_her(cast, signed_in, who: str) -> None:
    for name in (
        "care:today",
        "care:clients",
        "caseload",
        "follow_ups",
        "wishes",
        "care:appointment",
        "tables:upload",
        "tables:calendar",
        "dropout:follow_up",
        "dropout:safe_leaving",
        "dropout:service",
        "dropout:local_list",
        "dropout:outreach",
        "dropout:team",
    ):
        answer = signed_in(who).get(reverse(name))
        at_desk = who == "frank" and name == "care:today"  # who plans the days of the unit may make a code
        assert at_desk or str(cast.here.dana.pk) not in answer.content.decode(), name
        if who == "frank" and name in ("care:today", "care:appointment"):
            continue  # the leader of the unit plans its days
        assert str(cast.here.episode.pk) not in answer.content.decode(), name
        assert who.endswith("2") or b"D-204" not in answer.content, name  # next door has a D-204 of its own


def test_the_desk_sees_when_but_not_how(cast, signed_in) -> None:
    page = signed_in("grace").get(reverse("care:today")).content.decode()
    assert "D-204" in page
    assert "/session/" + str(cast.here.session.pk) + "/begin" not in page


@pytest.mark.parametrize("who", ["alice", "bob", "frank", "heidi"])
@pytest.mark.parametrize("code", ["gjenklang-young", "ycors", "phq9", "audit"])
def test_every_page_opens_whatever_form_a_course_is_read_by(cast, signed_in, who: str, code: str) -> None:
    """One that is never added up, with words and without, and two that are added up by items."""
    here = cast.here
    items = in_catalogue(code).items
    of_code = {"instrument": code, "answers": {one.code: 1 for one in items}, "stated_total": None}
    Episode.objects.filter(pk=here.episode.pk).update(outcome=code)
    Administration.objects.filter(episode=here.episode, moment="start").update(**of_code)
    rows = {name: one.pk for name, one in of_ours(cast).items()}
    rows |= {"episode": here.episode.pk, "session": here.session.pk, "client": here.dana.pk, "code": code}
    browser, opened = signed_in(who), []
    for one in addresses():
        names = set(one.pattern.converters)
        if names <= set(rows):
            values = {name: rows[name] for name in names}
            path = next(filter(None, (found(prefix + one.name, values) for prefix in PREFIXES)), None)
            opened += [path] if path and browser.get(path).status_code == 200 else []
    assert len(opened) > 15, opened
