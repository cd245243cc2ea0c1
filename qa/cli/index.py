"""Making an index, and looking into one or into its files."""

from __future__ import annotations

import sys
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
from index.cluster.ray_cluster import Cluster
from index.errors import IndexDamagedError
from index.load.each import load_each
from index.milvus.check import find_faults
from index.milvus.milvus_index import open_milvus_index
from index.milvus.update import preview_milvus_update, update_milvus_index
from qa.cli.inspection import inspected
from qa.cli.opening import assistant_from, place_from
from qa.cli.options import (
    REFUSED,
    collection_options,
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


@click.command("index")
@click.argument("documents", metavar="[DOCS]", type=path_type, required=False)
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
@load_options
@collection_options
@settings_options
def index_command(
    documents: Path | None,
    out: Path | str | None,
    dry_run: bool,
    compact: bool,
    watch: bool,
    ray: str | None,
    configuration: Configuration,
    collection: str | None,
    model: str | None,
    reranker: str | None,
    reader: str | None,
    setting: tuple[str, ...],
    **load: Any,
) -> None:
    """Make the index of DOCS, or of a collection, or bring it up to date.

    Example: citera index reports/ --out reports.index
    """
    pairs = (*setting, *load_pairs(load))
    chosen = {"model": model, "reranker": reranker, "reader": reader, "setting": pairs}
    settings = settings_from(configuration, collection, **chosen)
    if collection is not None:
        documents, out = place_from(documents, out, configuration, collection)
    if documents is None:
        raise SettingsError("name the documents: citera index DOCS, or --collection with `docs`.")
    if isinstance(out, str):
        _refuse(out, compact=compact, watch=watch)
    elif ray is not None:
        raise SettingsError(
            "--ray is for an index in Milvus; name it with --out milvus://HOST/NAME"
        )
    folder = out or index_dir_for(documents, settings)
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
            made = _update_milvus(documents, folder, embedder, settings, cluster)
        _print_left_out(*made)
        sys.exit(_print_indexed(*made, folder))
    index, update = _update(documents, folder, embedder, settings)
    if compact:
        index = compact_index(folder, embedder.name)
    status = _print_indexed(index, update, str(folder))
    if watch:
        _watch(documents, embedder, settings, index, update)
    sys.exit(status)


def _cluster(
    ray: str | None, load: partial[Embedder], settings: Settings
) -> AbstractContextManager[Cluster | None]:
    """The machines that are to read and embed; None for this one alone."""
    if ray is None:
        return nullcontext()
    # What sentence-transformers load runs on a GPU; the bundled model does not.
    return Cluster(ray, load, on_gpu=settings.model is not None)


def _update_milvus(
    documents: Path, address: str, embedder: Embedder, settings: Settings, cluster: Cluster | None
) -> tuple[Index, Update]:
    """Bring an index in Milvus up to date; of a cluster's work, progress is told in files."""
    if cluster is None:
        with progress_bar("Embedding") as progress:
            return update_milvus_index(
                documents, address, embedder, settings.index, progress=progress
            )
    with progress_bar("Files sent to the cluster") as progress:
        return update_milvus_index(
            documents,
            address,
            embedder,
            settings.index,
            reading=lambda done, total, name: progress(done, total),
            machines=cluster,
        )


def _refuse(address: str, **chosen: bool) -> None:
    for name, is_chosen in chosen.items():
        if is_chosen:
            raise SettingsError(
                "{option} is for an index in a folder, not for {address!r}.",
                option=f"--{name.replace('_', '-')}",
                address=address,
            )


def _print_left_out(index: Index, update: Update) -> None:
    print_skipped(update.skipped)
    print_little_searched(index.documents[each] for each in (*update.added, *update.changed))


def _print_indexed(index: Index, update: Update, place: str) -> int:
    """Say what is indexed; the exit status."""
    print(f"{len(index.documents)} documents indexed in {printable(place)}")
    return REFUSED if update.skipped else 0


def _update(
    documents: Path, folder: Path, embedder: Embedder, settings: Settings, repair: bool = False
) -> tuple[StoredIndex, Update]:
    """Bring an index up to date, or repair it, and name the files that are left out."""
    with progress_bar("Embedding") as progress:
        index, update = update_index(
            documents, folder, embedder, settings.index, repair=repair, progress=progress
        )
    _print_left_out(index, update)
    return index, update


def _watch(
    documents: Path, embedder: Embedder, settings: Settings, index: StoredIndex, update: Update
) -> None:
    """Keep the index in step with the documents, naming what changes, until interrupted."""
    skipped, failure = update.skipped, ""
    while True:
        sleep(WATCH_SECONDS)
        try:
            index, update = update_index(
                documents, index.folder, embedder, settings.index, before=index
            )
        except (CiteraError, OSError) as error:  # it may pass: a folder that is away, a full disk
            if str(error) != failure:
                print_error(str(error))
            failure = str(error)
            continue
        failure = ""
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
@click.argument("documents", metavar="FILE|FOLDER", type=click.Path(exists=True, path_type=Path))
def inspect(documents: Path) -> None:
    """Show how files are read: their blocks, what each is, and what is left out.

    Example: citera inspect report.pdf
    """
    for each in load_each(documents):
        if isinstance(each, Skipped):
            print_skipped([each])
            continue
        print(printable(each.id))
        for line in inspected(each):
            print(f"  {line}")


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
        _refuse(index, repair=repair)
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
    found = list(find_faults(open_milvus_index(address, embedder.name)))
    for line in found:
        print(printable(line))
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
