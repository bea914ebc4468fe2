"""The shape of the code: imports point one way, screens stay thin, nothing works at import time."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import networkx as nx

ROOT = Path(__file__).parent.parent
LAYERS = (
    {"kb.vocabulary", "kb.problem", "kb.prose"},
    {"kb.records"},
    {"kb.edges", "kb.reading", "kb.fingerprint"},
    {"kb.graph", "kb.audit"},
    {"kb.labels", "kb.rules"},
    {"kb.frames"},
    {"kb.knowledge"},
    {"kb.names"},
    {"kb.filters", "kb.search", "kb.comparison", "kb.effects", "kb.walk"},
    {"kb.cases"},
    {"kb.charts", "kb.exports"},
    {"kb.commands"},
    {"ui", "kb.__main__"},
    {"pages"},
)
ASKED_FOR = {("kb.knowledge", "kb.comparison"), ("kb.knowledge", "kb.comparison.verdicts")}
"""What the knowledge base imports when it is asked for verdicts, and not before: the only way up."""
OPENERS = {
    "kb.reading": "the data",
    "kb.commands": "the file that `audit` and `fingerprint` are given",
    "ui.block": "the style of blocks",
    "ui.headers": "Streamlit's first page",
}
UNDOCUMENTED = tuple(f"streamlit.{part}" for part in ("runtime", "proto", "web", "elements", "delta_generator"))
CODE = [p for folder in ("kb", "ui", "pages") for p in sorted((ROOT / folder).rglob("*.py"))]
SCREENS = [p for p in CODE if p.relative_to(ROOT).parts[0] != "kb"]
STARTED = [ROOT / "streamlit_app.py", *sorted((ROOT / "deploy").glob("*.py"))]
TEMPLATES = sorted((ROOT / "ui" / "templates").rglob("*.html"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
BENCH = sorted((ROOT / "bench").rglob("*.py"))


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer(name: str) -> int | None:
    return next((i for i, parts in enumerate(LAYERS) if any(f"{name}.".startswith(f"{p}.") for p in parts)), None)


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module that this one needs when it runs; what only annotations name is left out."""
    found = set()
    for node in _running(tree(path)):
        if isinstance(node, ast.ImportFrom):
            found |= {whole if _is_module(whole := f"{node.module}.{a.name}") else node.module for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return frozenset(found)


def _running(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            yield from _running(child)


def _is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def is_ours(name: str) -> bool:
    return name.split(".")[0] in {"kb", "ui", "pages", "__future__"}


# --- imports ------------------------------------------------------------------------------------------------------


def test_every_module_has_its_place():
    assert [module(p) for p in CODE if layer(module(p)) is None] == ["kb"]


def test_imports_point_one_way():
    upwards = {
        (module(path), name)
        for path in CODE
        for name in imports(path)
        if None not in (own := layer(module(path)), other := layer(name)) and other > own
    }
    assert upwards == ASKED_FOR


def test_nothing_imports_in_a_circle():
    edges = {(module(p), name) for p in CODE for name in imports(p) if layer(name) is not None} - ASKED_FOR
    between = {(_folder(start), _folder(end)) for start, end in edges}
    for graph in (nx.DiGraph(edges), nx.DiGraph((start, end) for start, end in between if start != end)):
        assert [sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1] == []


def _folder(name: str) -> str:
    """The folder of a module, or the module where it stands right under kb/ or ui/."""
    return ".".join(name.split(".")[:2])


def test_only_screens_import_streamlit_and_only_ui_holds_state():
    engine = set(CODE) - set(SCREENS)
    assert [module(p) for p in engine if any(name.split(".")[0] == "streamlit" for name in imports(p))] == []
    holders = {p.relative_to(ROOT).parts[0] for p in CODE if "session_state" in text(p)}
    assert holders <= {"ui"}


def test_only_reading_opens_files_of_the_data():
    opening = re.compile(r"\b(read_text|read_bytes|read_csv|read_parquet)\(|(?<!def )(?<!\w)open\(")
    assert {module(p) for p in CODE if opening.search(text(p))} <= OPENERS.keys()


def test_importing_the_engine_opens_no_data_and_no_screen(tmp_path):
    code = f"""import sys
def refuse(event, given):
    if event == "open" and str(given[0]).startswith({str(ROOT / "data")!r}):
        sys.exit(str(given[0]))
sys.addaudithook(refuse)
for name in {[module(p) for p in CODE if p not in SCREENS and p.stem != "__main__"]}:
    __import__(name)
print("ok", "streamlit" in sys.modules)"""
    done = _python(code, KB_DATA=str(tmp_path / "gone"), PATH="")
    assert done.stdout == "ok False\n", done.stderr


def test_whoever_only_reads_the_data_waits_for_no_chart_and_no_screen():
    done = _python("import sys, kb; kb.load(); print(*{'altair', 'streamlit', 'docx', 'openpyxl'} & set(sys.modules))")
    assert done.stdout == "\n", done.stderr


def _python(code: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment or None, capture_output=True, text=True, check=False
    )


# --- libraries ----------------------------------------------------------------------------------------------------


def test_nothing_private_of_a_library_is_used():
    assert {module(path): used for path in [*CODE, *STARTED] if (used := sorted(_private(path)))} == {}


def _private(path: Path) -> Iterator[str]:
    yield from (name for name in imports(path) if name.startswith(UNDOCUMENTED))
    yield from (name for name in imports(path) if not is_ours(name) and "._" in name and "__" not in name)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr):
            owner = ast.unparse(node.value)
            yield from [] if owner in {"self", "cls"} else [f"{owner}.{node.attr}"]
        elif isinstance(node, ast.ImportFrom) and not is_ours(node.module or ""):
            yield from (alias.name for alias in node.names if re.match(r"_[a-z]", alias.name))


def test_nothing_rests_on_how_streamlit_makes_its_page():
    hook = re.compile(r"data-test[-\w]*|emotion-cache|\.?\bst[A-Z]\w*|\.st-(?!key-)[a-z]")
    ours = [*CODE, *STARTED, *TEMPLATES, *(ROOT / "ui").glob("*.css")]
    assert {module(p): found for p in ours if (found := [*filter(_is_no_name, hook.findall(text(p)))])} == {}
    others = [path for path in TESTS if path != Path(__file__)]
    assert [module(p) for p in others if re.search("data-test|emotion-cache", text(p))] == [], "look for what is seen"


def _is_no_name(found: str) -> bool:
    return not found.startswith(".strip")


# --- screens ------------------------------------------------------------------------------------------------------


def test_a_page_reads_in_the_order_of_the_screen():
    for path in (ROOT / "pages").glob("*.py"):
        assert len(text(path).splitlines()) <= 90, path.name
        # What a page needs of these comes from kb/ and ui/.
        assert not {name.split(".")[0] for name in imports(path)} & {"pandas", "numpy", "networkx", "altair", "jinja2"}
        assert not list(functions(path)), f"{path.name} is no place for functions"


def test_screens_make_no_markup_of_their_own():
    assert [module(p) for p in CODE if re.search(r"unsafe_allow_html|\bMarkup\(f?\"[^\"]*<", text(p))] == []
    for path in SCREENS:
        made = [ast.unparse(n) for n in ast.walk(tree(path)) if isinstance(n, ast.JoinedStr)]
        assert [words for words in made if re.search(r"<[a-z]+[ >]", words)] == [], path.name


def test_templates_never_switch_escaping_off():
    assert TEMPLATES
    assert [p.name for p in TEMPLATES if re.search(r"\|\s*safe|autoescape|Markup", text(p))] == []


# --- sizes and names ----------------------------------------------------------------------------------------------


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def test_files_and_functions_are_small():
    lines = {f"{module(p)}.{f.name}": f.end_lineno - f.lineno + 1 for p in CODE for f in functions(p)}
    assert median(lines.values()) <= 8
    assert median(len(text(path).splitlines()) for path in CODE) <= 100
    # More than two screens of text are more than anybody holds in mind.
    assert {name: length for name, length in lines.items() if length > 60} == {}


def test_modules_are_named_for_one_thing():
    vague = {"utils", "util", "helpers", "common", "core", "manager", "misc"}
    assert [module(p) for p in [*CODE, *BENCH] if vague & set(module(p).split("."))] == []


def test_public_things_have_docstrings():
    assert [module(p) for p in [*CODE, *BENCH] if not ast.get_docstring(tree(p))] == []
    # The title of a rule, in RULES, says what it is.
    described = [p for p in CODE if p.parent.name != "rules"]
    public = [(p, n) for p in described for n in tree(p).body if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
    silent = [f"{module(p)}.{n.name}" for p, n in public if not (n.name.startswith("_") or ast.get_docstring(n))]
    assert silent == []


def test_nothing_counts_the_guidelines():
    counts = {module(p): re.findall(r"(?i)\bfive\b", text(p)) for p in [*CODE, *STARTED, *TEMPLATES]}
    # A search knows every number in words.
    assert {name for name, found in counts.items() if found} <= {"kb.search.amounts", "kb.search.spelling"}
