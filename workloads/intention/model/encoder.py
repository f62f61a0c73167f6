"""Turns texts into sentence vectors with the same graph and tokenizer that are served."""

from collections.abc import Callable

import graph
import numpy as np
import onnxruntime
import tokenizer
import weights
from head import Encoded
from tokenizers import Tokenizer

PREFIX = "query: "


def open_encoder() -> Callable[[list[str]], Encoded]:
    """A function from texts to what the heads look at."""
    source = weights.fetch()
    words = Tokenizer.from_str(tokenizer.tokenizer_json(source).decode())
    session = open_session(graph.build_encoder(source))

    def encode(texts: list[str]) -> Encoded:
        # One at a time: a vector then does not depend on its neighbours' padding.
        each = [inputs(words, [text]) for text in texts]
        rows = [session.run(["embedding", "middle"], one) for one in each]
        embeddings, middles = (np.concatenate(view) for view in zip(*rows))
        return Encoded(embeddings, middles, [one["input_ids"][0].tolist() for one in each])

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
