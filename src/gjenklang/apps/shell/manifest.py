"""The built front-end files: which hashed name stands behind a plain one."""

import json
from functools import cache
from pathlib import Path

__all__ = ["MANIFEST", "asset_path", "built"]

MANIFEST = Path(__file__).parent / "static" / "shell" / "manifest.json"


@cache
def _names(manifest: Path) -> dict[str, str]:
    try:
        return dict(json.loads(manifest.read_text(encoding="utf-8")))
    except FileNotFoundError as missing:
        message = f"{manifest} is missing: run `python scripts/assets.py` to build the front-end files"
        raise FileNotFoundError(message) from missing


def asset_path(name: str, manifest: Path = MANIFEST) -> str:
    """Return the path below the static root of a built file.

    Parameters
    ----------
    name
        The plain name, such as ``client.css``.
    manifest
        The list that ``scripts/assets.mjs`` wrote; read once for each process.

    Raises
    ------
    FileNotFoundError
        The front-end has not been built.
    LookupError
        The build makes no file of that name.
    """
    names = _names(manifest)
    if name not in names:
        known = ", ".join(sorted(names))
        raise LookupError(f"no built file is named {name}; there are {known}")
    return f"shell/{names[name]}"


@cache
def built(name: str, manifest: Path = MANIFEST) -> str:
    """Return the text of a built file, for what stands at an address of its own; see :func:`asset_path`."""
    return (manifest.parent.parent / asset_path(name, manifest)).read_text(encoding="utf-8")
