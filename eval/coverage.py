"""How much of what a reader sees of files can be found: `python -m eval.coverage FOLDER`.

For every format the characters, white space apart, that stand in passages or head them, over all
that the files hold; and what is left out, by kind. What stands word for word in a passage elsewhere
in the same document counts as found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import zip_longest
from pathlib import Path, PurePosixPath

import click

from index import Document, Skipped
from index.load.each import load_each
from index.split.passages import SplitSettings, split_document
from index.types import Block

SHOWN = 60  # characters of a block that is left out


def found_and_left_out(document: Document) -> tuple[Counter[str], list[Block]]:
    """How many characters, white space apart, are "found", and how many not, by the kind of block;
    and the blocks that are not.
    """
    split = split_document(document, SplitSettings())
    spans = [(each.passage.start, each.passage.end) for each in split.passages]
    said = {_words(document.text[start:end]) for start, end in [*spans, *split.sentences]}
    said.add(_words(document.title))  # every passage is embedded with it
    found = bytearray(len(document.text))
    above = [
        (block.start, block.end)
        for block, following in zip_longest(document.blocks, document.blocks[1:])
        if block.kind == "labels"  # read with every row
        or (block.kind == "heading" and following and following.kind != "heading")
        or _words(document.text[block.start : block.end]) in said
    ]
    for start, end in [*spans, *above]:
        found[start:end] = b"\1" * (end - start)
    counts: Counter[str] = Counter()
    left_out = []
    for block in document.blocks:
        places = range(block.start, block.end)
        seen = [found[place] for place in places if not document.text[place].isspace()]
        counts["found"] += sum(seen)
        counts[block.kind] += len(seen) - sum(seen)
        if not all(seen):
            left_out.append(block)
    return counts, left_out


def _words(text: str) -> str:
    return " ".join(text.lower().strip("#* ").split())


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--show", is_flag=True, help="Print what is left out.")
def main(folder: Path, show: bool) -> None:
    """Measure the coverage of FOLDER's files."""
    by_format: defaultdict[str, Counter[str]] = defaultdict(Counter)
    skipped = []
    for each in load_each(folder):
        if isinstance(each, Skipped):
            skipped.append(each)
            continue
        counts, left_out = found_and_left_out(each)
        by_format[PurePosixPath(each.id).suffix.lower()] += counts + Counter(files=1)
        for block in left_out if show else ():
            text = " ".join(each.text[block.start : block.end].split())
            print(f"{each.id}\t{block.kind}\t{text[:SHOWN]}")
    for suffix, counts in sorted(by_format.items()):
        files = counts.pop("files")
        total = sum(counts.values())
        others = ", ".join(
            f"{kind} {count / total:.1%}"
            for kind, count in counts.items()
            if kind != "found" and count
        )
        print(f"{suffix}\t{files} files\t{counts['found'] / total:.1%}\t{others}")
    print(f"{len(skipped)} files left out")
    for left in skipped if show else ():
        print(left.reason)


if __name__ == "__main__":
    main()
