"""Files are read and embedded on the machines of a Ray cluster as on this one."""

from __future__ import annotations

import os
import socket
from functools import partial
from math import inf
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest

from index.changes import Update
from index.cluster.ray_cluster import Cluster, ClusterReader
from index.errors import CiteraError, ClusterError, EmbedderError
from index.milvus.milvus_index import MilvusIndex
from index.milvus.update import update_milvus_index
from tests.fakes import HashedTokensEmbedder, write_files, write_piers
from tests.index.cluster.conftest import add_machine

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # Ray's own processes

FILES = 40


class StuckOnOneMachine(HashedTokensEmbedder):
    """Never ends on one of the machines, and waits on the others until it is at work there."""

    def __init__(self, node: str, at_work: Path) -> None:
        super().__init__()
        self._node = node
        self._at_work = at_work

    def embed_passages_and_tokens(self, texts: Any) -> Any:
        """Vectors, where it ends."""
        import ray

        if ray.get_runtime_context().get_node_id() == self._node:
            self._at_work.touch()
            sleep(3600)
        while not self._at_work.exists():
            sleep(0.05)
        return super().embed_passages_and_tokens(texts)


class NotesItsGpu(HashedTokensEmbedder):
    """Writes down which GPU Ray gave it, and where."""

    def __init__(self, noted: Path | None = None) -> None:
        super().__init__()
        self._noted = noted

    def embed_passages_and_tokens(self, texts: Any) -> Any:
        """Vectors."""
        import ray

        if self._noted is not None:
            context = ray.get_runtime_context()
            found = context.get_node_id(), ray.get_gpu_ids(), os.environ["CUDA_VISIBLE_DEVICES"]
            (self._noted / f"{os.getpid()}").write_text(repr(found))
        return super().embed_passages_and_tokens(texts)


class EndsItsProcess(HashedTokensEmbedder):
    """Takes the worker with it."""

    def embed_passages_and_tokens(self, texts: Any) -> Any:
        """Nothing."""
        os._exit(1)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Small files, one of which cannot be read."""
    folder = write_piers(tmp_path / "documents", FILES - 2)
    return write_files(folder, {"broken.pdf": "no PDF", "sv/hamn.md": "# Hamn\n\nKajen är låg.\n"})


def updated(
    documents: Path | str, address: str, load: partial[Any] | None = None, place: str = ""
) -> tuple[MilvusIndex, Update]:
    """The index, made here or where `load` loads the embedder."""
    embedder = HashedTokensEmbedder()
    if load is None:
        return update_milvus_index(documents, address, embedder)
    with Cluster(place, load) as cluster:
        return update_milvus_index(documents, address, embedder, machines=cluster)


def rows(index: Any) -> Any:
    """All that is in the rows of passages and documents, and the state."""
    fields = ["vector", "embeddings", "words", "start", "end", "generation"]
    passages = index.connection.query("passages", "generation >= 0", ["number", *fields])
    by_number = {row["number"]: [row[name] for name in fields] for row in passages}
    manifest = index.manifest
    state = manifest.generation, manifest.languages, manifest.sentences, manifest.documents
    return by_number, dict(index.documents), state


@pytest.mark.cluster
def test_a_machine_that_is_lost_in_mid_run_loses_nothing(
    ray_cluster: Any, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("milvus_lite")
    monkeypatch.setattr("index.cluster.ray_cluster.FILES_AT_ONCE", 4)
    monkeypatch.setattr(ClusterReader, "max_seconds", inf)  # one commit, as of so little here
    doomed, at_work = add_machine(ray_cluster), tmp_path / "at work"

    def kill() -> None:
        while not at_work.exists():
            sleep(0.05)
        ray_cluster.remove_node(doomed, allow_graceful=False)

    killer = Thread(target=kill, daemon=True)
    killer.start()
    load = partial(StuckOnOneMachine, doomed.node_id, at_work)
    address = f"milvus+lite:{tmp_path / 'cluster.db'}"
    index, update = updated(documents, address, load, ray_cluster.address)
    killer.join()
    here, expected = updated(documents, f"milvus+lite:{tmp_path / 'here.db'}")
    assert (len(update.added), update) == (FILES - 1, expected)
    assert rows(index) == rows(here)
    index.connection.close()
    # What is as it was is not sent again; what a run here refused, a machine with less is asked.
    again, update = updated(documents, address, load, ray_cluster.address)
    assert (update.any, update.skipped) == (False, expected.skipped)
    again.connection.close()
    here.connection.close()


@pytest.mark.cluster
def test_files_at_a_url_are_sent_as_those_of_a_folder(
    ray_cluster: Any, documents: Path, tmp_path: Path
) -> None:
    pytest.importorskip("milvus_lite")
    from fsspec.core import url_to_fs

    url = f"memory://{tmp_path.name}/documents"
    filesystem, root = url_to_fs(url)
    filesystem.put(str(documents), root, recursive=True)
    load, address = partial(HashedTokensEmbedder), f"milvus+lite:{tmp_path / 'cluster.db'}"
    index, update = updated(url, address, load, ray_cluster.address)
    here, expected = updated(documents, f"milvus+lite:{tmp_path / 'here.db'}")
    assert (dict(index.documents), update) == (dict(here.documents), expected)
    index.connection.close()
    again, update = updated(url, address, load, ray_cluster.address)
    assert not update.any
    again.connection.close()
    here.connection.close()
    filesystem.rm(root, recursive=True)


@pytest.mark.cluster
def test_where_a_machine_says_that_it_has_a_gpu_each_task_gets_one(
    ray_cluster: Any, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("milvus_lite")
    monkeypatch.setattr("index.cluster.ray_cluster.FILES_AT_ONCE", 4)
    (tmp_path / "noted").mkdir()
    machine = add_machine(ray_cluster, num_gpus=1)  # Ray takes its word: there is none
    address = f"milvus+lite:{tmp_path / 'cluster.db'}"
    with Cluster(ray_cluster.address, partial(NotesItsGpu, tmp_path / "noted"), True) as cluster:
        index, update = update_milvus_index(
            documents, address, HashedTokensEmbedder(), machines=cluster
        )
    here, expected = updated(documents, f"milvus+lite:{tmp_path / 'here.db'}")
    assert (update, rows(index)[1]) == (expected, rows(here)[1])
    noted = {each.read_text() for each in (tmp_path / "noted").iterdir()}
    assert noted == {repr((machine.node_id, [0], "0"))}
    ray_cluster.remove_node(machine)
    index.connection.close()
    here.connection.close()


@pytest.mark.cluster
@pytest.mark.parametrize(
    ("load", "error", "said"),
    [
        (partial(HashedTokensEmbedder, "tests/other"), EmbedderError, "embeds with 'tests/other'"),
        (partial(EndsItsProcess), ClusterError, r"the files '00\.txt' to '00\.txt' \("),
    ],
)
def test_what_no_machine_can_do_is_told_in_one_line(
    ray_cluster: Any,
    tmp_path: Path,
    load: partial[Any],
    error: type[CiteraError],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("milvus_lite")
    monkeypatch.setattr("index.cluster.ray_cluster.MAX_TRIES", 0)
    documents = write_piers(tmp_path / "documents", 1)
    with pytest.raises(error, match=said) as raised:
        updated(documents, f"milvus+lite:{tmp_path / 'index.db'}", load, ray_cluster.address)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("address", ["somewhere", "host:port", "http://127.0.0.1:6379", ":6379"])
def test_what_is_no_address_of_a_cluster_is_refused(address: str) -> None:
    pytest.importorskip("ray")
    with pytest.raises(ClusterError, match=r"is no address of a Ray cluster; give HOST:PORT"):
        Cluster(address, partial(HashedTokensEmbedder))


def test_a_cluster_that_is_not_there_is_told_at_once() -> None:
    pytest.importorskip("ray")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(ClusterError, match=rf"nobody answers at 'ray://127\.0\.0\.1:{port}'"):
        Cluster(f"ray://127.0.0.1:{port}", partial(HashedTokensEmbedder))


def test_without_ray_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.cluster.ray_cluster.find_spec", lambda name: None)
    with pytest.raises(ClusterError, match=r"pip install 'citera\[ray\]'"):
        Cluster("", partial(HashedTokensEmbedder))
