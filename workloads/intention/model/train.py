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

PENALTIES = (3e-6, 1e-5, 3e-5)
# A missed hazard costs more than a needless confirmation: its odds count three times.
ODDS = {"domain": (1, 1, 1, 1), "hazard": (1, 3, 3)}
LABELS = {"domain": DOMAINS, "hazard": HAZARDS}


def held_out_logits(
    similarities: np.ndarray, truth: np.ndarray, batches: np.ndarray, labels: int, penalty: float
) -> np.ndarray:
    """Logits of every sentence from a head that never saw its batch."""
    logits = np.zeros((len(truth), labels))
    for batch in np.unique(batches):
        inside = batches == batch
        fit = solver.fit(similarities[np.ix_(~inside, ~inside)], truth[~inside], labels, penalty)
        logits[inside] = fit.logits(similarities[np.ix_(inside, ~inside)])
    return logits


def likelihood(logits: np.ndarray, truth: np.ndarray) -> float:
    cooled = head.softmax(logits / solver.temperature(logits, truth))
    return float(np.log(cooled[np.arange(len(truth)), truth]).mean())


def train_head(
    name: str, similarities: np.ndarray, sentences: list[Sentence]
) -> tuple[head.Head, dict]:
    labels = LABELS[name]
    truth = np.array([labels.index(getattr(sentence, name)) for sentence in sentences])
    batches = np.array([sentence.batch for sentence in sentences])
    tried = {}
    scores = {}
    for penalty in PENALTIES:
        tried[penalty] = held_out_logits(similarities, truth, batches, len(labels), penalty)
        scores[penalty] = likelihood(tried[penalty], truth)
        accuracy = (tried[penalty].argmax(axis=1) == truth).mean()
        print(
            f"{name}: penalty {penalty:g} cross-validated accuracy {accuracy:.3f} "
            f"log likelihood {scores[penalty]:.4f}",
            flush=True,
        )
    penalty = max(PENALTIES, key=scores.get)
    accuracy = float((tried[penalty].argmax(axis=1) == truth).mean())
    temperature = round(solver.temperature(tried[penalty], truth), head.DECIMALS)
    fit = solver.fit(similarities, truth, len(labels), penalty)
    bias = fit.bias + temperature * np.log(ODDS[name])
    trained = head.Head(name, labels, fit.coefficients, bias, temperature)
    return trained, {"penalty": penalty, "crossValidatedAccuracy": round(accuracy, 3)}


def train(
    embeddings: np.ndarray, words: np.ndarray, sentences: list[Sentence]
) -> tuple[head.Heads, dict]:
    centre, word_centre = (
        view.astype(np.float64).mean(axis=0).round(head.DECIMALS) for view in (embeddings, words)
    )
    supports = head.quantise(head.features(embeddings, words, centre, word_centre))
    # Training sees the rounded rows too, so that it does not depend on a processor's last bits.
    similarities = head.kernel(supports / head.STEP, supports / head.STEP)
    trained = {name: train_head(name, similarities, sentences) for name in LABELS}
    heads = tuple(one for one, _ in trained.values())
    notes = {name: note for name, (_, note) in trained.items()}
    return head.Heads(centre, word_centre, supports, heads), notes


def main() -> None:
    training, validation = dataset.training(), dataset.validation()
    print(f"embedding {len(training)} + {len(validation)} sentences", flush=True)
    encode = encoder.open_encoder()
    heads, notes = train(*encode([sentence.text for sentence in training]), training)
    head.write(build.HEADS, heads)
    heads = head.read(build.HEADS)
    similarities = heads.similarities(*encode([sentence.text for sentence in validation]))
    report = metrics.report(heads, similarities, validation)
    report["training"] = {"sentences": len(training), **notes}
    (build.HERE / "metrics.json").write_text(json.dumps(report, indent=2) + "\n")
    metrics.show(report)
    files = build.contents()
    content = build.archive(files)
    build.MANIFEST.write_text(build.manifest(files, content))
    print(f"{build.write(content, None)} {len(content)} bytes")


if __name__ == "__main__":
    main()
