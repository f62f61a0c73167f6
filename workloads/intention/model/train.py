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
from collections import Counter

import build
import dataset
import encoder
import head
import metrics
import numpy as np
import solver
from dataset import DOMAINS, HAZARDS, Sentence

PENALTIES = (0.01, 0.03, 0.1)
# A missed hazard costs more than a needless confirmation, a missed deletion most.
ODDS = {"domain": (1, 1, 1, 1), "hazard": (1, 3, 5)}
LABELS = {"domain": DOMAINS, "hazard": HAZARDS}


def likelihood(scores: np.ndarray, truth: np.ndarray) -> float:
    cooled = head.softmax(scores / solver.temperature(scores, truth))
    return float(np.log(cooled[np.arange(len(truth)), truth]).mean())


def choose_penalty(
    inverses: dict[float, np.ndarray], name: str, truth: np.ndarray, batches: np.ndarray
) -> tuple[float, np.ndarray]:
    """The penalty under which held-out sentences are likeliest, and their scores under it."""
    tried, found = {}, {}
    for penalty, inverted in inverses.items():
        tried[penalty] = solver.held_out_scores(inverted, truth, len(LABELS[name]), batches)
        found[penalty] = likelihood(tried[penalty], truth)
        accuracy = (tried[penalty].argmax(axis=1) == truth).mean()
        print(
            f"{name}: penalty {penalty:g} cross-validated accuracy {accuracy:.3f} "
            f"log likelihood {found[penalty]:.4f}",
            flush=True,
        )
    best = max(found, key=found.get)
    return best, tried[best]


def train_head(
    name: str, inverses: dict[float, np.ndarray], said: np.ndarray, sentences: list[Sentence]
) -> tuple[head.Head, dict]:
    labels = LABELS[name]
    truth = np.array([labels.index(getattr(sentence, name)) for sentence in sentences])
    batches = np.array([sentence.batch for sentence in sentences])
    penalty, held_out = choose_penalty(inverses, name, truth, batches)
    temperature = round(solver.temperature(held_out, truth), head.DECIMALS)
    fit = solver.fit(inverses[penalty], truth, len(labels))
    bias = fit.bias + temperature * np.log(ODDS[name])
    token_weights = fit.coefficients @ said
    trained = head.Head(name, labels, fit.coefficients, token_weights, bias, temperature)
    accuracy = float((held_out.argmax(axis=1) == truth).mean())
    return trained, {"penalty": penalty, "crossValidatedAccuracy": round(accuracy, 3)}


def known_tokens(tokens: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    """The tokens of two sentences or more, and how rare they are (0: in every sentence)."""
    found = Counter(token for ids in tokens for token in set(ids))
    known = np.array(sorted(token for token, count in found.items() if count > 1))
    counts = np.array([found[token] for token in known])
    return known, np.log((len(tokens) + 1) / (counts + 1)).round(head.DECIMALS)


def train(encoded: head.Encoded, sentences: list[Sentence]) -> tuple[head.Heads, dict]:
    centre, middle_centre = (
        view.astype(np.float64).mean(axis=0).round(head.DECIMALS)
        for view in (encoded.embeddings, encoded.middles)
    )
    supports = head.quantise(head.features(encoded, centre, middle_centre))
    known, rarity = known_tokens(encoded.tokens)
    bags = head.bags(encoded.tokens, known, rarity) * rarity
    # Training sees the rounded rows too, so that it does not depend on a processor's last bits.
    similarities = head.kernel(supports / head.STEP, supports / head.STEP)
    similarities += head.TOKEN_SHARE * bags @ bags.T
    inverses = {penalty: solver.inverse(similarities, penalty) for penalty in PENALTIES}
    said = head.TOKEN_SHARE * bags * rarity
    trained = {name: train_head(name, inverses, said, sentences) for name in LABELS}
    heads = tuple(one for one, _ in trained.values())
    notes = {name: note for name, (_, note) in trained.items()}
    return head.Heads(centre, middle_centre, supports, known, rarity, heads), notes


def main() -> None:
    training, validation = dataset.training(), dataset.validation()
    print(f"embedding {len(training)} + {len(validation)} sentences", flush=True)
    encode = encoder.open_encoder()
    heads, notes = train(encode([sentence.text for sentence in training]), training)
    head.write(build.HEADS, heads)
    heads = head.read(build.HEADS)
    found = heads.probabilities(encode([sentence.text for sentence in validation]))
    report = metrics.report(found, validation)
    report["training"] = {"sentences": len(training), **notes}
    (build.HERE / "metrics.json").write_text(json.dumps(report, indent=2) + "\n")
    metrics.show(report)
    files = build.contents()
    content = build.archive(files)
    build.MANIFEST.write_text(build.manifest(files, content))
    print(f"{build.write(content, None)} {len(content)} bytes")


if __name__ == "__main__":
    main()
