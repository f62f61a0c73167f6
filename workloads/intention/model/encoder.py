"""Turns texts into sentence vectors with the same graph and tokenizer that are served."""

from collections.abc import Callable

import graph
import numpy as np
import onnxruntime
import tokenizer
import weights
from tokenizers import Tokenizer

PREFIX = "query: "


def open_encoder() -> Callable[[list[str]], tuple[np.ndarray, np.ndarray]]:
    """A function from texts to their sentence vectors and mean word vectors."""
    source = weights.fetch()
    words = Tokenizer.from_str(tokenizer.tokenizer_json(source).decode())
    session = open_session(graph.build_encoder(source))

    def encode(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        # One at a time: a vector then does not depend on its neighbours' padding.
        rows = [session.run(["embedding", "words"], inputs(words, [text])) for text in texts]
        embeddings, means = zip(*rows)
        return np.concatenate(embeddings), np.concatenate(means)

    return encode


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def inputs(words: Tokenizer, texts: list[str]) -> dict[str, np.ndarray]:
    encoded = words.encode_batch([PREFIX + text for text in texts])
    return {
        "input_ids": np.array([one.ids for one in encoded], np.int64),
        "attention_mask": np.array([one.attention_mask for one in encoded], np.int64),
    }
