"""Carriers on loopback: a mail server, and a gateway for text messages that can be told to fail."""

import json
import socket
import threading
from datetime import timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from gjenklang.apps.inviting import actions, rules
from gjenklang.apps.inviting.models import ContactAgreement, Link

TOKEN, WORD = "token-of-the-gateway", "word-of-the-gateway"


class Mailbox:
    """Takes mail, and refuses who is not here."""

    def __init__(self) -> None:
        self.got: list = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        if address.startswith("nobody@"):
            return "550 nobody here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.MAIL_TO_CLIENTS = True
    yield box
    server.stop()


class Gateway(ThreadingHTTPServer):
    """Counts what it gets, sends each key once, and answers with ``says`` while there is any."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[dict] = []
        self.sent: dict[str, dict] = {}
        self.says: list[int] = []


class _Handler(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append(body)
        status = self.server.says.pop(0) if self.server.says else 200
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            status = 401
        # A gateway that fails after it has sent is the hard case: the key keeps it to one.
        if status in (200, 504):
            assert self.headers["Idempotency-Key"] == body["key"]
            self.server.sent.setdefault(body["key"], body)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(b'{"id": "m-1"}')

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def gateway(settings):
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.TEXTS = f"http://127.0.0.1:{server.server_address[1]}/send"
    settings.TEXTS_TOKEN, settings.TEXTS_WORD = TOKEN, WORD
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def by_day(settings, monkeypatch) -> None:
    """The tests run at night too: no hour is quiet, unless a test says which."""
    monkeypatch.setattr(rules, "QUIET", (24, 0))
    settings.ADDRESS = "https://svar.example.no"


@pytest.fixture
def agreed(cast):
    """Make an agreement with Dana, or with the mother, by text or by mail."""

    def make(
        by: str = "text", *, safe: bool = True, mother: bool = False, days: int = 90
    ) -> ContactAgreement:
        here = cast.here
        address = "+4790000000" if by == "text" else "dana@example.no"
        until = timezone.localdate() + timedelta(days=days)
        return actions.agree_contact(
            by=here.actor("alice"),
            agreement=ContactAgreement(
                client=here.dana,
                rater=here.mother if mother else None,
                by=by,
                address=address,
                safe=safe,
                until=until,
            ),
        )

    return make


@pytest.fixture
def queued(cast):
    """Queue a link."""

    def make(agreement: ContactAgreement, **more) -> Link:
        link = Link(agreement=agreement, episode=cast.here.episode, due=timezone.now(), **more)
        return actions.queue_link(by=cast.here.actor("alice"), link=link)

    return make


@pytest.fixture
def oslo() -> ZoneInfo:
    return ZoneInfo("Europe/Oslo")
