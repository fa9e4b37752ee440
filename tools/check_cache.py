"""Remembers which contents a slow check has already accepted, across checkouts, by hash."""
import hashlib
import os


class CheckCache:
    """A directory of empty files named by the hash of an accepted input."""

    def __init__(self, check):
        cache_home = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
        self.directory = os.path.join(cache_home, "norn", check)
        os.makedirs(self.directory, exist_ok=True)

    @staticmethod
    def key(*parts):
        digest = hashlib.sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "little") + part)
        return digest.hexdigest()

    def has(self, key):
        return os.path.exists(os.path.join(self.directory, key))

    def add(self, key):
        open(os.path.join(self.directory, key), "w").close()
