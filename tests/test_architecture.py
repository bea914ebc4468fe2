"""The shape of the code: imports point one way, screens stay thin, nothing works at import time."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = [
    {"kb.vocabulary"},
    {"kb.records", "kb.problem"},
    {"kb.edges", "kb.reading", "kb.fingerprint", "kb.selection"},
    {"kb.graph", "kb.audit"},
    {"kb.rules"},
    {"kb.knowledge"},
    {"kb.labels", "kb.facets", "kb.search"},
    {"kb.comparison", "kb.effects"},
    {"kb.walk.step", "kb.walk.similarity", "kb.walk.lookup", "kb.walk.drawing"},
    {"kb.walk.path", "kb.walk.neighbourhood"},
    {"kb.plots.scale", "kb.plots.shapes"},
    {"kb.plots.axis"},
    {"kb.plots", "kb.exports"},
    {"kb.library", "kb.commands"},
    {"ui"},
    {"pages", "kb.__main__"},
]
CODE = [p for folder in ("kb", "ui", "pages") for p in sorted((ROOT / folder).rglob("*.py"))]
names = pytest.mark.parametrize("path", CODE, ids=lambda p: p.relative_to(ROOT).as_posix())


def module(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer(name):
    found = [i for i, parts in enumerate(LAYERS) for part in parts if name == part or name.startswith(part + ".")]
    return found[0] if found else None


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if (ROOT / (whole.replace(".", "/") + ".py")).exists() else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@names
def test_imports_point_one_way(path):
    own = layer(module(path))
    if own is None:
        assert path.name == "__init__.py", f"{module(path)} has no place among the layers; give it one"
        return
    for name in imports(path):
        if (other := layer(name)) is not None:
            assert other <= own, f"{module(path)} may not import {name}, which lies above it"


@names
def test_only_screens_import_streamlit(path):
    if path.relative_to(ROOT).parts[0] == "kb":
        assert not [name for name in imports(path) if name.split(".")[0] == "streamlit"]


@names
def test_screens_make_no_markup_of_their_own(path):
    text = path.read_text(encoding="utf-8")
    assert "unsafe_allow_html" not in text
    assert "|safe" not in text
    if path.name not in {"markup.py", "block.py"} and path.suffix == ".py":
        assert not re.search(r"[\"']<\w+", text), "write it in a template"


def test_templates_never_switch_escaping_off():
    for template in (ROOT / "ui" / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup", text), template.name


@names
def test_state_of_a_session_is_used_only_in_ui(path):
    if path.relative_to(ROOT).parts[0] != "ui":
        assert "session_state" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.name)
def test_a_page_is_a_table_of_contents(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 45
    assert not {name.split(".")[0] for name in imports(path)} & {"pandas", "numpy", "networkx", "altair", "jinja2"}


@names
def test_modules_are_named_for_one_thing(path):
    assert path.stem not in {"utils", "helpers", "common", "core", "manager", "misc"}


def test_only_reading_opens_files_of_the_data():
    openers = [module(p) for p in CODE if re.search(r"read_text|read_bytes|open\(", p.read_text(encoding="utf-8"))]
    assert set(openers) <= {"kb.reading", "kb.commands", "ui.markup", "ui.headers"}


def test_importing_the_engine_loads_nothing(tmp_path):
    code = "import kb.library, kb.commands, kb.plots.forest; print('ok')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, env={"KB_DATA": str(tmp_path / "gone"), "PATH": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "ok\n", done.stderr


@names
def test_public_things_have_docstrings(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"say in one line what {module(path)} is for"
    if module(path) == "kb.rules":
        return  # a rule's title in RULES is its description
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{module(path)}.{node.name} needs a docstring"
