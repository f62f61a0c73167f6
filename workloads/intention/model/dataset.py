"""Reads the labelled sentences: TSV files of batch, language, domain, hazard, text."""

import re
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
DOMAINS = ("BUSINESS", "TECHNICAL", "INFRASTRUCTURE", "SECURITY")
HAZARDS = ("none", "sensitive", "destructive")
LANGUAGES = ("pt", "en")
HEADER = "batch\tlanguage\tdomain\thazard\ttext"


@dataclass(frozen=True)
class Sentence:
    batch: str
    language: str
    domain: str
    hazard: str
    text: str


def training() -> list[Sentence]:
    return _split("train")


def validation() -> list[Sentence]:
    return _split("validation")


def tokens(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def similar(text: str, others: list[str], limit: float) -> str | None:
    """The first of `others` that shares more than `limit` of its words (Jaccard) with `text`."""
    words = tokens(text)
    for other in others:
        theirs = tokens(other)
        if len(words & theirs) > limit * len(words | theirs):
            return other
    return None


def _split(name: str) -> list[Sentence]:
    files = sorted(DATA.glob(f"{name}-*.tsv"))
    return [sentence for path in files for sentence in _file(path)]


def _file(path: Path) -> list[Sentence]:
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    if header != HEADER:
        raise SystemExit(f"{path}: the first line must be {HEADER!r}")
    return [_sentence(path, number, line) for number, line in enumerate(lines, 2)]


def _sentence(path: Path, number: int, line: str) -> Sentence:
    fields = line.split("\t")
    if len(fields) != 5:
        raise SystemExit(f"{path}:{number}: five fields separated by tabs expected")
    sentence = Sentence(*fields)
    allowed = {"language": LANGUAGES, "domain": DOMAINS, "hazard": HAZARDS}
    for field, values in allowed.items():
        if getattr(sentence, field) not in values:
            raise SystemExit(f"{path}:{number}: {field} must be one of {', '.join(values)}")
    if not sentence.text.strip():
        raise SystemExit(f"{path}:{number}: the text is empty")
    return sentence
