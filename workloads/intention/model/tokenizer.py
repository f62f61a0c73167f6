"""Writes the vocabulary of the weights in the format of Hugging Face tokenizers."""

import base64
import json
import struct

from weights import Weights

SPACE = "\u2581"
PAD, BOS, EOS = "<pad>", "<s>", "</s>"


def tokenizer_json(weights: Weights) -> bytes:
    """Same ids as the weights' own tokenizer; deterministic bytes."""
    single_bos = {"id": BOS, "ids": [weights.bos], "tokens": [BOS]}
    single_eos = {"id": EOS, "ids": [weights.eos], "tokens": [EOS]}
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": {
            "strategy": "BatchLongest",
            "direction": "Right",
            "pad_to_multiple_of": None,
            "pad_id": weights.pad,
            "pad_type_id": 0,
            "pad_token": PAD,
        },
        "added_tokens": [],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "Precompiled", "precompiled_charsmap": _charsmap(weights.mapping)},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {
                    "type": "Metaspace",
                    "replacement": SPACE,
                    "prepend_scheme": "always",
                    "split": True,
                },
                # The library merges neighbouring unknown characters into one id; the model's own
                # tokenizer gives one id each. Cutting around them keeps the two equal.
                {
                    "type": "Split",
                    "pattern": {"Regex": _unknown_characters(weights.pieces)},
                    "behavior": "Isolated",
                    "invert": False,
                },
            ],
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": BOS, "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": EOS, "type_id": 0}},
            ],
            "pair": [
                {"SpecialToken": {"id": BOS, "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": EOS, "type_id": 0}},
                {"Sequence": {"id": "B", "type_id": 0}},
                {"SpecialToken": {"id": EOS, "type_id": 0}},
            ],
            "special_tokens": {BOS: single_bos, EOS: single_eos},
        },
        "decoder": {
            "type": "Metaspace",
            "replacement": SPACE,
            "prepend_scheme": "always",
            "split": True,
        },
        "model": {
            "type": "Unigram",
            "unk_id": weights.unknown,
            "vocab": _vocabulary(weights),
            "byte_fallback": False,
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _vocabulary(weights: Weights) -> list[list]:
    vocabulary = [list(entry) for entry in zip(weights.pieces, weights.scores)]
    # The model's own tokenizer never reads "<unk>" out of a text. Spaces are gone when pieces are
    # matched, so a name with a space cannot match either.
    vocabulary[weights.unknown][0] = " " + weights.pieces[weights.unknown]
    return vocabulary


def _unknown_characters(pieces: list[str]) -> str:
    known = sorted({ord(character) for piece in pieces for character in piece})
    ranges = []
    for code in known:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[^" + "".join(f"\\x{{{a:x}}}-\\x{{{b:x}}}" for a, b in ranges) + "]"


def _charsmap(mapping: dict[int, tuple[int, ...]]) -> str:
    """SentencePiece's precompiled map: a double-array trie over UTF-8, then the replacements."""
    replacements = bytearray()
    keys = {}
    for source, target in sorted(mapping.items()):
        keys[chr(source).encode()] = len(replacements)
        replacements += "".join(map(chr, target)).encode() + b"\0"
    units = _double_array(keys)
    trie = struct.pack(f"<{len(units)}I", *units)
    return base64.b64encode(struct.pack("<I", len(trie)) + trie + bytes(replacements)).decode()


def _double_array(keys: dict[bytes, int]) -> list[int]:
    """Darts layout: label in bits 0-7, leaf flag in bit 8, offset to the children above bit 10."""
    root: dict = {}
    for key, value in keys.items():
        node = root
        for byte in key:
            node = node.setdefault(byte, {})
        node[0] = value  # no key holds a NUL byte, so 0 can name the leaf
    units = [0] * 256
    taken = {0}
    queue = [(0, 0, root)]
    base = 0
    for position, label, node in queue:
        # Every node has a base of its own, or it would see the children of another.
        base += 1
        while any(base ^ byte in taken for byte in node):
            base += 1
        units.extend([0] * ((base | 255) + 1 - len(units)))
        units[position] = label | (0 in node) << 8 | (position ^ base) << 10
        for byte, child in sorted(node.items()):
            taken.add(base ^ byte)
            if byte == 0:
                units[base] = child | 1 << 31
            else:
                queue.append((base ^ byte, byte, child))
    return units

