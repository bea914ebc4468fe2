"""The data folder is replaced under a running app: it serves the old data until it is started again, then the new."""

import csv
import io
import json
import shutil
import zipfile

import pytest
from playwright.sync_api import expect

from kb.knowledge import CURATED, load

pytestmark = pytest.mark.browser

ROUTES = (
    "recommendations.csv", "recommendations.xlsx", "comparison.csv", "comparison.docx", "references.ris",
    "figure.svg?chart=forest&panel=discontinuation-RR",
)  # fmt: skip


@pytest.fixture
def folders(tmp_path):
    """The curated data in the place where the app reads them, and a later version of them beside it."""
    now, later = (shutil.copytree(CURATED, tmp_path / name, copy_function=shutil.copyfile) for name in ("now", "later"))
    package = later / "package.toml"
    package.write_text(package.read_text().replace('version = "0', 'version = "9'))
    german = later / "recommendations" / "de.toml"
    german.write_text(german.read_text().replace('statement = "', 'statement = "Later: ', 1))
    return now, later


def versions(app, ask, reader):
    """Return every data version that a visitor can meet, and how many statements are of the later data."""
    shown = reader(f"{app.address}/recommendations?country=DE")
    _, cards, version = shown.state()
    archive = zipfile.ZipFile(io.BytesIO(ask(f"{app.address}/download/data.zip").content))
    rows = csv.DictReader(io.StringIO(ask(f"{app.address}/download/recommendations.csv").content.decode("utf-8-sig")))
    names = ask(f"{app.address}/download/recommendations.csv").headers["content-disposition"]
    met = {
        version,
        ask(f"{app.address}/health").json()["data"],
        json.loads(archive.read("datapackage.json"))["version"],
    }
    later = [
        sum("Later:" in card for card in cards),
        sum(row["statement"].startswith("Later:") for row in rows),
        archive.read("recommendations.csv").decode().count("Later:"),
        names.count("recommendations-9."),
    ]
    return met, later


def test_old_until_it_is_started_again_then_new_and_never_a_mixture(folders, running, ask, reader):
    now, later = folders
    old, new = load(now).version, load(later).version
    with running(KB_DATA=str(now)) as (app,):
        assert versions(app, ask, reader) == ({old}, [0] * 4)

        (now / "recommendations" / "de.toml").write_bytes(b'[[recommendation]]\nid = "de-')
        assert versions(app, ask, reader) == ({old}, [0] * 4)

        now.rename(now.with_name("gone"))
        assert versions(app, ask, reader) == ({old}, [0] * 4)
        answers = {route: ask(f"{app.address}/download/{route}") for route in ROUTES}
        assert {route: answer.status_code for route, answer in answers.items()} == dict.fromkeys(ROUTES, 200)

        later.rename(now)
        looking = reader(f"{app.address}/recommendations?country=DE")
        assert looking.version() == ask(f"{app.address}/health").json()["data"] == old
        app.kill()
        app.start()
        app.wait()
        looking.is_back(connections=2)
        looking.looks_again()
        # Or the page would be of the old data, and the file that it links to of the new.
        expect(looking.page.get_by_text("Data version")).to_contain_text(new)
        assert versions(app, ask, reader) == ({new}, [1] * 4)


def test_a_half_written_folder_is_said_at_the_start_and_nothing_of_it_is_served(folders, running, ask):
    now, _ = folders
    file = now / "recommendations" / "de.toml"
    file.write_bytes(file.read_bytes()[:3000])
    with running(KB_DATA=str(now)) as (app,):
        assert ask(f"{app.address}/health").status_code == 503
        assert ask(f"{app.address}/download/data.zip").status_code == 503
