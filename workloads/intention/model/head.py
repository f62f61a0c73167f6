"""The trained heads: a kernel logistic regression over two views of a sentence.

The views are the encoder's sentence vector and the plain mean of its word vectors, each centred
and brought to unit length. A head compares them with every training sentence (the supports) by
exp(SHARPNESS * (similarity - 1)) and adds up the coefficients of those that are near.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

DECIMALS = 4
SHARPNESS = 2.0
WORD_SHARE = 0.5
STEP = 256
"""Supports are kept as int8 in steps of 1/256, which also hides how processors round."""


@dataclass(frozen=True)
class Head:
    """One classifier; `coefficients` is [labels, supports], `temperature` divides the logits."""

    name: str
    labels: tuple[str, ...]
    coefficients: np.ndarray
    bias: np.ndarray
    temperature: float

    def probabilities(self, similarities: np.ndarray) -> np.ndarray:
        return softmax((similarities @ self.coefficients.T + self.bias) / self.temperature)


@dataclass(frozen=True)
class Heads:
    """`centre` and `word_centre` are means over the training data; `supports` int8 rows."""

    centre: np.ndarray
    word_centre: np.ndarray
    supports: np.ndarray
    heads: tuple[Head, ...]

    def similarities(self, embeddings: np.ndarray, words: np.ndarray) -> np.ndarray:
        rows = features(embeddings, words, self.centre, self.word_centre)
        return kernel(rows, self.supports / STEP)


def features(
    embeddings: np.ndarray, words: np.ndarray, centre: np.ndarray, word_centre: np.ndarray
) -> np.ndarray:
    views = [normalise(embeddings - centre), WORD_SHARE * normalise(words - word_centre)]
    return normalise(np.hstack(views))


def quantise(rows: np.ndarray) -> np.ndarray:
    return np.clip(np.round(rows * STEP), -127, 127).astype(np.int8)


def kernel(rows: np.ndarray, supports: np.ndarray) -> np.ndarray:
    return np.exp(SHARPNESS * (rows @ supports.T - 1))


def normalise(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def read(path: Path) -> Heads:
    document = json.loads(path.read_text())
    centre = np.array(document["centre"])
    supports = np.frombuffer(_supports(path).read_bytes(), np.int8).reshape(-1, 2 * len(centre))
    heads = tuple(
        Head(
            head["name"],
            tuple(head["labels"]),
            np.array(head["coefficients"]),
            np.array(head["bias"]),
            head["temperature"],
        )
        for head in document["heads"]
    )
    for head in heads:
        if head.coefficients.shape[1] != len(supports):
            raise SystemExit(f"{path}: does not belong to {_supports(path).name}; run train.py")
    return Heads(centre, np.array(document["wordCentre"]), supports, heads)


def write(path: Path, heads: Heads) -> None:
    """Fixed decimals, one vector a line; the supports lie beside it as plain int8 rows."""
    blocks = []
    for head in heads.heads:
        rows = ",\n    ".join(_vector(row) for row in head.coefficients)
        blocks.append(
            f'  {{"name": "{head.name}", "labels": {json.dumps(head.labels)},\n'
            f'   "temperature": {head.temperature:.{DECIMALS}f},\n'
            f'   "bias": {_vector(head.bias)},\n'
            f'   "coefficients": [\n    {rows}]}}'
        )
    path.write_text(
        f'{{"centre": {_vector(heads.centre)},\n "wordCentre": {_vector(heads.word_centre)},\n'
        ' "heads": [\n' + ",\n".join(blocks) + "]}\n"
    )
    _supports(path).write_bytes(heads.supports.tobytes())


def _supports(path: Path) -> Path:
    return path.with_name("supports.bin")


def _vector(values: np.ndarray) -> str:
    return "[" + ", ".join(f"{value + 0.0:.{DECIMALS}f}" for value in values) + "]"
