"""Who answers takes a shorter way in: the same pages, headers and refusals, without a sign-in."""

from collections.abc import Iterator
from http.cookies import SimpleCookie
from io import BytesIO

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from cast import Cast
from gjenklang.website.answering import APART, Answering, two_ways_in

#: The one changes with each answer; the others follow from the session, which the short way has not.
APART_HEADERS = {"Set-Cookie", "Content-Length", "Vary"}


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The test's own transaction lies open on its connection, as Django's test client leaves it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def ask(
    application, path: str, *, method: str = "GET", body: bytes = b"", cookie: str = ""
) -> tuple[str, dict, bytes]:
    given: list[tuple[str, list[tuple[str, str]]]] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(),
    }
    answer = application(environ, lambda status, headers: given.append((status, headers)))
    content = b"".join(answer)
    status, headers = given[0]
    return (
        status,
        {name: value for name, value in headers if name not in APART_HEADERS},
        content,
    )


@pytest.mark.parametrize("path", ["/f/{token}/", "/f/{token}/who-sees/", "/f/nonsense/", "/f/{token}", "/f/"])
def test_both_ways_answer_alike(cast: Cast, path: str) -> None:
    address = path.format(token=cast.here.token)
    whole, short = (ask(one, address) for one in (get_wsgi_application(), Answering()))
    assert short[0] == whole[0]
    assert short[1] == whole[1]
    assert "Content-Security-Policy" in short[1]


def test_marks_are_stored_the_short_way(cast: Cast) -> None:
    lines = "&".join(f"line-{code}=55" for code in ("body", "everyday", "people", "hope"))
    status, headers, _content = ask(Answering(), f"/f/{cast.here.token}/", method="POST", body=lines.encode())
    assert status == "302 Found"
    assert headers["Location"].endswith("/done/")


def test_the_short_way_opens_no_page_behind_a_sign_in(cast: Cast) -> None:
    for path in ("/today/", "/people/", f"/course/{cast.here.episode.pk}/"):
        status, _headers, content = ask(Answering(), path)
        assert status == "500 Internal Server Error"  # there is nobody to ask whether they may
        assert cast.here.dana.code.encode() not in content


def test_only_a_form_without_a_session_takes_it() -> None:
    taken = two_ways_in(lambda *_: [b"whole"], lambda *_: [b"short"])
    session = SimpleCookie({settings.SESSION_COOKIE_NAME: "abc"}).output(header="").strip()

    def way(path: str, cookie: str = "") -> bytes:
        return b"".join(taken({"PATH_INFO": path, "HTTP_COOKIE": cookie}, lambda *_: None))

    assert way("/f/abc/") == b"short"
    assert way("/f/abc/", session) == b"whole"  # a device that was handed over is locked to its page
    assert way("/today/") == b"whole"
    assert way("/") == b"whole"


def test_what_is_left_out_stands_in_the_settings() -> None:
    assert set(settings.MIDDLEWARE) >= APART
    kept = [name for name in settings.MIDDLEWARE if name not in APART]
    assert kept[0] == "gjenklang.website.headers.SecurityHeaders"
    assert kept[-1] == "gjenklang.apps.security.middleware.Gate"
    assert "django.middleware.csrf.CsrfViewMiddleware" in kept
