"""Trains the heads on the committed sentences; writes head.json, metrics.json and model.json.

usage: python3 train.py
"""

import os

import environment

if __name__ == "__main__":
    # One thread: sums are then added in one order, and the result does not depend on the cores.
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    environment.ensure("requirements-train.txt")

import json

import build
import dataset
import encoder
import head
import metrics
import numpy as np
import solver
from dataset import DOMAINS, HAZARDS, Sentence

EMBEDDING_DECIMALS = 3
PENALTIES = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2)
# A missed hazard costs more than a needless confirmation.
COSTS = {"domain": (1.0, 1.0, 1.0, 1.0), "hazard": (1.0, 2.0, 2.0)}
LABELS = {"domain": DOMAINS, "hazard": HAZARDS}


def classes(sentences: list[Sentence], name: str) -> np.ndarray:
    return np.array([LABELS[name].index(getattr(sentence, name)) for sentence in sentences])


def held_out_logits(
    features: np.ndarray, truth: np.ndarray, batches: np.ndarray, costs: np.ndarray, penalty: float
) -> np.ndarray:
    """Logits of every sentence from a head that never saw its batch."""
    logits = np.zeros((len(truth), len(costs)))
    for batch in np.unique(batches):
        inside = batches == batch
        weights, bias = solver.fit(features[~inside], truth[~inside], costs, penalty)
        logits[inside] = features[inside] @ weights.T + bias
    return logits


def likelihood(logits: np.ndarray, truth: np.ndarray) -> float:
    cooled = head.softmax(logits / solver.temperature(logits, truth))
    return float(np.log(cooled[np.arange(len(truth)), truth]).mean())


def train_head(name: str, features: np.ndarray, sentences: list[Sentence]) -> tuple[head.Head, float]:
    truth = classes(sentences, name)
    batches = np.array([sentence.batch for sentence in sentences])
    costs = np.array(COSTS[name])
    tried = {}
    for penalty in PENALTIES:
        tried[penalty] = held_out_logits(features, truth, batches, costs, penalty)
        accuracy = (tried[penalty].argmax(axis=1) == truth).mean()
        print(
            f"{name}: penalty {penalty:g} cross-validated accuracy {accuracy:.3f} "
            f"log likelihood {likelihood(tried[penalty], truth):.4f}",
            flush=True,
        )
    penalty = max(PENALTIES, key=lambda candidate: likelihood(tried[candidate], truth))
    weights, bias = solver.fit(features, truth, costs, penalty)
    cooling = solver.temperature(tried[penalty], truth)
    return head.Head(name, LABELS[name], weights, bias, cooling), penalty


def train(embeddings: np.ndarray, sentences: list[Sentence]) -> tuple[head.Heads, dict]:
    # Processors differ in the last bits of an embedding; rounding hides nearly all of that.
    embeddings = embeddings.astype(np.float64).round(EMBEDDING_DECIMALS)
    centre = embeddings.mean(axis=0).round(head.DECIMALS)
    features = head.normalise(embeddings - centre)
    trained = {name: train_head(name, features, sentences) for name in LABELS}
    heads = head.Heads(centre, tuple(one for one, _ in trained.values()))
    return heads, {name: penalty for name, (_, penalty) in trained.items()}


def main() -> None:
    training, validation = dataset.training(), dataset.validation()
    print(f"embedding {len(training)} + {len(validation)} sentences", flush=True)
    encode = encoder.open_encoder()
    train_embeddings = encode([sentence.text for sentence in training])
    validation_embeddings = encode([sentence.text for sentence in validation])
    heads, penalties = train(train_embeddings, training)
    build.HEADS.write_text(head.text(heads))
    heads = head.read(build.HEADS)
    report = metrics.report(heads, validation_embeddings, validation)
    report["training"] = {"sentences": len(training), "penalties": penalties}
    (build.HERE / "metrics.json").write_text(json.dumps(report, indent=2) + "\n")
    metrics.show(report)
    files = build.contents()
    content = build.archive(files)
    build.MANIFEST.write_text(build.manifest(files, content))
    print(f"{build.write(content, None)} {len(content)} bytes")


if __name__ == "__main__":
    main()
