"""A bad net between a client and the service: it drops, delays, cuts and sends twice, by chance from a seed."""

import socket
import socketserver
import threading
import time
from collections import Counter
from random import Random

__all__ = ["BadNet"]

#: What happens to a request, and how often.
FATES = {"well": 5, "slow": 2, "dropped": 2, "cut before": 2, "cut after": 3, "twice": 3}
PATIENCE = 5


class BadNet(socketserver.ThreadingTCPServer):
    """A proxy for one request a connection; ``upstream`` may change while it runs."""

    allow_reuse_address = daemon_threads = True
    request_queue_size = 256

    def __init__(self, seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Request)
        self.upstream = ("127.0.0.1", 0)
        self.chance = Random(seed)  # noqa: S311 - which request is dropped is no secret
        self.happened: Counter[str] = Counter()
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        """Where the clients go."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def fate(self) -> tuple[str, float]:
        """What happens to the next request, and how long that takes."""
        with self.lock:
            one = self.chance.choices(list(FATES), list(FATES.values()))[0]
            self.happened[one] += 1
            return one, self.chance.uniform(0.0, 0.3)

    def handle_error(self, *_: object) -> None:
        """A connection that breaks is what this is for."""


class _Request(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        request = _whole(self.request)
        fate, wait = self.server.fate()
        if fate == "dropped" or not request:
            return
        if fate == "slow":
            time.sleep(wait)
        if fate == "cut before":
            self._send(request[: len(request) // 2], listen=False)
            return
        reply = self._send(request)
        if fate == "twice":
            self._send(request)
        if fate != "cut after":
            self.request.sendall(reply)

    def _send(self, request: bytes, *, listen: bool = True) -> bytes:
        with socket.create_connection(self.server.upstream, timeout=PATIENCE) as service:
            service.sendall(request)
            return _until_closed(service) if listen else b""


def _whole(sender: socket.socket) -> bytes:
    """One request with its body."""
    sender.settimeout(PATIENCE)
    got = b""
    while b"\r\n\r\n" not in got:
        more = sender.recv(65536)
        if not more:
            return b""
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    while len(body) < int(fields.get(b"content-length", b"0")):
        body += sender.recv(65536)
    return head + b"\r\n\r\n" + body


def _until_closed(service: socket.socket) -> bytes:
    reply = b""
    while more := service.recv(65536):
        reply += more
    return reply
