"""Weights fitted on questions, not on taste: see `eval/fit.py`, whose output this is."""

READING = {"passage_cosine": 0.44, "coverage": 0.19, "own_language": -0.14}

CONFIDENCE = {
    "intercept": -23.33,
    "cosine": 24.5,
    "passage_cosine": 2.46,
    "own_passage_coverage": 3.0,
    "other_passage_coverage": 0.5,
    "own_language": -2.17,
}
