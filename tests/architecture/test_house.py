"""The plan of the house, asked of the tree as it stands."""

import ast
import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "gjenklang"
APPS = SOURCE / "apps"
KIT = {
    *("__init__.py", "README.md", "models.py", "models", "events.py", "rules.py", "queries.py", "queries"),
    *(
        "actions.py",
        "actions",
        "forms.py",
        "forms",
        "views.py",
        "views",
        "urls.py",
        "apps.py",
        "migrations",
        "templates",
    ),
    *("middleware.py", "templatetags", "__pycache__"),
}
#: What a feature has besides the kit, and why.
BESIDES = {
    "shell": {
        "assets",
        "static",
        "manifest.py",
        "prepared.py",
        "rounding.py",
        "typed.py",
        "charts",
        "days.py",
        "languages.py",
        "reader.py",
    },
    "security": {
        "fields.py",
        "gate.py",
        "privacy.py",
        "account_forms.py",
        "adapters.py",
        "locale",
        "sessions.py",
    },
    "people": {"words.py"},
    "instruments": {"wording", "packs", "tools"},
    # What the background worker does, and the arithmetic that it alone loads.
    "dropout": {"tasks.py", "expected.py", "figures.py", "local_model.py"},
    # Letters to whoever receives an answer that must be talked about today.
    "care": {"tasks.py"},
    # Messages with a link, which the background worker sends, and the door that text messages leave by.
    "inviting": {"tasks.py", "carrying.py", "gateways.py"},
    # Documents: conversation guides in our own words; the bands of an expected course, which the worker works out.
    "feedback": {"guides", "tasks.py", "bands.py"},
    "integration": {"paper", "tables"},
}
FORBIDDEN_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|misc|manager)(_|\.|$)")


def features() -> list[Path]:
    return [path for path in sorted(APPS.iterdir()) if path.is_dir() and path.name != "__pycache__"]


def python_files(*folders: str) -> list[Path]:
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@pytest.mark.parametrize("feature", features(), ids=lambda path: path.name)
def test_a_feature_holds_the_kit_and_nothing_unexplained(feature: Path) -> None:
    names = {path.name for path in feature.iterdir()}
    assert names <= KIT | BESIDES.get(feature.name, set()), names - KIT
    if feature.name != "integration":
        assert {"__init__.py", "README.md", "apps.py"} <= names


def test_no_file_grows_past_its_bound() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for path in python_files("src", "tests", "benchmarks", "scripts")
        if (count := path.read_text("utf-8").count("\n")) > (600 if "tests" in path.parts else 400)
    }
    assert not long


def test_no_function_is_let_past_a_bound() -> None:
    let_past = re.compile(r"#\s*noqa\b(?!:)|#\s*noqa:.*\b(C901|PLR09\d\d)")
    files = python_files("src", "benchmarks", "scripts")
    assert not [str(path) for path in files if let_past.search(path.read_text("utf-8"))]


def test_no_module_hides_behind_an_empty_name() -> None:
    assert not [str(path) for path in python_files("src") if FORBIDDEN_NAMES.search(path.stem)]


def test_every_part_shows_a_sorted_face() -> None:
    """`urls.py`, settings and formats are read by Django, not imported by anyone."""
    silent = ("urls.py", "settings.py", "formats.py", "wsgi.py", "__main__.py")
    for path in python_files("src"):
        if path.name in silent or "templatetags/__init__" in str(path):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        faces = [
            node.value
            for node in tree.body
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        ]
        public = [
            node
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
        ]
        assert faces or not public, f"{path} shows no face"
        for face in faces:
            names = ast.literal_eval(face)
            assert names == sorted(
                names, key=lambda name: (not name.isupper(), not name[0].isupper(), name)
            ), path


def test_every_feature_stands_in_the_contract_of_its_inside() -> None:
    plan = configparser.ConfigParser()
    plan.read(ROOT / ".importlinter")
    inside = plan["importlinter:contract:inside-a-feature"]["containers"].split()
    with_views = [f"gjenklang.apps.{path.name}" for path in features() if (path / "models.py").exists()]
    with_views += ["gjenklang.apps.integration.tables", "gjenklang.apps.integration.paper"]
    assert set(with_views) <= set(inside)
    for path in features():
        if (path / "views.py").exists() or (path / "views").exists():
            assert f"importlinter:contract:screens-of-{path.name}" in plan


def test_the_decided_places_of_later_features_are_still_in_the_plan() -> None:
    plan = configparser.ConfigParser()
    plan.read(ROOT / ".importlinter")
    order = plan["importlinter:contract:feature-order"]["layers"]
    for later in ("supervision", "service", "learning", "implementation"):
        assert f"({later})" in order
