"""SHA256SUMS: every file of a release and nothing beyond it."""

import subprocess
from pathlib import Path

import pytest

from flows.publish import sums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "release" / "bi").mkdir(parents=True)
    (tmp_path / "release" / "bi" / "superset.zip").write_bytes(b"zip")
    (tmp_path / "release" / "a.json").write_bytes(b"[]")
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "release" / sums.NAME).write_text(sums.take(tmp_path / "release"), encoding="utf-8")
    return tmp_path / "release"


def test_files_in_subfolders_are_listed_as_sha256sum_wants_them(folder: Path) -> None:
    listing = (folder / sums.NAME).read_text(encoding="utf-8")
    assert [line.split("  ")[1] for line in listing.splitlines()] == ["a.json", "bi/superset.zip"]
    done = subprocess.run(["sha256sum", "--check", "--strict", "--quiet", sums.NAME], cwd=folder, capture_output=True)
    assert (done.returncode, done.stdout) == (0, b"")
    assert sums.problems(folder) == []


def test_a_subfolder_is_held_against_the_list(folder: Path) -> None:
    (folder / "bi" / "superset.zip").write_bytes(b"pip")
    (folder / "bi" / "more").mkdir()
    (folder / "bi" / "more" / "b.json").write_bytes(b"[]")
    (folder / "bi" / "elsewhere").symlink_to(folder.parent)
    first, second, third = sums.problems(folder)
    assert "superset.zip is not as published" in first
    assert "bi/elsewhere does not belong to the release" in second
    assert "bi/more/b.json does not belong to the release" in third


@pytest.mark.parametrize(
    "name", ["../secret", "/etc/hostname", "bi/../../secret", "./a.json", "bi//superset.zip", "bi\\superset.zip", ".."]
)
def test_no_line_leads_out_of_the_release(name: str, folder: Path) -> None:
    with (folder / sums.NAME).open("a", encoding="utf-8") as listing:
        listing.write(f"{'0' * 64}  {name}\n")
    (found,) = sums.problems(folder)
    assert found == f"{folder / sums.NAME}, line 3: this is no sum and no file name"
