"""What a client's phone fetches to show the form for the first time, counted on the wire.

A real Chromium with an empty cache opens the form from a real `gjenklang serve` on loopback, and stays until its worker
has kept the form for when the net goes; the bytes are those of its network log. The worker's own script, whose size the
log does not give, is fetched packed beside it. The rival is the same with nothing packed, fetched without
`Accept-Encoding`.
"""

import json
import os
import shutil
import time
import urllib.request
from urllib.parse import urlparse

from house import furnish, own_folder, serve
from machine import machine
from playwright.sync_api import Response, sync_playwright

__all__ = ["KEPT", "chromium", "main"]

os.environ["PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS"] = "1"

LIMIT_BYTES = 15_000
#: How many forms the worker has kept.
KEPT = """async () => { await navigator.serviceWorker.ready;
  return (await caches.open('forms')).keys().then(all => all.length) }"""
ICON = "() => fetch(document.querySelector('link[rel=icon]').href).then(answer => answer.text())"


def chromium() -> str:
    """The machine's own browser."""
    found = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    if found is None:
        raise SystemExit("The browser is missing: apt-get install chromium")
    return found


def fetched(address: str) -> list[dict[str, object]]:
    """Every answer that the browser gets until the network is quiet, and the favicon if it did not come by itself."""
    answers: dict[str, Response] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="nb-NO")
        page.context.on("response", lambda answer: answers.setdefault(answer.url, answer))
        page.goto(address, wait_until="networkidle")
        page.evaluate(ICON)
        while not page.evaluate(KEPT):
            time.sleep(0.05)
        rows = [_row(one) for one in answers.values()]
        browser.close()
    return rows


def _row(answer: Response) -> dict[str, object]:
    sizes = answer.request.sizes()
    with urllib.request.urlopen(answer.url) as plain:
        unpacked = len(plain.read())
    return {
        "path": _without_secrets(urlparse(answer.url).path),
        "status": answer.status,
        "packed_as": answer.headers.get("content-encoding", ""),
        "body": sizes["responseBodySize"] or _packed(answer.url),
        "headers": sizes["responseHeadersSize"],
        "unpacked": unpacked,
    }


def _packed(address: str) -> int:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})) as got:
        return len(got.read())


def _without_secrets(path: str) -> str:
    return "/f/…/" if path.startswith("/f/") else path


def main() -> dict[str, object]:
    """Fetch it once: the bytes vary only by what Django pads a packed page with."""
    with own_folder():
        form = furnish().form
        with serve(workers=1) as (address, _process):
            rows = fetched(address + form)
    if any(row["status"] != 200 for row in rows):
        raise SystemExit(f"Not everything was answered: {rows}")
    body, unpacked = sum(int(row["body"]) for row in rows), sum(int(row["unpacked"]) for row in rows)
    return {
        "what": "the client's form at the first visit, as Chromium fetches it: page, style, script, favicon, worker",
        "machine": machine(),
        "fetched": rows,
        "body_bytes": body,
        "header_bytes": sum(int(row["headers"]) for row in rows),
        "rival": {"what": "the same with nothing packed", "body_bytes": unpacked},
        "ratio": round(body / unpacked, 3),
        "limits": {"body_bytes_at_most": LIMIT_BYTES},
        "holds": body <= LIMIT_BYTES,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1, ensure_ascii=False))
