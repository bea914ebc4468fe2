"""What a change of the data touches: fields, passages, neighbours, verdicts and pages, on a made-up subject."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import kb
from kb.commands.change import How, changes, verdict, verdicts
from kb.commands.curate import NOTHING, lines
from kb.commands.places import places
from kb.comparison import among
from kb.records import Recommendation
from tests.pages import screen

ROOT = Path(__file__).parents[2]
SUBJECT = ROOT / "tests" / "subjects" / "other"


@pytest.fixture
def folder(tmp_path):
    """A copy of the made-up subject that a test may change."""
    return shutil.copytree(SUBJECT, tmp_path / "later", copy_function=shutil.copyfile)


@pytest.fixture(scope="module")
def before():
    return kb.load(SUBJECT)


def edit(folder, *replaced, file="recommendations.toml"):
    """Replace each text, which has to stand there once, and return the knowledge base that comes of it."""
    path = folder / file
    text = path.read_text()
    for old, new in replaced:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text)
    return kb.load(folder)


def curate(*arguments, data=SUBJECT):
    return subprocess.run(
        [sys.executable, "-m", "kb", "--data", str(data), "curate", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def block(said, record):
    """The lines on one record."""
    start = next(i for i, line in enumerate(said) if f" {record}: " in line and not line.startswith(" "))
    return said[start : said.index("", start)]


def remove(folder, record):
    """Take a recommendation out of its file."""
    path = folder / "recommendations.toml"
    parts = path.read_text().split("[[recommendation]]")
    kept = [part for part in parts if f'id = "{record}"' not in part]
    assert len(kept) == len(parts) - 1
    path.write_text("[[recommendation]]".join(kept))
    return kb.load(folder)


def test_nothing_changed_is_said_in_one_line(before):
    assert changes(before, before) == ()
    assert verdicts(before, before).empty
    assert list(lines(before, before)) == [NOTHING]


def test_a_changed_statement_shows_both_wordings_its_passage_and_where_it_is_read(before, folder):
    after = edit(folder, ("Sing to every sleeper.", "Sing softly to every sleeper."))
    (change,) = changes(before, after)
    assert (change.record, change.how) == ("xa-how-3", How.CHANGED)
    assert [(d.field, d.before, d.after) for d in change.differences] == [
        ("statement", "Sing to every sleeper.", "Sing softly to every sleeper.")
    ]
    said = block(list(lines(before, after)), "xa-how-3")
    assert "    - Sing to every sleeper." in said
    assert "    + Sing softly to every sleeper." in said
    assert "  passage    18 letters and digits; our wording 24" in said
    assert any(line.startswith("  neighbours is about (topics): singing") for line in said)
    assert any(line.startswith("  neighbours") and line.endswith(": lullaby") for line in said)
    addresses = [line.split()[-1] for line in said if line.startswith("  shows on")]
    assert addresses == [
        "/record?id=xa-how-3", "/recommendations?country=XA", "/compare?topic=singing",
        "/evidence?view=recommended&intervention=lullaby",
    ]  # fmt: skip
    assert not any(line.startswith("  verdict") for line in said), "wording moves no verdict"


def test_a_changed_strength_changes_the_verdicts_of_its_topics_alone(before, folder):
    statement = 'statement = "Review everyone who has taken drops for 6 moons or more."\nverb = "do"\naction = "review"\nstrength = '
    after = edit(folder, (f'{statement}"firm"', f'{statement}"gentle"'))
    found = verdicts(before, after)
    assert list(found.index) == ["long-use"]
    row = found.loc["long-use"]
    assert row["before"] == "Differ in strength; Differ in applicability; all for; 2 of 3 guidelines"
    assert row["after"] == "Differ in applicability; all for; 2 of 3 guidelines"
    assert "their conditions" in row["why"]
    said = list(lines(before, after))
    own = block(said, "xa-whom-1")
    assert own[1:4] == ["  strength", "    - firm", "    + gentle"]
    assert any(line.startswith("  verdict") and f"{row['before']} → {row['after']}" in line for line in own)
    assert any(line.strip() == "/compare?topic=long-use" for line in own)
    assert said[-1] == "Records: 0 new, 1 changed, 0 removed. 1 verdict changes."
    assert "OTHER VERDICTS THAT CHANGE" not in said


def test_a_new_record_is_told_with_all_its_fields_and_a_removed_one_by_what_it_stood_beside(before, folder):
    after = remove(folder, "xa-how-3")
    (gone,) = changes(before, after)
    assert (gone.record, gone.how) == ("xa-how-3", How.REMOVED)
    assert verdicts(before, after).loc["singing", ["before", "after"]].tolist() == [
        "Strength not comparable; 2 of 3 guidelines",
        "One guideline; 1 of 3 guidelines",
    ]
    own = block(list(lines(before, after)), "xa-how-3")
    assert own[0].startswith("REMOVED  recommendation xa-how-3")
    assert any("is about (topics): singing" in line for line in own)

    (new,) = changes(after, before)
    assert (new.record, new.how) == ("xa-how-3", How.NEW)
    assert {d.before for d in new.differences} == {None}
    assert ("about singing direction", "for") in {(d.field, d.after) for d in new.differences}
    said = list(lines(after, before))
    assert block(said, "xa-how-3")[0].startswith("NEW  recommendation xa-how-3")
    assert said[-1] == "Records: 1 new, 0 changed, 0 removed. 1 verdict changes."


def test_a_changed_link_names_what_it_leads_to_and_another_order_is_no_change_of_a_field(before, folder):
    links = ('{ to = "pace", why = "It gives a pace." },\n  { to = "milk", why = "It offers milk." },',)
    after = edit(
        folder,
        (
            *links,
            '{ to = "milk", direction = "against", why = "It offers milk." },\n  { to = "pace", why = "It gives a pace." },',
        ),
    )
    (change,) = changes(before, after)
    assert [(d.field, d.before, d.after) for d in change.differences] == [("about milk direction", "for", "against")]
    assert "Differ in direction" in verdicts(before, after).loc["milk", "after"]


def test_a_new_topic_has_no_verdict_before_and_a_removed_one_none_after(before, folder):
    after = edit(
        folder, ('[[topic]]\nid = "singing"', '[[topic]]\nid = "humming"\nlabel = "Humming"\nbroader = "singing"\nscope = "Humming."\n\n[[topic]]\nid = "singing"'),
        file="vocabulary.toml",
    )  # fmt: skip
    found = verdicts(before, after)
    assert found.loc["humming", ["before", "after"]].tolist() == ["no such topic", "No guideline; 0 of 3 guidelines"]
    turned = verdicts(after, before)
    assert turned.loc["humming", ["after", "why"]].tolist() == ["no such topic", ""]


def test_a_verdict_that_moves_through_a_record_two_links_away_is_told_apart(before, folder):
    # The strength of a label is said by the scheme, which no recommendation is linked to.
    grade = 'meaning = "For some."\nstrength = '
    after = edit(folder, (f'{grade}"weak-or-conditional"', f'{grade}"strong"'), file="package.toml")
    said = list(lines(before, after))
    start = said.index("OTHER VERDICTS THAT CHANGE")
    assert any(line.startswith("  verdict") and "→" in line for line in said[start:])
    assert [change.record for change in changes(before, after)] == ["almanac-labels"]


def test_a_verdict_counts_those_that_address_the_topic(before):
    assert verdict(before, "singing").endswith("2 of 3 guidelines")
    assert verdict(before, "night-falls") == "Differ in applicability; all for; 2 of 3 guidelines"


def test_the_command_prints_the_same_and_ends_with_0(before, folder):
    after = edit(folder, ("Sing to every sleeper.", "Sing softly to every sleeper."))
    done = curate(SUBJECT, data=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == list(lines(before, after))


def test_an_earlier_folder_that_cannot_be_read_is_a_sentence(folder, tmp_path):
    with (folder / "recommendations.toml").open("a") as file:
        file.write("[[recommendation]\n")
    for broken in (folder, tmp_path / "nowhere"):
        done = curate(broken)
        assert (done.returncode, done.stdout) == (1, "")
        assert f"The earlier data in {broken} cannot be compared" in done.stderr
        assert "[R0" in done.stderr, "the problem itself is listed"
        assert "Traceback" not in done.stderr
    done = curate(SUBJECT, data=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing was loaded" in done.stderr


def test_every_address_is_one_that_the_app_knows(base):
    one_of_each = {type(record): record for record in base.records.values()}.values()
    addresses = {address for record in one_of_each for address in places(base, record)}
    linked = next(rec for rec in base.of(Recommendation) if rec.interventions)
    visitor = screen.session()
    for address in sorted({*addresses, *places(base, linked)}):
        parts = urlsplit(address)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        shown = screen.show(visitor, parts.path.strip("/"), **query)
        assert "is not known" not in shown.words, address


def test_make_compares_with_what_a_commit_held(tmp_path):
    """The target takes the data of a commit; here one of a repository of its own."""
    repository = tmp_path / "repository"
    shutil.copytree(SUBJECT, repository / "data", copy_function=shutil.copyfile)
    shutil.copyfile(ROOT / "Makefile", repository / "Makefile")
    (repository / "requirements.txt").touch()
    (repository / "constraints.txt").touch()
    bin_ = repository / ".venv" / "bin"
    bin_.mkdir(parents=True)
    for made in (bin_ / "python", repository / ".venv" / "app"):
        made.touch()
    (bin_ / "python").write_text(f'#!/bin/sh\ncd {ROOT} && KB_DATA={repository}/data exec {sys.executable} "$@"\n')
    (bin_ / "python").chmod(0o755)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(repository)]
    for command in (["init", "-q"], ["add", "data"], ["commit", "-qm", "Curate"]):
        subprocess.run([*git, *command], check=True)
    edit(repository / "data", ("Sing to every sleeper.", "Hum to every sleeper."))

    def make(*arguments):
        return subprocess.run(
            ["make", "-s", "-o", ".venv/app", "curate-check", *arguments],
            cwd=repository, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    done = make()
    assert done.returncode == 0, done.stderr
    assert "    + Hum to every sleeper." in done.stdout.splitlines()
    assert make("SINCE=nothing").returncode != 0


def test_the_worked_example_is_the_record_as_it_stands(base):
    text = (ROOT / "docs" / "curating.md").read_text()
    shown = tomllib.loads("".join(re.findall(r"```toml\n(.*?)```", text, re.S)))["recommendation"][0]
    file = tomllib.loads((kb.CURATED / "recommendations" / "us.toml").read_text())
    curated = next(rec for rec in file["recommendation"] if rec["id"] == shown["id"])
    assert shown == {field: curated[field] for field in shown}
    named = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+)`", text))
    assert {name for name in named if name not in base.records} == set()


def test_what_the_worked_example_says_of_its_verdict_is_so(base):
    found = among(base, "tapering-rate", [g.id for g in base.by_country])
    assert found.kind == "differ-in-applicability"
    pace = {s.guideline: span[1:] for s in found.inputs for span in s.amounts if span[0] == "taper"}
    assert pace["ca-2017"] == (5, 20)
    assert pace["us-2022"] == (None, pytest.approx(9.2, abs=0.05))
    ways = {(s.recommendation, topic): str(s.direction) for topic in ("tapering-rate", "abrupt-discontinuation")
            for s in among(base, topic, [g.id for g in base.by_country]).inputs}  # fmt: skip
    assert ways["us-how-7", "tapering-rate"] == "for"
    assert ways["au-how-1", "abrupt-discontinuation"] == "against"
    assert ways["gb-how-3", "abrupt-discontinuation"] == "condition"
    assert ways["gb-how-7", "abrupt-discontinuation"] == "information"
