"""The files of docs/deploy: what they start exists, has few rights, and pleases its linters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from qa.api.operating.probes import PATHS
from qa.cli.main import cli

yaml = pytest.importorskip("yaml")

FOLDER = Path(__file__).parents[1] / "docs" / "deploy"
DOCKERFILE = FOLDER / "Dockerfile"
COMPOSE = FOLDER / "compose.yaml"
MANIFESTS = sorted((FOLDER / "kubernetes").glob("*.yaml"))


@cache
def documents(path: Path) -> list[Any]:
    """What a YAML file holds."""
    return list(yaml.safe_load_all(path.read_text("utf-8")))


def pods() -> Iterator[Any]:
    """What each workload of Kubernetes makes."""
    for path in MANIFESTS:
        for each in documents(path):
            spec = each["spec"].get("jobTemplate", each)["spec"]
            if "template" in spec:
                yield spec["template"]["spec"]


def services() -> dict[str, Any]:
    """Those of the compose file that are Citera."""
    every = documents(COMPOSE)[0]["services"]
    return {name: each for name, each in every.items() if each["image"] == "citera"}


def commands() -> Iterator[list[str]]:
    """What is started, as arguments of `citera`."""
    default = re.search(r"^CMD (.*)$", DOCKERFILE.read_text("utf-8"), re.MULTILINE)
    assert default is not None
    yield json.loads(default[1])
    yield from (each["command"] for each in services().values())
    yield from (container["args"] for pod in pods() for container in pod["containers"])


@pytest.mark.parametrize("arguments", [*commands()], ids=" ".join)
def test_each_command_is_one_that_citera_has(arguments: list[str]) -> None:
    name, *rest = arguments
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    # Parsed, not run: a path need not be there.
    context = command.make_context(name, list(rest), resilient_parsing=True)
    known = {option for each in command.params for option in each.opts}
    assert {each for each in rest if each.startswith("-")} <= known
    assert not context.args


def test_what_answers_is_looked_after_where_it_answers() -> None:
    probed = {
        (probe["httpGet"]["path"], probe["httpGet"]["port"])
        for pod in pods()
        for container in pod["containers"]
        for name, probe in container.items()
        if name.endswith("Probe")
    }
    assert {path for path, _ in probed} <= set(PATHS)
    text = DOCKERFILE.read_text("utf-8")
    assert re.search(r"HEALTHCHECK[^\n]*\\\n[^\n]*127\.0\.0\.1:7861/healthz", text)
    proxy = (FOLDER / "nginx.conf").read_text("utf-8")
    upstream = re.findall(r"server (\S+):7861", proxy)
    assert upstream == [name for name, each in services().items() if each["command"][0] == "serve"]


def test_nothing_has_rights_that_it_does_not_need() -> None:
    assert re.search(r"^USER 10001:10001$", DOCKERFILE.read_text("utf-8"), re.MULTILINE)
    for service in services().values():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"]
        assert not pod["automountServiceAccountToken"]
        for container in pod["containers"]:
            security = container["securityContext"]
            assert security["readOnlyRootFilesystem"]
            assert not security["allowPrivilegeEscalation"]
            assert security["capabilities"] == {"drop": ["ALL"]}
    published = [each.get("ports", []) for each in documents(COMPOSE)[0]["services"].values()]
    assert [each for each in published if each] == [["127.0.0.1:8080:8080"]]


@pytest.mark.one_process
@pytest.mark.parametrize(
    "command",
    [
        ["hadolint", DOCKERFILE],
        ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE],
        ["kubernetes-validate", "--strict", *MANIFESTS],
        ["yamllint", "-d", "{extends: relaxed, rules: {line-length: {max: 130}}}", FOLDER],
    ],
    ids=lambda command: command[0],
)
def test_a_linter_finds_nothing(command: list[str | Path]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, "warning" in done.stdout) == (0, False), done.stdout + done.stderr
