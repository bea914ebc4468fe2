"""What `make mutants` asks of pytest on top, loaded by mutmut alone (`[tool.mutmut]` in pyproject.toml).

mutmut gives a mutant to the tests during which its function ran. What a test
file works out once for all of its tests ran during the first of them only, so
here a mutant is given to whole test files: those of its own folder where there
are some. The tests that mutmut named come first, and quick ones before slow ones.
"""

import gc
import json
import os
from pathlib import Path, PurePath

import pytest
from hypothesis import Phase, settings

# That an example fails is enough; the smallest one is of no use here.
settings.register_profile("mutants", deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate))
# Where mutmut keeps how long each test took.
STATS = Path("mutmut-stats.json")


def folder(name: str) -> str:
    """The folder or module of kb that a mutant is in: *exports* for `kb.exports.word.x_table__mutmut_1`."""
    return name.split(".")[1]


def files(mutant: str, named: list[str]) -> list[str]:
    """The test files of the tests named, those of the mutant's own folder where there are some."""
    every = dict.fromkeys(test.split("::")[0] for test in named)
    names = {folder(mutant), f"test_{folder(mutant)}.py"}
    return [file for file in every if names & set(PurePath(file).parts)] or list(every)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("mutants")
    # Every mutant is tried in a process forked from one that has read all the tests: none of that is to be swept again.
    gc.freeze()
    mutant = os.environ.get("MUTANT_UNDER_TEST", "")
    if "__mutmut_" in mutant:
        config.named = set(config.args)
        config.args = files(mutant, config.args)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    named = getattr(config, "named", ())
    seconds = json.loads(STATS.read_text())["duration_by_test"] if named and STATS.exists() else {}
    items.sort(key=lambda item: (item.nodeid not in named, seconds.get(item.nodeid, 0)))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    # A mutant for which a test file cannot even be read is caught; mutmut takes pytest's status for a keyboard interrupt.
    if exitstatus == pytest.ExitCode.INTERRUPTED and session.testsfailed:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
