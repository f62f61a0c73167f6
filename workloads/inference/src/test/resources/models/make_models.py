"""Writes the tiny models the tests serve: python make_models.py (needs onnx and numpy).

topic/   a "classifier" that looks words up: the sum of the known words' votes decides.
linear/  numbers: y = 2 x + 1 (FP32 [-1, 3]) and total = n + n (INT64 [-1]).
spin/    counts to n one by one, so that a test can choose how long a run takes (INT64 [1] both ways).
The tests pack each folder into a zip archive; nothing here is trained.
"""
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper, save

HERE = Path(__file__).parent
WORDS = ["[PAD]", "[UNK]", "[CLS]", "query", ":", "invoice", "customer", "server", "code", "delete", "password"]
#          BUSINESS TECHNICAL | none destructive
VOTES = {"invoice": (4, 0, 0, 0), "customer": (3, 0, 0, 0), "server": (0, 4, 0, 0), "code": (0, 3, 0, 0),
         "delete": (0, 1, 0, 6), "password": (0, 1, 0, 2)}


def constant(name, values):
    return numpy_helper.from_array(np.asarray(values), name)


def write(folder, graph):
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)], ir_version=8, producer_name="tests")
    save(model, HERE / folder / "model.onnx")


def topic():
    table = np.zeros((len(WORDS), 4), np.float32)
    for word, votes in VOTES.items():
        table[WORDS.index(word)] = votes
    table[WORDS.index("[CLS]"), 2] = 2  # without a word that says otherwise: none
    nodes = [
        h.make_node("Gather", ["table", "input_ids"], ["votes"]),
        h.make_node("Cast", ["attention_mask"], ["mask"], to=T.FLOAT),
        h.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        h.make_node("Mul", ["votes", "column"], ["seen"]),
        h.make_node("ReduceSum", ["seen", "first"], ["embedding"], keepdims=0),
        h.make_node("Split", ["embedding"], ["domain_logits", "hazard_logits"], axis=1),
        h.make_node("Softmax", ["domain_logits"], ["domain_probabilities"], axis=1),
        h.make_node("Softmax", ["hazard_logits"], ["hazard_probabilities"], axis=1),
    ]
    tokens = lambda name: h.make_tensor_value_info(name, T.INT64, ["B", "T"])
    rows = lambda name, width: h.make_tensor_value_info(name, T.FLOAT, ["B", width])
    write("topic", h.make_graph(
        nodes, "topic", [tokens("input_ids"), tokens("attention_mask")],
        [rows("domain_probabilities", 2), rows("hazard_probabilities", 2), rows("embedding", 4)],
        [constant("table", table), constant("last", np.array([-1])), constant("first", np.array([1]))]))
    vocabulary = {word: i for i, word in enumerate(WORDS)}
    (HERE / "topic/tokenizer.json").write_text(json.dumps({
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [{"id": i, "content": WORDS[i], "single_word": False, "lstrip": False, "rstrip": False,
                          "normalized": False, "special": True} for i in range(3)],
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {"type": "TemplateProcessing",
                           "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                           "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                           "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}}},
        "decoder": None, "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"}}, indent=1) + "\n")
    (HERE / "topic/labels.json").write_text(json.dumps({
        "name": "topic", "version": "1.0.0", "task": "text-classification",
        "input": {"name": "text", "prefix": "query: ", "maxTokens": 16},
        "heads": [{"output": "domain", "probabilities": "domain_probabilities", "labels": ["BUSINESS", "TECHNICAL"]},
                  {"output": "hazard", "probabilities": "hazard_probabilities", "labels": ["none", "destructive"]}],
        "embedding": "embedding"}, indent=1) + "\n")


def linear():
    value = h.make_tensor_value_info
    write("linear", h.make_graph(
        [h.make_node("Mul", ["x", "two"], ["doubled"]), h.make_node("Add", ["doubled", "one"], ["y"]),
         h.make_node("Add", ["n", "n"], ["total"])],
        "linear", [value("x", T.FLOAT, ["B", 3]), value("n", T.INT64, ["B"])],
        [value("y", T.FLOAT, ["B", 3]), value("total", T.INT64, ["B"])],
        [constant("two", np.float32(2)), constant("one", np.float32(1))]))


def spin():
    number = lambda name: h.make_tensor_value_info(name, T.INT64, [1])
    flag = lambda name: h.make_tensor_value_info(name, T.BOOL, [])
    step = h.make_graph(
        [h.make_node("Identity", ["go"], ["again"]), h.make_node("Add", ["so_far", "one"], ["next"])], "step",
        [h.make_tensor_value_info("i", T.INT64, []), flag("go"), number("so_far")], [flag("again"), number("next")],
        [constant("one", np.array([1]))])
    write("spin", h.make_graph(
        [h.make_node("Loop", ["n", "", "zero"], ["count"], body=step)], "spin", [number("n")], [number("count")],
        [constant("zero", np.array([0]))]))


for name, make in (("topic", topic), ("linear", linear), ("spin", spin)):
    (HERE / name).mkdir(exist_ok=True)
    make()
