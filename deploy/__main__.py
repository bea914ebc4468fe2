"""Write what nginx needs into a folder: its configuration, and Streamlit's own files, compressed beforehand.

``python -m deploy FOLDER [--listen ADDRESS] [--ports PORT …]``. Files of an
earlier version stay in the folder, for pages that are still open.
"""

import argparse
import gzip
import sys
from collections.abc import Sequence
from pathlib import Path

import streamlit
from jinja2 import Environment, StrictUndefined

TEMPLATE = Path(__file__).parent / "nginx.conf"
STATIC = Path(streamlit.__file__).parent / "static" / "static"
# Fonts and pictures are compressed already.
COMPRESSIBLE = {".js", ".css", ".svg"}


def configuration(folder: Path, listen: str, ports: Sequence[int]) -> str:
    """Return nginx's configuration: `folder` holds the static files, each of `ports` has a process."""
    template = Environment(undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True)
    return template.from_string(TEMPLATE.read_text("utf-8")).render(folder=folder, listen=listen, ports=ports)


def compress(source: Path, folder: Path) -> tuple[int, int]:
    """Copy static files, and put a compressed one beside each script and style. Return their sizes in bytes."""
    before = after = 0
    for path in filter(Path.is_file, source.rglob("*")):
        content = path.read_bytes()
        if path.suffix in COMPRESSIBLE:
            compressed = gzip.compress(content, mtime=0)
            before, after = before + len(content), after + len(compressed)
            _put(folder / path.relative_to(source).with_name(f"{path.name}.gz"), compressed)
        _put(folder / path.relative_to(source), content)
    return before, after


def _put(path: Path, content: bytes) -> None:
    # nginx may be serving the folder: a file is there whole or not at all.
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def main() -> int:
    """Write both and say what was written; exit code 1 and a sentence where that cannot be done."""
    options = _parser().parse_args()
    folder: Path = options.folder.absolute()
    try:
        before, after = compress(STATIC, folder / "static")
        (folder / "nginx.conf").write_text(configuration(folder, options.listen, options.ports), "utf-8")
    except OSError as error:
        print(f"{folder} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"{folder / 'static'}: scripts and styles of {before / 1e6:.1f} MB, compressed {after / 1e6:.1f} MB")
    print(f"{folder / 'nginx.conf'}: {options.listen} in front of {', '.join(map(str, options.ports))}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy", description="Write what nginx needs into a folder.")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="made if it is missing; nginx has to read it")
    parser.add_argument("--listen", default="80", help="address and port that nginx answers (default: %(default)s)")
    parser.add_argument("--ports", type=int, nargs="+", default=[8501, 8502], help="one process each (%(default)s)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
