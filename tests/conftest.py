"""What every test runs under: no network but loopback, no hub, nothing in the user's cache."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from qa import Assistant

# Libraries read these while they are imported, so that a fixture would come too late.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
# On a busy machine the threads of OpenBLAS and OpenMP (torch, faiss) wait for each other, which
# takes numpy ten times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # of those that are more all the same

# Thousands of small files are written and removed, on most disks in twice the time.
IN_MEMORY = "/dev/shm"
ROOM = 4_000_000_000  # bytes, of which they take a quarter at most
if os.path.isdir(IN_MEMORY) and shutil.disk_usage(IN_MEMORY).free > ROOM:
    tempfile.tempdir = os.environ.setdefault("TMPDIR", IN_MEMORY)

gc.disable()  # until all tests are collected: imports leave next to no garbage

# Dozens of processes that tests start, and pytest itself, would compile everything anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A slow machine fails no test, and the same commit gets the same verdict.
settings.register_profile("citera", deadline=None, derandomize=True, max_examples=25)
settings.register_profile("long", deadline=None, max_examples=500)
settings.register_profile("fuzz", deadline=None, max_examples=10_000)
settings.load_profile("citera")

# https://docs.python.org/3/library/audit_events.html: where each event's address stands.
_ADDRESS_PLACES = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


class NetworkBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def _block_network(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _ADDRESS_PLACES:
        return
    address = arguments[_ADDRESS_PLACES[event]]
    is_name = event.startswith("socket.get")
    host = address if is_name else address[0] if isinstance(address, tuple) else None
    # Neither an address family without hosts (Unix sockets) nor "any host" leaves the machine.
    if isinstance(host, str) and host and not _is_loopback(host):
        raise NetworkBlockedError(f"{event} to {host}: tests must not use the network")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


sys.addaudithook(_block_network)


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    cache = tmp_path_factory.mktemp("cache")
    _share_what_is_made_of_the_model(cache, tmp_path_factory.getbasetemp())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        for variable in ("CITERA_CONFIG", "CITERA_TOKENS", "CITERA_LLM", "CITERA_LLM_MODEL"):
            patch.delenv(variable, raising=False)
        yield


def _share_what_is_made_of_the_model(cache: Path, temporary: Path) -> None:
    """Have the processes of pytest-xdist, whose folders are side by side, make it once."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        model = temporary.parent / "model"
        model.mkdir(exist_ok=True)
        (cache / "citera").mkdir()
        (cache / "citera" / "model").symlink_to(model, target_is_directory=True)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The five documents that the assistant was commissioned for; they are not in the project."""
    folder = Path(__file__).parents[1].parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the commissioned documents are not at ../shared/corpus")
    return folder


@pytest.fixture(scope="session")
def sample() -> Assistant:
    """The documents that ship, in memory; reading them takes a process of its own."""
    from qa import Assistant
    from qa.library.cache import sample_corpus
    from tests.fakes import HashedWordsEmbedder

    return Assistant.from_documents(sample_corpus(), embedder=HashedWordsEmbedder())


@pytest.fixture(scope="module", autouse=True)
def _what_gradio_drops_is_collected(request: pytest.FixtureRequest) -> Iterator[None]:
    """Gradio drops event loops unclosed; whichever test the collector found one in would fail.

    They are collected behind the modules that serve the app, and nowhere else.
    """
    yield
    if hasattr(request.module, "served"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            asyncio.set_event_loop(None)  # the last one is kept for this thread
            gc.collect()


@pytest.fixture(scope="session", autouse=True)
def _power_stays_on() -> Iterator[None]:
    """Forcing every file to the disk would take most of the time of writing indexes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes unless `-m` names it; one in addopts gives way to any other.

    What forks comes first, before more is loaded; then what needs something slow to load: the first
    of several processes takes it all. Both are integration tests.
    """
    for first in ("one_process", "forks"):
        items.sort(key=lambda item: item.get_closest_marker(first) is None)
        for item in filter(lambda each: each.get_closest_marker(first), items):
            item.add_marker("integration")
    slow = ("cluster", "long", "local_model")
    unasked = [each for each in slow if each not in config.option.markexpr]
    left_out = [item for item in items if any(map(item.get_closest_marker, unasked))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    """Spare the garbage collector what the imported libraries hold, some half a million objects."""
    gc.freeze()
    gc.set_threshold(700, 10, 1_000)  # tests import as much again; the young are looked at as ever
    gc.enable()


@pytest.fixture
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rougher intervals, for tests of what is done with them."""
    monkeypatch.setattr("eval.metrics.RESAMPLES", 50)


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """The bucket s3://reports of a server that speaks S3, as s3fs reaches it."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "tests")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        running.start()
        host, port = running.get_host_and_port()
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        from s3fs import S3FileSystem

        filesystem = S3FileSystem()
        filesystem.makedirs("reports", exist_ok=True)  # of another module, in the same process
        yield filesystem
        S3FileSystem.clear_instance_cache()
        running.stop()
