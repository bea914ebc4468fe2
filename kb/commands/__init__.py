"""What each command prints. Answers go to standard output, errors to standard error, and bad data exits with 1."""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from kb import rules
from kb.audit import audit
from kb.commands import curate
from kb.exports import package
from kb.fingerprint import fingerprint
from kb.knowledge import KnowledgeBase, load
from kb.labels import KIND
from kb.problem import BadData
from kb.records import Sourced, kind_of

LARGEST_SOURCE = 20_000_000


class Refusal(Exception):
    """Something the person at the command line can correct; its text says how."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 bad data or nothing found, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        code = options.run(options)
        sys.stdout.flush()
        return code
    except BadData as error:
        print(*error.problems, sep="\n", file=sys.stderr)
        print(f"{error}. Nothing was loaded.", file=sys.stderr)
    except Refusal as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        _leave_unwritten()
    except OSError as error:
        print(f"The answer cannot be written: {error.strerror}.", file=sys.stderr)
        _leave_unwritten()
    return 1


def _leave_unwritten() -> None:
    """Discard buffered output, so that the interpreter does not try to write it again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kb", description="The knowledge base of Concordance.")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="data folder (default: KB_DATA, else data/)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "check", check, "apply every rule to the data and list all problems")
    _command(commands, "show", show, "print one record with its links", "ID")
    _command(commands, "export", export, "write the data package into a folder", "FOLDER")
    _command(commands, "audit", audit_copy, "look for the passages of all records in your copy of a source", "FILE")
    _command(
        commands,
        "curate",
        compare_versions,
        "say what differs from an earlier data folder, and where it shows",
        "FOLDER",
    )
    _command(commands, "fingerprint", print_fingerprint, "print the fingerprint of a passage on standard input")
    return parser


def _command(
    commands: argparse._SubParsersAction, name: str, run: Callable[..., int], what: str, operand: str = ""
) -> None:
    command = commands.add_parser(name, help=what, description=what.capitalize() + ".")
    command.set_defaults(run=run)
    if operand:
        command.add_argument("operand", metavar=operand)


def check(options: argparse.Namespace) -> int:
    """Print what the data hold and that every rule is kept; raises BadData where one is not."""
    base = load(options.data)
    counts = Counter(kind_of(record) for record in base.records.values())
    for kind, count in counts.items():
        print(f"{count:5}  {KIND[kind].lower()}")
    kept = len(rules.READING_RULES) + len(rules.RULES)
    print(
        f"{len(base.records)} records, {base.graph.number_of_edges()} links, data version {base.version}: all {kept} rules kept."
    )
    return 0


def show(options: argparse.Namespace) -> int:
    """Print a record as JSON, then every link from and to it."""
    base = load(options.data)
    record = base.records.get(options.operand)
    if record is None:
        raise Refusal(f"No record has the id {options.operand!r}. Ids are listed by: python -m kb export FOLDER")
    fields = record.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    print(KIND[kind_of(record)])
    print(json.dumps(fields, indent=2, ensure_ascii=False))
    links = (base.graph.out_edges, base.graph.in_edges)
    for source, target, relation, basis in (link for of in links for link in of(record.id, keys=True, data="basis")):
        print(f"{source} -- {relation} ({basis}) --> {target}")
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the data package and name its files."""
    try:
        written = package.write(load(options.data), Path(options.operand))
    except OSError as error:
        said = (
            f"{options.operand} cannot be written: {error.strerror}. No file is left half-written. Name another folder."
        )
        raise Refusal(said) from error
    print(*written, sep="\n")
    return 0


def audit_copy(options: argparse.Namespace) -> int:
    """Print, for each record, the passage found beside our wording; exit code 1 where nothing was found at all."""
    base = load(options.data)
    findings = audit([r for r in base.records.values() if isinstance(r, Sourced)], _source(Path(options.operand)))
    found = [finding for finding in findings if finding.passage is not None]
    for finding in found:
        print(
            f"FOUND      {finding.record.id}\n  source:  {finding.passage}\n  wording: {curate.wording(finding.record)}\n"
        )
    for finding in findings:
        if finding.passage is None:
            print(f"NOT FOUND  {finding.record.id}  (read in {finding.record.where.document})")
    _audit_summary(base, findings)
    return 0 if found else 1


def _audit_summary(base: KnowledgeBase, findings: Sequence) -> None:
    totals: dict[tuple[str, str], list[int]] = {}
    for finding in findings:
        cell = totals.setdefault((finding.record.where.document, KIND[kind_of(finding.record)].lower()), [0, 0])
        cell[0] += finding.passage is not None
        cell[1] += 1
    for (document, kind), (found, total) in totals.items():
        print(f"{document}: {found} of {total} passages found ({kind})")


def _source(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_SOURCE + 1)
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}. Name a text file.") from error
    if len(content) > LARGEST_SOURCE:
        raise Refusal(f"{path} is larger than 20 MB. Save the text of the source alone.")
    return content.decode(errors="replace")


def compare_versions(options: argparse.Namespace) -> int:
    """Print what differs between an earlier data folder and the data: records, verdicts, and where they show."""
    after = load(options.data)
    try:
        before = load(Path(options.operand))
    except BadData as error:
        listed = "\n".join(map(str, error.problems))
        said = f"The earlier data in {options.operand} cannot be compared: {error}, read by today's rules."
        raise Refusal(f"{listed}\n{said}") from error
    print(*curate.lines(before, after), sep="\n")
    return 0


def print_fingerprint(options: argparse.Namespace) -> int:
    """Print the fingerprint of the passage on standard input, as a record spells it."""
    try:
        mark = fingerprint(sys.stdin.read())
    except (ValueError, UnicodeError) as error:
        raise Refusal(f"No fingerprint: {error}.") from error
    print(f'passage = {{ length = {mark.length}, sha256 = "{mark.sha256}" }}')
    return 0
