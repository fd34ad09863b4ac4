"""The pictures: there, the same every time, without traces, and said in words."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image as Read
from scan_help import member, scan_of, team

from assistant.privacy import user_id
from assistant.scan.merge import merge
from assistant.scan.picture import Image, radar, spread

VALUES = (3, 4, 2, 5, 1)


@pytest.fixture(params=["web", "lines"])
def image(request: pytest.FixtureRequest) -> Image:
    return radar(scan_of(VALUES).scores) if request.param == "web" else spread(merge(team()))


def test_a_picture_is_a_png_with_something_on_it(image: Image) -> None:
    with Read.open(io.BytesIO(image.png)) as png:
        assert png.format == "PNG"
        assert min(png.size) > 600
        assert len(png.convert("RGB").getcolors(maxcolors=2**24)) > 20
        assert set(png.info) <= {"dpi"}


def test_a_picture_is_an_svg_with_shapes_and_without_traces(image: Image) -> None:
    root = ElementTree.fromstring(image.svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 15
    for trace in ("metadata", "<date", "Matplotlib v", "<script", "<image", "/home", "@import"):
        assert trace not in image.svg
    assert set(re.findall(r"https?://[^\s\"<]+", image.svg)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_the_same_figures_give_the_same_picture_and_others_another() -> None:
    assert radar(scan_of(VALUES).scores) == radar(scan_of(VALUES).scores)
    other = radar(scan_of((3, 4, 2, 5, 2)).scores)
    assert other.png != radar(scan_of(VALUES).scores).png
    assert spread(merge(team())) == spread(merge(team()[::-1]))


def test_the_words_of_the_web_say_every_score() -> None:
    said = radar(scan_of(VALUES).scores).alt
    assert said.endswith("Stip 3, Synergie 4, Structuur 2, Sturing 5, Succesfactoren 1.")


def test_the_words_of_the_lines_say_every_count() -> None:
    said = spread(merge(team())).alt
    assert "5 leden" in said
    assert "Structuur: 1 keer een 1, 1 keer een 2, 1 keer een 3, 2 keer een 5; mediaan 3." in said
    assert "Sturing: 5 keer een 5; mediaan 5." in said


def test_a_median_between_two_scores_is_said_with_a_comma() -> None:
    assert (
        "Stip: 2 keer een 2, 2 keer een 3; mediaan 2,5."
        in spread(merge([member((v, 1, 1, 1, 1)) for v in (2, 3, 2, 3)])).alt
    )


def test_no_sentence_is_in_a_picture() -> None:
    bare, told = scan_of(VALUES).scores, scan_of(VALUES, stip="Geheim.").scores
    assert radar(told) == radar(bare)


def test_two_threads_draw_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(radar, [scan_of(VALUES).scores] * 8))
    assert all(image == drawn[0] for image in drawn)


CODE = """
import os, sys
from assistant.scan.records import BLOCKS, Score
from assistant.scan.picture import radar
assert "matplotlib" not in sys.modules
print(len(radar([Score(block, 3) for block in BLOCKS]).png))
assert "matplotlib.pyplot" not in sys.modules
assert os.environ.get("MPLCONFIGDIR") == os.environ.get("EXPECTED"), os.environ.get("MPLCONFIGDIR")
"""


def test_drawing_leaves_no_file_on_the_machine_and_opens_no_window(tmp_path: Path) -> None:
    (tmp_path / "tmp").mkdir()
    places = {name: str(tmp_path) for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "USERPROFILE")}
    own = {"EXPECTED": str(tmp_path / "tmp" / f"waterlijn-plot-{user_id()}")}
    kept = {name: value for name, value in os.environ.items() if name != "MPLCONFIGDIR"}
    project = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CODE],
        env=kept
        | places
        | own
        | {"TMPDIR": str(tmp_path / "tmp"), "TEMP": str(tmp_path / "tmp"), "PYTHONPATH": project},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 1000
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
