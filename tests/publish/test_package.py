"""The release described for programs: each format's own tool finds it valid, and reads the rows through it."""

import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import frictionless
import mlcroissant
import pyarrow.parquet as pq
import pytest
import rdflib
import yaml
from pyarrow import Table

from flows.checks.quality import Quality
from flows.publish import about, citation, croissant, package, release, sums
from flows.publish.about import About
from flows.publish.facts import Facts, File
from flows.publish.tables import from_rows
from schemas import TABLES
from tests.conftest import SEEDS

HOSTILE = 'a "b": </script><b>c</b> #d {e} 校勘'


@pytest.fixture
def facts(sound: dict[str, Table]) -> Facts:
    ours = about.read(SEEDS / "dataset.toml")
    return Facts("2026-11-03-aaaaaaaaaaaa", sound, Quality(()), (File("figures.parquet", "0" * 64, 5),), ours)


def described(release: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((release / "datapackage.json").read_text(encoding="utf-8"))
    return found


def run(tool: str, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


class TestDataPackage:
    def test_frictionless_finds_a_release_valid(self, seed_release: Path) -> None:
        done = run("frictionless", "validate", "--json", "datapackage.json", cwd=seed_release)
        report = json.loads(done.stdout)
        assert done.returncode == 0, report["errors"]
        rows = {name: pq.read_metadata(seed_release / f"{name}.parquet").num_rows for name in TABLES}
        seen = {task["name"]: task["stats"]["rows"] for task in report["tasks"]}
        assert seen == rows | {f"{name}-json": number for name, number in rows.items()}

    def test_frictionless_takes_repairs_that_are_in_no_paragraph(self, sound: dict[str, Table], tmp_path: Path) -> None:
        assert sound["repairs"]["start"].null_count
        made = release.publish(sound, Quality(()), tmp_path, "2026-01-01-0123456789ab")
        report = frictionless.validate(made / "datapackage.json")
        assert report.valid, report.flatten(["message"])

    @pytest.mark.parametrize(
        ("before", "after", "wanted"),
        [
            ('"bound": "exact"', '"bound": "roughly"', 'constraint "enum"'),
            ('"value_low": 16.0', '"value_low": "many"', 'type is "number/default"'),
            ('"subject": null', '"subject": ""', 'constraint "minLength"'),
        ],
    )
    def test_it_finds_what_is_wrong(
        self, before: str, after: str, wanted: str, seed_release: Path, tmp_path: Path
    ) -> None:
        folder = shutil.copytree(seed_release, tmp_path / "copy")
        text = (folder / "figures.json").read_text(encoding="utf-8")
        assert before in text
        (folder / "figures.json").write_text(text.replace(before, after, 1), encoding="utf-8")
        descriptor = described(folder)
        for resource in descriptor["resources"]:
            del resource["hash"]
        (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        report = frictionless.validate(folder / "datapackage.json")
        says = [error.message for task in report.tasks for error in task.errors]
        assert not report.valid
        assert any(wanted in each for each in says), says

    def test_it_tells_the_sum_of_every_file(self, seed_release: Path) -> None:
        """frictionless asks for none of those of tables (seen with 5.21): other readers do."""
        told = {resource["path"]: resource["hash"] for resource in described(seed_release)["resources"]}
        assert told == {name: f"sha256:{sums.of(seed_release / name)}" for name in told}
        assert len(told) == 2 * len(TABLES)

    def test_it_tells_what_the_release_is(self, seed_release: Path) -> None:
        descriptor = described(seed_release)
        assert descriptor["version"] == seed_release.name
        assert descriptor["created"] == "2026-01-01T00:00:00Z"
        assert [licence["name"] for licence in descriptor["licenses"]] == ["CC-BY-4.0", "LicenseRef-publishers"]
        (source,) = descriptor["sources"]
        assert source["title"].startswith("為統籌推進疫情防控")
        resources = {resource["name"]: resource for resource in descriptor["resources"]}
        assert not any("bytes" in resource for resource in resources.values())
        figures = resources["figures"]
        assert figures["path"] == "figures.parquet"
        start = next(field for field in figures["schema"]["fields"] if field["name"] == "start")
        assert (start["title"], start["unit"], start["constraints"]) == (
            "Start",
            "characters",
            {"required": True, "minimum": 0},
        )
        assert {"resource": "events", "fields": ["event_id"]} in [
            link["reference"] for link in figures["schema"]["foreignKeys"]
        ]

    def test_of_many_documents_the_first_are_named(self) -> None:
        rows = [{"document_id": f"{n:016x}", "source_name": f"{n}.txt", "source_sha256": "0"} for n in range(1_234)]
        named = list(package.sources(from_rows({"documents": rows})["documents"]))
        assert len(named) == package.MOST_SOURCES + 1
        assert named[-1] == {"title": "234 more documents: see the table documents"}


class TestCroissant:
    def test_mlcroissant_finds_a_release_valid_without_a_warning(self, seed_release: Path) -> None:
        done = run("mlcroissant", "validate", "--jsonld", "croissant.json", cwd=seed_release)
        assert done.returncode == 0, done.stderr
        assert "Done." in done.stderr
        assert "arning" not in done.stderr

    def test_it_loads_the_records_of_every_table(self, seed_release: Path) -> None:
        logging.getLogger("absl").setLevel(logging.ERROR)
        dataset = mlcroissant.Dataset(jsonld=str(seed_release / "croissant.json"))
        for name, table in TABLES.items():
            records = list(dataset.records(name))
            wanted = pq.read_table(seed_release / f"{name}.parquet").to_pylist()
            assert len(records) == len(wanted)
            for column in table.columns:
                if column.type in ("string", "integer"):
                    found = [record[f"{name}/{column.name}"] for record in records]
                    found = [cell.decode() if isinstance(cell, bytes) else cell for cell in found]
                    assert found == [row[column.name] for row in wanted], column.name

    def test_its_sums_are_those_of_the_files(self, seed_release: Path) -> None:
        told = json.loads((seed_release / "croissant.json").read_text(encoding="utf-8"))["distribution"]
        assert all(file["sha256"] == sums.of(seed_release / file["contentUrl"]) for file in told)
        assert len(told) == 2 * len(TABLES)


def test_a_search_engine_reads_the_json_ld(facts: Facts) -> None:
    graph = rdflib.Graph().parse(data=json.dumps(croissant.json_ld(facts)), format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    (dataset,) = graph.subjects(rdflib.RDF.type, schema.Dataset)
    assert (dataset, rdflib.RDF.type, dcat.Dataset) in graph
    assert str(graph.value(dataset, schema.name)) == facts.about.title
    assert {str(each) for each in graph.objects(dataset, schema.license)} == {
        licence.path for licence in facts.about.licences
    }
    (file,) = graph.objects(dataset, schema.distribution)
    assert (file, rdflib.RDF.type, dcat.Distribution) in graph
    assert str(graph.value(file, schema.contentUrl)) == "figures.parquet"


class TestCitation:
    def test_it_is_yaml_that_says_what_dataset_toml_says(self, facts: Facts) -> None:
        read = yaml.safe_load(citation.render(facts))
        assert read["cff-version"] == "1.2.0"
        assert read["title"] == facts.about.title
        assert read["authors"] == [{"name": "The Jiaokan authors"}]
        assert (read["version"], read["date-released"]) == (facts.name, "2026-11-03")
        assert read["license"] == "CC-BY-4.0"

    def test_cffconvert_finds_it_valid(self, elsewhere: Path, seed_release: Path) -> None:
        call = [str(elsewhere / "cffconvert"), "--validate", "--infile", "CITATION.cff"]
        done = subprocess.run(call, cwd=seed_release, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "valid according to schema version 1.2.0" in done.stdout

    def test_no_text_is_taken_for_yaml(self, facts: Facts, tmp_path: Path) -> None:
        ours = facts.about
        hostile = About(
            ours.name, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), ("no", "1: 2"), ours.licences, "https://a.b/#c"
        )
        path = release.publish(dict(facts.tables), Quality(()), tmp_path, facts.name, about=hostile)
        read = yaml.safe_load((path / "CITATION.cff").read_text(encoding="utf-8"))
        assert read["title"] == read["abstract"] == HOSTILE
        assert read["authors"] == [{"name": "no"}, {"name": "1: 2"}]
        assert described(path)["description"] == HOSTILE
        assert "<b>c" not in (path / "README.md").read_text(encoding="utf-8").replace("\\<", "&lt;")
