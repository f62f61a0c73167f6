"""The trained heads: centre, normalise, linear, cooled softmax; kept as decimal text in head.json."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

DECIMALS = 4


@dataclass(frozen=True)
class Head:
    """One classifier; `weights` is [labels, dimensions], `temperature` divides the logits."""

    name: str
    labels: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    temperature: float

    def logits(self, features: np.ndarray) -> np.ndarray:
        return features @ self.weights.T + self.bias

    def probabilities(self, features: np.ndarray) -> np.ndarray:
        return softmax(self.logits(features) / self.temperature)


@dataclass(frozen=True)
class Heads:
    centre: np.ndarray
    heads: tuple[Head, ...]

    def features(self, embeddings: np.ndarray) -> np.ndarray:
        return normalise(embeddings - self.centre)


def normalise(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def read(path: Path) -> Heads:
    document = json.loads(path.read_text())
    heads = tuple(
        Head(
            head["name"],
            tuple(head["labels"]),
            np.array(head["weights"]),
            np.array(head["bias"]),
            head["temperature"],
        )
        for head in document["heads"]
    )
    return Heads(np.array(document["centre"]), heads)


def text(heads: Heads) -> str:
    """Fixed decimals, one vector a line, so that a retraining shows as a readable difference."""
    blocks = []
    for head in heads.heads:
        rows = ",\n    ".join(_vector(row) for row in head.weights)
        blocks.append(
            f'  {{"name": "{head.name}", "labels": {json.dumps(head.labels)},\n'
            f'   "temperature": {head.temperature:.{DECIMALS}f},\n'
            f'   "bias": {_vector(head.bias)},\n'
            f'   "weights": [\n    {rows}]}}'
        )
    return f'{{"centre": {_vector(heads.centre)},\n "heads": [\n' + ",\n".join(blocks) + "]}\n"


def _vector(values: np.ndarray) -> str:
    return "[" + ", ".join(f"{value + 0.0:.{DECIMALS}f}" for value in values) + "]"
