"""The command line with hostile arguments and files: an exit code and a sentence, whatever is given."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.commands import main

ROOT = Path(__file__).parents[2]
cases = settings(deadline=5000, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
ARGUMENTS = (
    "check", "show", "export", "audit", "curate", "fingerprint", "--data", "--data=", "--help", "-h", "--", "-", "", " ", "--x", "ca-how-2",
    "../../etc/passwd", "/etc/passwd", "/dev/null", "/proc/self/mem", "<script>", "\u202e", "$(id)", "`id`", "; ls", "*",
    "x" * 5000, "%s%n", "{0.__class__}", "-1", "--data=/dev/null", "--data=/nowhere", "\n", "\x1b[2J", "é",
)  # fmt: skip


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A data folder of two records."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "all.toml").write_text(
        '[[package]]\nid = "sleep"\ntitle = "Sleep"\nheadline = "h"\nsubject = "s"\nevidence_about = "e"\nsearch_examples = "x"\n'
        'version = "1.0.0"\nreleased = "2026-01-01"\nlicence = "x"\nnot_for = "x"\nreport_errors = "x"\nmatrix_document = "b"\n'
        '[[document]]\nid = "b"\nshort_title = "b"\ntitle = "B"\ncitation = "B. 2020."\nkind = "book"\nread = "all"\n'
    )
    return folder


def test_no_arguments_bring_more_than_a_code_and_a_sentence(tiny, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KB_DATA", str(tiny))
    monkeypatch.setattr(sys, "stdin", io.StringIO("…"))

    text = st.text(st.characters(exclude_characters="\0/", exclude_categories=("Cs",)), max_size=20)

    @settings(cases, max_examples=400)
    @given(st.lists(st.one_of(st.sampled_from(ARGUMENTS), text), max_size=5))
    def check(arguments):
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        assert code in {0, 1, 2}
        assert code == 0 or said.err.strip()
        assert "Traceback" not in said.err

    check()


RUNS = {
    "an id that is no text": (["show", b"\xff\xfe"], 1),
    "a folder that is no text": (["export", b"out-\xff"], 0),
    "a file that is no text": (["audit", b"\xff"], 1),
    "a folder in place of a file": (["audit", "/"], 1),
    "a device": (["audit", "/dev/full"], 1),
    "a place where nobody may write": (["export", "/proc/here"], 1),
    "a data folder that is a file": (["--data", "/etc/hostname", "check"], 1),
    "a name too long": (["--data", "x" * 5000, "check"], 1),
    "nothing": ([], 2),
    "no such command": (["launch"], 2),
}


@pytest.mark.parametrize(("arguments", "code"), RUNS.values(), ids=RUNS)
def test_a_hostile_command_ends_with_a_code_and_words(arguments, code, tiny, tmp_path):
    done = run(arguments, tiny, tmp_path)
    assert done.returncode == code, done.stderr
    assert (done.stderr == b"") is (code == 0)
    assert b"Traceback" not in done.stderr


def test_a_terminal_that_knows_few_letters_gets_what_it_can_show(tmp_path):
    done = run(["show", "t3-acupuncture-dose"], ROOT / "data", tmp_path, PYTHONIOENCODING="ascii")
    assert b"\\u" in done.stdout
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_who_stops_reading_is_no_traceback(tmp_path):
    read, write = os.pipe()
    os.close(read)
    with open(write, "wb") as gone:
        done = run(["show", "ca-how-2"], ROOT / "data", tmp_path, stdout=gone)
    assert done.stderr == b""


def test_an_output_that_is_full_is_said_in_words(tiny, tmp_path):
    with open("/dev/full", "wb") as full:
        done = run(["check"], tiny, tmp_path, stdout=full)
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


def run(arguments, data, folder, stdout=subprocess.PIPE, **environment):
    """Run the command line as a person does, in a folder of their own."""
    return subprocess.run(
        [sys.executable, "-m", "kb", *arguments],
        cwd=folder, env={**os.environ, "KB_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "", **environment}, stdin=subprocess.DEVNULL,
        stdout=stdout, stderr=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
