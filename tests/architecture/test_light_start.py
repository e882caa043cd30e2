"""What is heavy waits until somebody wants it, and then works in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"numba", "numpy", "scipy", "pysat", "ortools", "matplotlib", "openpyxl", "pandas"}
# The whole bot, every handler, service and rule: what a running bot has in its memory.
EVERYTHING = """
import importlib, pkgutil, sys
import bot.app, bot.__main__, bot.commands, bot.domain, bot.services, bot.views, handlers, storage
for package in (bot.domain, bot.services, bot.views, bot.commands, handlers, storage):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not any(part in module.name for part in (".migrations", ".engine.", ".proving.", ".warm")):
            importlib.import_module(module.name)
print(" ".join(sorted(sys.modules)))
"""


def test_no_heavy_library_is_loaded_by_the_bot_itself() -> None:
    said = subprocess.run(
        (sys.executable, "-W", "ignore", "-c", EVERYTHING), cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in said.stdout.split()}
    assert "sqlalchemy" in loaded
    assert not loaded & HEAVY
