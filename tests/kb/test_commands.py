"""The command line, run as a person runs it: answers on standard output, errors in plain words, exit codes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*arguments, data=None, given=""):
    environment = {**os.environ, **({"KB_DATA": str(data)} if data else {})}
    return subprocess.run(
        [sys.executable, "-m", "kb", *arguments],
        cwd=ROOT, env=environment, input=given, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_check_counts_the_records_and_exits_with_0():
    done = run("check")
    assert done.returncode == 0, done.stderr
    assert "55  recommendation" in done.stdout
    assert "rules kept" in done.stdout


def test_check_lists_all_problems_and_exits_with_1(data_copy):
    file = data_copy / "recommendations" / "au.toml"
    file.write_text(file.read_text().replace('verb = "do"', 'verb = "perhaps"', 1).replace("ca-2017", "x"))
    (data_copy / "broken.toml").write_text("[[topic]\n")
    done = run("check", data=data_copy)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "recommendations/au.toml, record au-when-1, field verb" in done.stderr
    assert "broken.toml: this is not valid TOML" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_folder_is_said_in_a_sentence(tmp_path):
    done = run("check", data=tmp_path / "nowhere")
    assert done.returncode == 1
    assert "no data files can be read here" in done.stderr
    assert "Traceback" not in done.stderr


def test_show_prints_a_record_with_links_both_ways():
    done = run("show", "ca-how-2")
    assert done.returncode == 0
    assert "ca-how-2 -- about (decided) --> gradual-tapering" in done.stdout


def test_show_of_an_unknown_id_says_how_to_find_ids():
    done = run("show", "nothing-here")
    assert done.returncode == 1
    assert "No record has the id 'nothing-here'" in done.stderr


def test_export_writes_the_package(tmp_path):
    done = run("export", str(tmp_path / "out"))
    assert done.returncode == 0
    assert {p.name for p in (tmp_path / "out").iterdir()} >= {"recommendations.csv", "effects.csv", "datapackage.json"}


def test_export_into_a_file_is_refused_in_words(tmp_path):
    (tmp_path / "file").write_text("x")
    done = run("export", str(tmp_path / "file"))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


# A disk of 64 kB, and, where nobody may mount one, files of at most 20 kB.
FULL = {
    "disk": ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
             'mount -t tmpfs -o size=64k tmpfs "$0" && { "$@"; code=$?; ls -A "$0" >&2; exit $code; }'],
    "limit": ["sh", "-c", 'prlimit --fsize=20000 "$@"; code=$?; ls -A "$0" >&2; exit $code'],
}  # fmt: skip


@pytest.mark.parametrize("kind", FULL)
def test_export_onto_a_full_disk_is_a_sentence_and_leaves_nothing_half_written(kind, tmp_path):
    if kind == "disk" and subprocess.run([*FULL[kind], tmp_path, "true"], capture_output=True, check=False).returncode:
        pytest.skip("Nobody may mount a small disk here")
    command = [*FULL[kind], tmp_path, sys.executable, "-m", "kb", "export", tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    said, *left = done.stderr.splitlines()
    reason = "No space left on device" if kind == "disk" else "File too large"
    assert said == f"{tmp_path} cannot be written: {reason}. No file is left half-written. Name another folder."
    assert (done.returncode, done.stdout, left) == (1, "", [])


def test_an_earlier_export_outlives_one_that_fails(tmp_path):
    assert run("export", str(tmp_path)).returncode == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    command = [*FULL["limit"], tmp_path, sys.executable, "-m", "kb", "export", tmp_path]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 1
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_answer_that_cannot_be_written_is_a_sentence():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kb", "show", "ca-how-2"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "The answer cannot be written: No space left on device.\n")


def test_audit_finds_a_passage_in_a_readers_copy_and_says_what_is_missing(data_copy, tmp_path):
    passage = "Taper slowly,\nand talk about it."
    mark = run("fingerprint", given=passage).stdout.strip()
    file = data_copy / "recommendations" / "us.toml"
    lines = file.read_text().splitlines()
    lines[next(i for i, line in enumerate(lines) if line.startswith("passage"))] = mark
    file.write_text("\n".join(lines))
    copy = tmp_path / "copy.txt"
    copy.write_text("Some words. Taper slowly, and talk about it. More words.")
    done = run("audit", str(copy), data=data_copy)
    assert done.returncode == 0
    assert "FOUND      us-when-1\n  source:  Taper slowly, and talk about it" in done.stdout
    assert "NOT FOUND  us-when-2" in done.stdout
    assert "lin-langford-2025: 1 of 55 passages found (recommendation)" in done.stdout


@pytest.mark.parametrize("arguments", [("audit", "no-such-file.txt"), ("fingerprint",)])
def test_input_that_cannot_be_used_is_refused_in_words(arguments):
    done = run(*arguments, given="…")
    assert done.returncode == 1
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_another_folder_loads_in_its_place(tmp_path):
    (tmp_path / "all.toml").write_text(
        '[[package]]\nid="sleep"\ntitle="Sleep"\nheadline="h"\nsubject="s"\nevidence_about="e"\nsearch_examples="x"\nversion="1.0.0"\nreleased="2026-01-01"\nlicence="x"\n'
        'not_for="x"\nreport_errors="x"\nmatrix_document="book"\n'
        '[[document]]\nid="book"\nshort_title="b"\ntitle="Book"\ncitation="B. 2020."\nkind="book"\nread="all"\n'
    )
    done = run("check", data=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 records" in done.stdout


def test_opening_the_data_does_not_wait_for_the_charts_and_naming_them_finds_them():
    code = """
import sys, kb, kb.commands
base = kb.load()
assert "altair" not in sys.modules, "only a chart needs altair"
assert {"charts", "filters", "comparison", "effects", "walk", "search", "exports"} <= set(dir(kb))
assert kb.walk.neighbours(base, "safety").total
assert kb.charts and "altair" in sys.modules
try:
    kb.nothing
except AttributeError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "module 'kb' has no attribute 'nothing'", done.stderr
