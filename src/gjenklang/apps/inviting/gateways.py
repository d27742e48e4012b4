"""The door through which text messages leave: a file for a demo, an HTTP address for a service, or nothing."""

import json
import os
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from django.conf import settings

__all__ = ["FileGateway", "HttpGateway", "Refused", "TextGateway", "Unreachable", "text_gateway"]

#: Seconds until a gateway that says nothing is taken for gone.
PATIENCE = 10
#: What may be tried again: too slow, too many, or trouble of their own.
AGAIN = {408, 425, 429}


class Refused(ValueError):  # noqa: N818 - the house names what went wrong
    """The gateway will never send this message."""


class Unreachable(OSError):  # noqa: N818 - the house names what went wrong
    """The gateway cannot just now; the same message with the same key may be tried again."""


class TextGateway(Protocol):
    """Whoever carries text messages; see docs/operate/text-messages.md."""

    def send(self, *, to: str, text: str, key: str) -> str:
        """Send one message.

        Parameters
        ----------
        to
            The number with its country, like ``+4790000000``.
        key
            The same for the same message: what is sent twice with one key is sent once.

        Returns
        -------
        str
            What the gateway calls the message; may be empty.

        Raises
        ------
        Refused, Unreachable
            Never again, or later.
        """


class FileGateway:
    """Writes messages to a file instead of sending them: one JSON object a line."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, *, to: str, text: str, key: str) -> str:
        """Append the message, unless its key stands there already."""
        if self.path.exists() and any(
            json.loads(row)["key"] == key for row in self.path.read_text("utf-8").splitlines()
        ):
            return key
        row = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "to": to, "text": text, "key": key}
        with os.fdopen(
            os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8"
        ) as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return key


class HttpGateway:
    """Posts each message as JSON: ``{"to", "text", "key"}``, with a bearer token and an ``Idempotency-Key``."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token

    def send(self, *, to: str, text: str, key: str) -> str:
        """Post the message; what is answered with 2xx is sent."""
        body = json.dumps({"to": to, "text": text, "key": key}).encode()
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        request = urllib.request.Request(self.address, body, headers)  # noqa: S310 - https, held by the settings
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return _name(answer.read(4096))
        except urllib.error.HTTPError as wrong:
            if wrong.code in AGAIN or wrong.code >= 500:
                raise Unreachable(str(wrong.code)) from None
            raise Refused(str(wrong.code)) from None
        except (OSError, ValueError) as wrong:
            raise Unreachable(type(wrong).__name__) from None


def _name(body: bytes) -> str:
    try:
        return str(json.loads(body)["id"])[:80]
    except (ValueError, KeyError, TypeError):
        return ""


def text_gateway() -> TextGateway | None:
    """The gateway that this service has set up; ``None`` when it sends no text messages."""
    given: str = settings.TEXTS
    if given.startswith("file:"):
        return FileGateway(Path(given.removeprefix("file:")))
    return HttpGateway(given, settings.TEXTS_TOKEN) if given else None
