"""No secret lies in the repository, and every package is locked by hash."""

import re
import subprocess
import tomllib

import pytest

from tests.house.building import TOP, clear

# What secrets look like: private keys, keys of well-known services, our own keys and tokens, passwords in addresses.
LOOKS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*\n\s*[A-Za-z0-9+/=]{40}",
    "a key of a cloud service": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b",
    "a key of a forge": r"\bgh[pousr]_[0-9A-Za-z]{36}\b",
    "a key or token of ours": r"\bkft?_[A-Za-z0-9_-]{43}\b",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}",
    "a password in an address": r"\bpostgres(?:ql)?://[^\s:/]+:(?!password@)[^\s@{}<>$%]{3,}@(?!host\b)",
}
BINARY = {".png", ".gz", ".woff2", ".ico", ".xlsx", ".zip", ".pdf"}


def secret_faults(name: str, text: str) -> list[str]:
    return [f"{name}: holds what looks like {what}" for what, look in LOOKS.items() if re.search(look, text)]


def unlocked(lock: dict) -> list[str]:
    """Packages from a registry of which some file has no SHA-256."""
    return [
        f"{one['name']}: a file of it is locked without its hash"
        for one in lock["package"]
        if "registry" in one["source"]
        and not all(
            str(file.get("hash", "")).startswith("sha256:")
            for file in [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        )
    ]


def test_no_secret_lies_in_the_repository():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, check=False).stdout.decode()
    names = [n for n in listed.split("\0") if n and not any(n.endswith(ending) for ending in BINARY)]
    there = [n for n in names if (TOP / n).is_file() and n != "tests/house/test_secrets.py"]
    clear([f for n in there for f in secret_faults(n, (TOP / n).read_text(errors="replace"))])


@pytest.mark.parametrize(
    "planted",
    [
        "-----BEGIN RSA PRIVATE KEY-----\n" + "A" * 64,
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "kf_" + "a" * 43,
        "postgresql://kingfisher:" + "hunter2@db.example/hub",
    ],
)
def test_a_secret_would_be_named(planted):
    assert secret_faults("a.txt", f"x = '{planted}'") != []


def test_every_package_is_locked_by_hash():
    clear(unlocked(tomllib.loads((TOP / "uv.lock").read_text())))


def test_a_package_without_its_hash_would_be_named():
    assert unlocked({"package": [{"name": "a", "source": {"registry": "r"}, "wheels": [{"url": "u"}]}]}) != []
