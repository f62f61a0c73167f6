"""The trained heads: a kernel regression on the classes.

Two sentences are compared in two ways, which add up. Meaning: two views of a sentence, the
encoder's sentence vector and the mean token vector of its middle layers, each centred and brought
to unit length, by exp(SHARPNESS * (cosine - 1)). Wording: TOKEN_SHARE times the cosine of their
bags of tokens, in which rare tokens weigh more. A head adds up the coefficients of the training
sentences (the supports), each times its similarity. For the wording, which is linear, that sum
is kept as one weight for each token.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

DECIMALS = 5
MIDDLE_LAYERS = range(3, 11)
SHARPNESS = 2.0
TOKEN_SHARE = 0.2
STEP = 256
"""Supports are kept as int8 in steps of 1/256, which also hides how processors round."""
TINY = 1e-6


@dataclass(frozen=True)
class Encoded:
    """Sentences: `embeddings` and `middles` float[sentences, 384], `tokens` their token ids."""

    embeddings: np.ndarray
    middles: np.ndarray
    tokens: list[list[int]]


@dataclass(frozen=True)
class Head:
    """One classifier; `coefficients` is [labels, supports], `token_weights` [labels, known]."""

    name: str
    labels: tuple[str, ...]
    coefficients: np.ndarray
    token_weights: np.ndarray
    bias: np.ndarray
    temperature: float


@dataclass(frozen=True)
class Heads:
    """Centres of the views, `supports` int8 rows, ids of the `known` tokens and their `rarity`."""

    centre: np.ndarray
    middle_centre: np.ndarray
    supports: np.ndarray
    known: np.ndarray
    rarity: np.ndarray
    heads: tuple[Head, ...]

    def probabilities(self, encoded: Encoded) -> dict[str, np.ndarray]:
        """[sentences, labels] of each head."""
        rows = features(encoded, self.centre, self.middle_centre)
        near = kernel(rows, self.supports / STEP)
        said = bags(encoded.tokens, self.known, self.rarity)
        return {
            head.name: softmax(
                (near @ head.coefficients.T + said @ head.token_weights.T + head.bias)
                / head.temperature
            )
            for head in self.heads
        }


def features(encoded: Encoded, centre: np.ndarray, middle_centre: np.ndarray) -> np.ndarray:
    views = [normalise(encoded.embeddings - centre), normalise(encoded.middles - middle_centre)]
    return normalise(np.hstack(views))


def bags(tokens: list[list[int]], known: np.ndarray, rarity: np.ndarray) -> np.ndarray:
    """How often each known token occurs, over the root of the summed squares of the rarities."""
    column = {int(token): index for index, token in enumerate(known)}
    counts = np.zeros((len(tokens), len(known)))
    for row, ids in zip(counts, tokens):
        for token in ids:
            if token in column:
                row[column[token]] += 1
    return counts / np.sqrt(np.maximum(counts @ rarity**2, TINY))[:, None]


def quantise(rows: np.ndarray) -> np.ndarray:
    return np.clip(np.round(rows * STEP), -127, 127).astype(np.int8)


def kernel(rows: np.ndarray, supports: np.ndarray) -> np.ndarray:
    return np.exp(SHARPNESS * (rows @ supports.T - 1))


def normalise(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
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
            np.array(head["tokenWeights"]),
            np.array(head["bias"]),
            head["temperature"],
        )
        for head in document["heads"]
    )
    for head in heads:
        if head.coefficients.shape[1] != len(supports):
            raise SystemExit(f"{path}: does not belong to {_supports(path).name}; run train.py")
    known = np.array(document["knownTokens"])
    rarity = np.array(document["rarity"])
    return Heads(centre, np.array(document["middleCentre"]), supports, known, rarity, heads)


def write(path: Path, heads: Heads) -> None:
    """Fixed decimals, one vector a line; the supports lie beside it as plain int8 rows."""
    blocks = [
        f'  {{"name": "{head.name}", "labels": {json.dumps(head.labels)},\n'
        f'   "temperature": {head.temperature:.{DECIMALS}f},\n'
        f'   "bias": {_vector(head.bias)},\n'
        f'   "coefficients": [\n    {_rows(head.coefficients)}],\n'
        f'   "tokenWeights": [\n    {_rows(head.token_weights)}]}}'
        for head in heads.heads
    ]
    path.write_text(
        f'{{"centre": {_vector(heads.centre)},\n "middleCentre": {_vector(heads.middle_centre)},\n'
        f' "knownTokens": {json.dumps(heads.known.tolist())},\n'
        f' "rarity": {_vector(heads.rarity)},\n'
        ' "heads": [\n' + ",\n".join(blocks) + "]}\n"
    )
    _supports(path).write_bytes(heads.supports.tobytes())


def _supports(path: Path) -> Path:
    return path.with_name("supports.bin")


def _rows(matrix: np.ndarray) -> str:
    return ",\n    ".join(_vector(row) for row in matrix)


def _vector(values: np.ndarray) -> str:
    return "[" + ", ".join(f"{value + 0.0:.{DECIMALS}f}" for value in values) + "]"
