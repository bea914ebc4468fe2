"""Docs keep up with the code: every rule, command, dependency, relation, setting and exported file is in them."""

import re
from pathlib import Path

import pytest

from kb import rules
from kb.commands import _parser
from kb.exports import package
from kb.records import KINDS
from kb.vocabulary import Relation

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt", "requirements-bench.txt")


def doc(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", [*rules.READING_RULES, *rules.RULES])
def test_every_rule_is_documented_with_its_title(rule):
    title = rules.READING_RULES.get(rule) or rules.RULES[rule][0]
    assert rule in doc("docs/data-model.md")
    assert title in doc("docs/data-model.md")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_record_is_documented(kind):
    assert f"`{kind}`" in doc("docs/data-model.md")


@pytest.mark.parametrize("relation", Relation)
def test_every_relation_is_documented(relation):
    assert f"`{relation}`" in doc("docs/data-model.md")


def test_every_exported_file_is_documented(base):
    for name in package.files(base):
        assert name in doc("docs/data-model.md")


def test_every_command_is_in_the_readme():
    commands = re.search(r"\{(.*?)\}", _parser().format_usage() + "{" + ",".join(_commands()) + "}")[1].split(",")
    assert len(commands) == 6
    for command in commands:
        assert f"kb {command}" in doc("README.md") or f"`{command}`" in doc("README.md"), command


def _commands():
    actions = [a for a in _parser()._actions if a.choices]
    return list(actions[0].choices)


def test_every_dependency_has_its_reason():
    for file in REQUIREMENTS:
        for line in doc(file).splitlines():
            if line and not line.startswith(("#", "-")):
                name = re.match(r"[\w-]+", line)[0]
                assert name.lower() in doc("docs/decisions.md").lower(), f"say in docs/decisions.md why {name}"


def test_the_two_commands_are_in_the_readme_and_the_makefile():
    for target in ("app", "test"):
        assert f"make {target}" in doc("README.md")
        assert re.search(rf"^{target}:", doc("Makefile"), re.M)


def test_dependencies_have_bounds_and_exact_versions():
    pinned = {re.split("==", line)[0].lower() for line in doc("constraints.txt").splitlines() if "==" in line}
    for file in REQUIREMENTS:
        for line in doc(file).splitlines():
            if line and not line.startswith(("#", "-")):
                assert re.search(r">=.*,<", line), f"{line} has no bounds"
                assert re.match(r"[\w-]+", line)[0].lower() in pinned, f"{line} is not pinned in constraints.txt"
