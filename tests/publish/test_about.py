"""seeds/dataset.toml: what is read of it, and one sentence for what cannot be."""

from pathlib import Path

import pytest

from flows import sources
from flows.publish import about, release
from flows.publish.about import AboutError
from tests.conftest import SEED, SEEDS, Cli

SOUND = (SEEDS / "dataset.toml").read_text(encoding="utf-8")


def seeds_in(folder: Path, dataset: str | None = None) -> Path:
    (folder / "documents").mkdir(parents=True)
    (folder / "documents" / SEED.name).write_bytes(SEED.read_bytes())
    if dataset is not None:
        (folder / "dataset.toml").write_text(dataset, encoding="utf-8")
    return folder


def test_our_own_is_read() -> None:
    ours = about.read(sources.dataset(SEEDS))
    assert ours.name == "jiaokan"
    assert [licence.name for licence in ours.licences] == ["CC-BY-4.0", "LicenseRef-publishers"]
    assert ours.contributors == ("The Jiaokan authors",)


def test_seeds_without_one_are_published_under_ours(tmp_path: Path) -> None:
    assert sources.dataset(seeds_in(tmp_path / "a")) == SEEDS / "dataset.toml"
    theirs = seeds_in(tmp_path / "b", SOUND.replace('"jiaokan"', '"theirs"'))
    assert about.read(sources.dataset(theirs)).name == "theirs"


def test_another_description_is_another_release(tmp_path: Path) -> None:
    seeds = [seeds_in(tmp_path / "a", SOUND), seeds_in(tmp_path / "b", SOUND), seeds_in(tmp_path / "c", SOUND + "#")]
    one, same, other = (release.fingerprint(sources.fingerprint_parts(sources.find(folder))) for folder in seeds)
    assert one == same != other


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ('name = "jiaokan"', 'name = "Jiao kan"', "name is 'Jiao kan'; write small letters and digits"),
        ('name = "jiaokan"', "", 'name is missing or no text; write it as name = "…"'),
        ('title = "Jiaokan', 'titel = "Jiaokan', "nothing is known of 'titel'; there are "),
        ('title = "Jiaokan', "title = 7 # ", "title is missing or no text"),
        ('title = "Jiaokan', 'title = "\\u0000Jiaokan', "title holds a character that cannot be shown"),
        ("keywords = [", "keywords = [7, ", "keywords is missing or no text"),
        ('contributors = ["The Jiaokan authors"]', "contributors = []", "contributors is missing or no list"),
        ("[[licences]]\nname", "[[terms]]\nname", "nothing is known of 'terms'"),
        ('path = "README.md"', 'path = "../README.md"', "licences, block 2: path is '../README.md'"),
        ('path = "README.md"', 'path = "javascript:alert(1)"', "licences, block 2: path is 'javascript:alert(1)'"),
        ('name = "CC-BY-4.0"', 'name = "CC BY"', "licences, block 1: name is 'CC BY'; write an SPDX identifier"),
        ('name = "CC-BY-4.0"', 'nom = "CC-BY-4.0"', "licences, block 1: nothing is known of 'nom'"),
        ('name = "jiaokan"', 'name = "jiaokan', "is no TOML, Illegal character"),
        ('name = "jiaokan"', 'homepage = "www.example.org"\nname = "jiaokan"', "homepage is 'www.example.org'"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(before: str, after: str, wanted: str, tmp_path: Path) -> None:
    assert before in SOUND
    path = tmp_path / "dataset.toml"
    path.write_text(SOUND.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(AboutError) as error:
        about.read(path)
    says = str(error.value)
    assert says.startswith(str(path))
    assert wanted in says
    assert "\n" not in says


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(AboutError, match="cannot be read"):
        about.read(tmp_path)
    (tmp_path / "dataset.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(AboutError, match="is not in UTF-8"):
        about.read(tmp_path / "dataset.toml")


def test_the_build_refuses_it_in_a_sentence(cli: Cli, tmp_path: Path) -> None:
    done = cli("build", "--seeds", seeds_in(tmp_path / "seeds", SOUND.replace("[[licences]]", "[[licenses]]")))
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"jiaokan: {tmp_path / 'seeds' / 'dataset.toml'}: nothing is known of 'lice")
    assert done.stderr.count(b"\n") == 1
