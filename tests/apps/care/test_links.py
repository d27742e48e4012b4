"""Nobody is shown a link or a button that leads to a closed door."""

import re

import pytest
from django.urls import resolve, reverse

LINK = re.compile(r'(?:href|action)="(/[^"#]*)"')


@pytest.mark.parametrize("who", ["alice", "bob", "grace"])
def test_every_link_of_ones_pages_opens(cast, signed_in, who: str) -> None:
    browser = signed_in(who)
    here = cast.here
    pages = [reverse("care:today"), reverse("care:clients"), reverse("course", args=[here.episode.pk])]
    pages += [reverse("session", args=[here.session.pk]), reverse("care:about", args=[here.episode.pk])]
    shut = {}
    for page in pages:
        answer = browser.get(page)
        if answer.status_code != 200:
            continue
        for address in set(LINK.findall(answer.content.decode().replace("&amp;", "&"))):
            if address.startswith(("/static", "/accounts/logout", "/account")):
                continue
            status = browser.get(address).status_code
            if status not in {200, 204, 302, 405}:
                shut[page, address] = status, resolve(address.split("?")[0]).view_name
    assert not shut


def test_a_supervisor_who_helps_nobody_is_not_offered_to_begin_or_open(cast, signed_in) -> None:
    browser = signed_in("bob")
    assert reverse("care:new_client") not in browser.get(reverse("care:clients")).content.decode()
    course = browser.get(reverse("course", args=[cast.here.episode.pk])).content.decode()
    assert reverse("care:walk_in") not in course
    alice = signed_in("alice")
    assert reverse("care:new_client") in alice.get(reverse("care:clients")).content.decode()
    assert (
        reverse("care:walk_in") in alice.get(reverse("course", args=[cast.here.episode.pk])).content.decode()
    )
