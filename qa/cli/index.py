"""Making an index, and looking into one or into its files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from time import sleep
from typing import Any

import click

from index import (
    Embedder,
    Index,
    Skipped,
    StoredIndex,
    Update,
    compact_index,
    damage,
    load_embedder,
    preview_update,
    update_index,
)
from index.changes import seen_files
from index.cluster.ray_cluster import Cluster
from index.errors import IndexDamagedError
from index.milvus.check import SAMPLED, find_faults
from index.milvus.milvus_index import MilvusIndex, open_milvus_index
from index.milvus.update import preview_milvus_update, update_milvus_index
from qa.cli.opening import assistant_from, place_from
from qa.cli.options import (
    REFUSED,
    collection_options,
    documents_type,
    load_options,
    load_pairs,
    path_type,
    place_type,
    settings_from,
    settings_options,
    source_options,
)
from qa.cli.output import print_error, print_little_searched, print_skipped
from qa.configuration.file import Configuration
from qa.errors import CiteraError, SettingsError
from qa.library.cache import index_dir_for, sample_corpus
from qa.settings import Settings
from qa.terminal import printable, progress_bar

WATCH_SECONDS = 2  # between two looks at the documents
LIST_SECONDS = 60  # where they are at a URL: a store counts how often it is asked


@click.command("index")
@click.argument("documents", metavar="[DOCS|URL]", type=documents_type, required=False)
@click.option(
    "--out",
    type=place_type,
    metavar="DIR|ADDRESS",
    help="Where the index is kept, maybe in Milvus: milvus://HOST/NAME; else in your cache.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--compact", is_flag=True, help="Give back the space of all that was deleted.")
@click.option("--watch", is_flag=True, help="Keep the index up to date until interrupted.")
@click.option(
    "--ray",
    is_flag=False,
    flag_value="",
    metavar="[ADDRESS]",
    help="For Milvus: read and embed on the machines of a Ray cluster, by default this one's.",
)
@click.option(
    "--texts",
    metavar="URL",
    help="For Milvus: keep texts of documents at s3://BUCKET/FOLDER, where the index is made.",
)
@load_options
@collection_options
@settings_options
def index_command(
    documents: Path | str | None,
    out: Path | str | None,
    dry_run: bool,
    compact: bool,
    watch: bool,
    ray: str | None,
    texts: str | None,
    configuration: Configuration,
    collection: str | None,
    model: str | None,
    reranker: str | None,
    reader: str | None,
    setting: tuple[str, ...],
    **load: Any,
) -> None:
    """Make the index of DOCS, or of a collection, or bring it up to date.

    A URL is that of a store, as s3://BUCKET/FOLDER; see docs/scaling.md.

    Example: citera index reports/ --out reports.index
    """
    pairs = (*setting, *load_pairs(load))
    chosen = {"model": model, "reranker": reranker, "reader": reader, "setting": pairs}
    settings = settings_from(configuration, collection, **chosen)
    if collection is not None:
        if isinstance(documents, str):
            raise SettingsError("--collection names its documents; give no URL with it.")
        documents, out = place_from(documents, out, configuration, collection)
    if documents is None:
        raise SettingsError("name the documents: citera index DOCS, or --collection with `docs`.")
    _check_fits(out, compact, {"--ray": ray, "--texts": texts})
    folder = out or _cached(documents, settings)
    load_model = partial(load_embedder, settings.model, **settings.running)
    embedder = load_model()
    if dry_run:
        if isinstance(folder, str):
            update = preview_milvus_update(documents, folder, embedder, settings.index)
        else:
            update = preview_update(documents, folder, embedder, settings.index)
        _print_update(update)
        sys.exit(REFUSED if update.skipped else 0)
    if isinstance(folder, str):
        with _cluster(ray, load_model, settings) as cluster:
            given = documents, folder, embedder, settings.index
            make = partial(update_milvus_index, *given, machines=cluster, texts=texts)
            sys.exit(_index_in_milvus(make, *given[:2], settings, watch))
    index, update = _update(documents, folder, embedder, settings)
    if compact:
        index = compact_index(folder, embedder.name)
    status = _print_indexed(index, update, str(folder))
    if watch:
        _watch(_folder_updates(documents, embedder, settings, index), documents, update.skipped)
    sys.exit(status)


def _check_fits(out: Path | str | None, compact: bool, of_milvus: dict[str, str | None]) -> None:
    """Raise SettingsError for what is for another engine than the index's."""
    if isinstance(out, str) and compact:
        raise SettingsError(
            "--compact is for an index in a folder; leave it out: Milvus, at {address!r}, gives "
            "back the space of what was deleted by itself.",
            address=out,
        )
    for option, value in of_milvus.items():
        if value is not None and not isinstance(out, str):
            raise SettingsError(
                "{option} is for an index in Milvus; name it with --out milvus://HOST/NAME",
                option=option,
            )


def _cached(documents: Path | str, settings: Settings) -> Path:
    if isinstance(documents, str):
        raise SettingsError(
            "name where the index of {url!r} is to be kept, with --out DIR, or --out "
            "milvus://HOST/NAME",
            url=documents,
        )
    return index_dir_for(documents, settings)


def _cluster(
    ray: str | None, load: partial[Embedder], settings: Settings
) -> AbstractContextManager[Cluster | None]:
    """The machines that are to read and embed; None for this one alone."""
    if ray is None:
        return nullcontext()
    # What sentence-transformers load runs on a GPU; the bundled model does not.
    return Cluster(ray, load, on_gpu=settings.model is not None)


def _index_in_milvus(
    make: partial[tuple[MilvusIndex, Update]],
    documents: Path | str,
    address: str,
    settings: Settings,
    watch: bool,
) -> int:
    """Bring an index in Milvus up to date with `make`, and keep it so where it is to; the exit
    status.
    """
    seen = seen_files(documents, settings.index.load) if watch else {}
    index, update = _update_milvus(make)
    _print_left_out(index, update)
    status = _print_indexed(index, update, address)
    index.connection.close()

    def updated() -> Update | None:
        nonlocal seen
        now = seen_files(documents, settings.index.load)
        if now == seen:
            return None  # Milvus is asked for nothing
        index, update = make()
        index.connection.close()
        seen = now
        return update

    if watch:
        _watch(updated, documents, update.skipped)
    return status


def _update_milvus(make: partial[tuple[MilvusIndex, Update]]) -> tuple[MilvusIndex, Update]:
    """Bring an index in Milvus up to date; of a cluster's work, progress is told in files."""
    if make.keywords["machines"] is None:
        with progress_bar("Embedding") as progress:
            return make(progress=progress)
    with progress_bar("Files sent to the cluster") as progress:
        return make(reading=lambda done, total, name: progress(done, total))


def _print_left_out(index: Index, update: Update) -> None:
    print_skipped(update.skipped)
    print_little_searched(index.documents[each] for each in (*update.added, *update.changed))


def _print_indexed(index: Index, update: Update, place: str) -> int:
    """Say what is indexed; the exit status."""
    print(f"{len(index.documents)} documents indexed in {printable(place)}")
    return REFUSED if update.skipped else 0


def _update(
    documents: Path | str,
    folder: Path,
    embedder: Embedder,
    settings: Settings,
    repair: bool = False,
) -> tuple[StoredIndex, Update]:
    """Bring an index up to date, or repair it, and name the files that are left out."""
    with progress_bar("Embedding") as progress:
        index, update = update_index(
            documents, folder, embedder, settings.index, repair=repair, progress=progress
        )
    _print_left_out(index, update)
    return index, update


def _folder_updates(
    documents: Path | str, embedder: Embedder, settings: Settings, index: StoredIndex
) -> Callable[[], Update]:
    """What brings an index in a folder up to date, from the state that it left."""

    def updated() -> Update:
        nonlocal index
        index, update = update_index(
            documents, index.folder, embedder, settings.index, before=index
        )
        return update

    return updated


def _watch(
    updated: Callable[[], Update | None], documents: Path | str, skipped: Sequence[Skipped]
) -> None:
    """Keep an index in step with the documents, naming what changes, until interrupted. `updated`
    brings it up to date, or finds that no file changed; `skipped` were named already.
    """
    seconds, failure = WATCH_SECONDS if isinstance(documents, Path) else LIST_SECONDS, ""
    while True:
        sleep(seconds)
        try:
            update = updated()
        except (CiteraError, OSError) as error:  # it may pass: a folder that is away, a full disk
            if str(error) != failure:
                print_error(str(error))
            failure = str(error)
            continue
        failure = ""
        if update is None:
            continue
        _print_changes(update)
        print_skipped(tuple(each for each in update.skipped if each not in skipped))
        skipped = update.skipped


def _print_update(update: Update) -> None:
    _print_changes(update)
    print_skipped(update.skipped)
    print(
        f"{len(update.added)} to add, {len(update.changed)} to change, "
        f"{len(update.removed)} to remove, {len(update.skipped)} left out"
    )


def _print_changes(update: Update) -> None:
    changes = {"added": update.added, "changed": update.changed, "removed": update.removed}
    for change, names in changes.items():
        for name in names:
            print(f"{change} {printable(repr(name))}", flush=True)


@click.command()
@source_options
def info(**source: Any) -> None:
    """Say what an index holds.

    Example: citera info --index reports.index
    """
    assistant = assistant_from(**source)
    for document in assistant.documents:
        facts = [document.language, document.published, document.source, document.title]
        print("  ".join(printable(fact) for fact in [document.id, *filter(None, facts)]))
    for name, value in assistant.facts.items():
        print(f"{name}: {value}")


@click.command()
@click.option("--repair", is_flag=True, help="Make what is damaged again from --docs.")
@source_options
def check(
    docs: Path | None,
    index: Path | str | None,
    repair: bool,
    configuration: Configuration,
    collection: str | None,
    **chosen: Any,
) -> None:
    """Read every byte of an index and name what is damaged; of one in Milvus, check a sample.

    Example: citera check --index reports.index --docs reports/ --repair
    """
    settings = settings_from(configuration, collection, **chosen)
    if collection is not None:
        docs, index = place_from(docs, index, configuration, collection)
    if isinstance(index, str):
        if repair:
            raise SettingsError(
                "--repair is for an index in a folder; make what is at {address!r} again under "
                "another name with: citera index DOCS --out ADDRESS",
                address=index,
            )
        sys.exit(_check_milvus(index, settings))
    if repair and docs is None and index is not None:
        raise SettingsError("--repair reads the documents again; name them with --docs.")
    documents = docs or sample_corpus()
    folder = index or index_dir_for(documents, settings)
    found = _damage(folder)
    for line in found:
        print(printable(line))
    print(f"{len(found)} damaged files in {printable(str(folder))}")
    if found and repair:
        embedder = load_embedder(settings.model, **settings.running)
        _update(documents, folder, embedder, settings, repair=True)
        found = damage(folder)
        print(f"{len(found)} damaged files after the repair")
    sys.exit(REFUSED if found else 0)


def _check_milvus(address: str, settings: Settings) -> int:
    """Name what is wrong with an index in Milvus; the exit status."""
    embedder = load_embedder(settings.model, **settings.running)
    opened = open_milvus_index(address, embedder.name)
    found = list(find_faults(opened))
    for line in found:
        print(printable(line))
    documents, passages = opened.manifest.documents, opened.manifest.passages
    looked_at = min(passages, SAMPLED)
    print(f"{documents} documents, {passages} passages, {looked_at} of which were looked at")
    print(f"{len(found)} faults at {printable(address)}")
    return REFUSED if found else 0


def _damage(folder: Path) -> list[str]:
    try:
        return damage(folder)
    except IndexDamagedError as error:  # the manifest, without which nothing can be told
        return [str(error)]


@click.command("export-model")
@click.argument("folder", metavar="DIR", type=path_type)
def export_model_command(folder: Path) -> None:
    """Write the bundled model to DIR, as a folder that sentence-transformers loads.

    Example: citera export-model multilingual-e5-small
    """
    from index.embed.e5.export import export_model

    export_model(folder)
    print(f"the bundled model is in {printable(str(folder))}")
