"""Memory of the web workers of `gjenklang serve`, after start and after two hundred mixed requests.

Resident (RSS), shared proportionally (PSS) and private (USS), from the kernel; the limit is on the resident size,
which counts shared pages in full. The rival is the same Python with Django's WSGI handler imported and no project.
"""

import http.cookiejar
import json
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

from house import Furnished, furnish, own_folder, serve, workers_of
from machine import machine

__all__ = ["main"]

LIMIT_MB, ROUNDS = 80, 40
HEAVY = ("duckdb", "ibis", "numpy", "openpyxl", "pandas", "pyarrow", "scipy")
BARE = "import django.core.handlers.wsgi, sys; print(flush=True); sys.stdin.read()"
STARTED = f"""
import json, sys
from gjenklang.website.wsgi import application
from django.urls import get_resolver
def walk(patterns):
    for one in patterns:
        walk(one.url_patterns) if hasattr(one, "url_patterns") else one.callback
walk(get_resolver().url_patterns)
print(json.dumps(sorted(set({HEAVY!r}) & set(sys.modules))))
"""


def memory_of(process: int) -> dict[str, float]:
    """RSS, PSS and USS of one process in MB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return {
        name: round(value / 1024, 1)
        for name, value in (("rss", kilobytes["Rss"]), ("pss", kilobytes["Pss"]), ("uss", private))
    }


def mapped(process: int) -> list[str]:
    """Which heavy libraries have a compiled part in this very process."""
    lines = Path(f"/proc/{process}/maps").read_text()
    return [name for name in HEAVY if f"site-packages/{name}/" in lines]


def use(address: str, house: Furnished) -> int:
    """Sign in as Alice, and go round: today, the session page, the form, the sign-in page of someone else."""
    jar = http.cookiejar.CookieJar()
    staff = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    _sign_in(staff, address)
    asked = 2
    for _ in range(ROUNDS):
        for path in ("/today/", house.session, f"{house.session}live/"):
            staff.open(address + path).read()
        for path in (house.form, "/account/login/"):
            urllib.request.urlopen(address + path).read()
        asked += 5
    return asked


def _sign_in(staff: urllib.request.OpenerDirector, address: str) -> None:
    from cast import PASSWORD

    page = staff.open(f"{address}/account/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    given = {"login": "alice", "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    answer = staff.open(f"{address}/account/login/", urllib.parse.urlencode(given).encode())
    if not answer.url.endswith("/today/"):
        raise SystemExit(f"Signing in led to {answer.url}.")


def bare() -> dict[str, float]:
    """The rival: Python and Django with no project."""
    with subprocess.Popen(
        [sys.executable, "-c", BARE], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        return memory_of(process.pid)


def main() -> dict[str, object]:
    """Serve with two workers, look, use them, look again."""
    with own_folder():
        house = furnish()
        said = subprocess.run([sys.executable, "-c", STARTED], capture_output=True, text=True, check=True)
        with serve(workers=2) as (address, process):
            workers = workers_of(process)
            before = [memory_of(one) for one in workers]
            asked = use(address, house)
            after = [memory_of(one) for one in workers]
            compiled = sorted({name for one in workers for name in mapped(one)})
    most = max(one["rss"] for one in after)
    return {
        "what": f"web workers of `gjenklang serve --workers 2`, in MB, at start and after {asked} mixed requests",
        "machine": machine(),
        "at_start": before,
        "after": after,
        "rival": {"what": "the same Python with Django's WSGI handler imported and no project", **bare()},
        "imported_at_start": json.loads(said.stdout),
        "mapped_after": compiled,
        "limits": {"rss_mb_at_most": LIMIT_MB, "heavy_libraries": []},
        "holds": most <= LIMIT_MB and not compiled and not json.loads(said.stdout),
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
