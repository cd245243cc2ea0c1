"""Every component can be taken out, and what it is worth is measured in pairs of answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.ablation import COMPONENTS, measure
from eval.questions import GoldEvidence, Question
from tests.fakes import HashedWordsEmbedder

pytestmark = pytest.mark.usefixtures("few_resamples")

TEXT = "The port has nine cranes. The town owns the ships.\n\nShips call daily in summer."
QUESTIONS = [
    Question("1", "How many cranes has the port, and who owns the ships?", "en", "number", "en",
             (("nine",), ("town",)), (GoldEvidence("port.txt", "The port has nine cranes."),)),
    Question("2", "And the ships?", "en", "ellipsis", "en", (("town",),),
             (GoldEvidence("port.txt", "The town owns the ships."),), ("Who owns the port?",)),
]  # fmt: skip


def test_every_component_can_be_taken_out(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(TEXT)
    gains = measure(tmp_path, QUESTIONS, HashedWordsEmbedder())
    assert gains.keys() == COMPONENTS.keys()
    assert all(-1 <= figures["right"].value <= 1 for figures in gains.values())
