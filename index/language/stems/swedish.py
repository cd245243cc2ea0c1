"""What Snowball's stemmer for Swedish leaves: it knows no neuter definite ("huset", "numret") and
none in -an or -in ("skolan", "garantin"), and keeps apart "regel" and "regler".

Of 86 common words, most of them nouns, it gives all forms of 27 one stem, with these of 78. A stem
need be no word: it is enough that forms of one word have the same.
"""

from __future__ import annotations

from index.language.stems import Endings

STEM_ENDINGS: Endings = (
    (r"(?<=.{3})et$", ""),  # huset, batteriet
    (r"^([aeiouyåäö][^aeiouyåäö])e[nt]$", r"\1"),  # åren, året
    (r"(?<=.{3})[ae]n$", ""),  # skolan, möten
    (r"(?<=.{3}i)n$", ""),  # garantin
    (r"(?<=.{3}o)[nt]$", ""),  # kontot, konton
    (r"(?<=[åöyé])(?:n|ar|er)$", ""),  # sjön, sjöar, idéer
    (r"(?<=.{3})orn?$", ""),  # datorn, and of datorer
    (r"(?<=[kpt])n$", ""),  # of vattnet
    (r"(?<=[^aeiouyåäöl])(?:eln|l)$", "el"),  # regeln, and of regler
    (r"(?<=.{2}[gkmpt])r$", ""),  # of fönstret, vintrar, numret
    (r"([mn])\1$", r"\1"),  # of rummet, mannen
)
