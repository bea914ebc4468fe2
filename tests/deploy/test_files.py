"""What stands in deploy/, as far as it can be checked without a machine of its own: the unit, the image, the folder."""

import gzip
import os
import re
import shlex
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
SYSTEMD = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="No systemd-analyze here")


def run(*arguments, **environment):
    return subprocess.run(
        arguments, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


# --- the folder that nginx reads ----------------------------------------------------------------------------------


def test_the_folder_holds_every_static_file_and_a_smaller_one_beside_scripts_and_styles(tmp_path):
    done = run(sys.executable, "-m", "deploy", str(tmp_path), "--listen", "127.0.0.1:8080", "--ports", "9001", "9002")
    assert done.returncode == 0, done.stderr
    source = Path(run(sys.executable, "-c", "import streamlit; print(streamlit.__file__)").stdout).parent / "static"
    for file in filter(Path.is_file, (source / "static").rglob("*")):
        copy = tmp_path / file.relative_to(source)
        assert copy.read_bytes() == file.read_bytes()
        if file.suffix in (".js", ".css", ".svg"):
            packed = copy.with_name(f"{copy.name}.gz")
            assert gzip.decompress(packed.read_bytes()) == file.read_bytes()
    assert not list(tmp_path.rglob(".*"))
    configuration = (tmp_path / "nginx.conf").read_text()
    assert "listen 127.0.0.1:8080;" in configuration
    assert re.findall(r"server 127\.0\.0\.1:(\d+)", configuration) == ["9001", "9002"]
    assert "{{" not in configuration


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    done = run(sys.executable, "-m", "deploy", str(tmp_path / "file"))
    assert done.returncode == 1
    assert "cannot be written: Not a directory" in done.stderr
    assert "Traceback" not in done.stderr


def test_nginx_adds_no_header_that_the_app_itself_sends_with_pages():
    pages = re.sub(r"location /static/ \{.*?\n    \}", "", (DEPLOY / "nginx.conf").read_text(), flags=re.S)
    assert set(re.findall(r"add_header ([\w-]+)", pages)) == {"Set-Cookie", "Refresh", "Cache-Control"}


# --- the service --------------------------------------------------------------------------------------------------


@pytest.fixture
def unit(tmp_path):
    """The unit with the interpreter of these tests where /opt/concordance/.venv would be."""
    copy = tmp_path / "concordance@.service"
    text = (DEPLOY / copy.name).read_text().replace("/opt/concordance/.venv/bin", str(Path(sys.executable).parent))
    copy.write_text(text)
    return copy


@SYSTEMD
def test_systemd_finds_nothing_wrong_with_the_unit(unit):
    done = run("systemd-analyze", "verify", str(unit))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@SYSTEMD
def test_systemd_rates_the_unit_as_little_exposed(unit):
    done = run("systemd-analyze", "security", "--offline=yes", "--threshold=15", str(unit))
    assert done.returncode == 0, done.stdout[-300:]


def test_the_service_listens_to_this_machine_alone_and_starts_no_broken_data():
    text = (DEPLOY / "concordance@.service").read_text()
    assert "--host 127.0.0.1 --port %i" in text
    assert "ExecStartPre=/opt/concordance/.venv/bin/python -m kb check" in text
    assert "DynamicUser=yes" in text


def test_service_and_image_start_the_app_with_options_that_uvicorn_knows():
    unit = re.search(r"^ExecStart=\S+ (.*)$", (DEPLOY / "concordance@.service").read_text(), re.M)[1]
    image = shlex.join(eval(re.search(r'^CMD (\["uvicorn".*\])$', (DEPLOY / "Dockerfile").read_text(), re.M)[1])[1:])
    known = run(sys.executable, "-m", "uvicorn", "--help").stdout
    for command in (unit, image):
        assert command.startswith("streamlit_app:app ")
        for option in re.findall(r"--[\w-]+", command):
            assert option in known, option
    assert unit.partition("--no-access-log")[2] == image.partition("--no-access-log")[2]


# --- the image: never built here, because there is no Docker engine -----------------------------------------------


def instructions(name):
    return re.findall(rf"^{name} (.*)$", (DEPLOY / "Dockerfile").read_text(), re.M)


def test_the_image_copies_what_exists_and_all_that_the_app_is_made_of():
    sources = [part for line in instructions("COPY") for part in line.split()[:-1]]
    assert all((ROOT / source).exists() for source in sources)
    assert {"streamlit_app.py", ".streamlit", "kb", "ui", "pages", "data", "constraints.txt"} <= set(sources)
    kept = [line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")]
    assert all(any(fnmatch(source, pattern) for pattern in kept) for source in sources)


def test_the_image_runs_as_somebody_unprivileged_who_was_made_before():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    (user,) = instructions("USER")
    assert user not in ("root", "0")
    made = next(i for i, line in enumerate(lines) if line.startswith("RUN useradd") and line.endswith(user))
    assert made < lines.index(f"USER {user}") < next(i for i, line in enumerate(lines) if line.startswith("CMD"))


def test_the_image_asks_for_its_health_with_code_that_tells_a_dead_app():
    code = eval(re.search(r"^ +CMD (\[.*\])$", (DEPLOY / "Dockerfile").read_text(), re.M)[1])[2]
    assert "/health" in code
    assert run(sys.executable, "-c", code.replace("8501", "9")).returncode == 1


# --- settings -----------------------------------------------------------------------------------------------------


def test_the_cookie_secret_is_taken_from_the_environment_which_no_other_setting_is():
    code = "from streamlit.config import get_option as g; print(g('server.cookieSecret'), g('client.toolbarMode'))"
    done = run(
        sys.executable, "-c", code, STREAMLIT_SERVER_COOKIE_SECRET="one for all", STREAMLIT_CLIENT_TOOLBAR_MODE="auto"
    )
    assert done.stdout == "one for all viewer\n"


def test_served_to_others_streamlit_does_not_act_as_on_its_developers_desk():
    # Without this, a visitor whom a proxy shows as local is offered to install things on the server.
    done = run(sys.executable, "-c", "from streamlit.config import get_option; print(get_option('server.headless'))")
    assert done.stdout == "True\n"
