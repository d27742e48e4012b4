"""The web workers: granian, told in Python, so that its command line is not carried in the memory of each of them."""

import sys

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

__all__ = ["serve"]


def serve(host: str, port: int, workers: int) -> None:
    """Answer until a signal comes, with so many workers of one thread each.

    Parameters
    ----------
    host, port
        Where to listen.
    workers
        How many processes answer.
    """
    Server(
        "gjenklang.website.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=workers,
        blocking_threads=1,
        backpressure=256,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
