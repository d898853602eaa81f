"""One environment, said in three files: pyproject.toml, the locks, environment.yml for conda. They must agree."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from rattler import MatchSpec

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "locks").glob("*.txt"))
SYSTEMS = ("linux", "win32", "darwin")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def pins(lock: str, system: str, python: str) -> dict[str, Version]:
    """What a lock pins on a system and a version of Python."""
    names = {"linux": ("posix", "Linux"), "win32": ("nt", "Windows"), "darwin": ("posix", "Darwin")}[system]
    place = {"sys_platform": system, "os_name": names[0], "platform_system": names[1]}
    place |= {"python_version": python, "python_full_version": f"{python}.9", "platform_machine": "x86_64"}
    place |= {"implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    held: dict[str, Version] = {}
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    for name, version, marker in re.findall(r"(?m)^([\w.\-]+)==(\S+)(?: ; (.*?))? \\$", text):
        if not marker or Marker(marker).evaluate(place):
            assert canonicalize_name(name) not in held, f"{name} is pinned twice on {system} {python}"
            held[canonicalize_name(name)] = Version(version)
    return held


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_locks_hold_what_the_project_asks_for_on_every_system(system: str, python: str) -> None:
    run, dev = pins("run", system, python), pins("dev", system, python)
    for text in PROJECT["project"]["dependencies"]:
        wanted = Requirement(text)
        assert run[canonicalize_name(wanted.name)] in wanted.specifier
    for text in PROJECT["dependency-groups"]["dev"]:
        wanted = Requirement(text)
        assert dev[canonicalize_name(wanted.name)] in wanted.specifier
    assert run.items() <= dev.items(), "the developing lock must hold the running one"
    for name, extra in PROJECT["project"]["optional-dependencies"].items():
        held = pins(name, system, python)
        for text in extra:
            wanted = Requirement(text)
            assert held[canonicalize_name(wanted.name)] in wanted.specifier
        assert run.items() <= held.items() <= dev.items(), f"{name} comes on top of what runs"
    assert pins("uv", system, python)["uv"] == dev["uv"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes_and_no_lock_says_where_packages_come_from(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[\w.\-]+==)", text)[1:]
    assert entries and all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?:|file:|--index|--find-links|--trusted|@ ", text)


def test_conda_gets_python_alone_and_every_package_from_the_lock() -> None:
    held = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *plain, by_pip = held["dependencies"]
    specs = {spec.name.normalized: spec for spec in map(MatchSpec, plain)}
    assert set(specs) == {"python", "pip"}
    wanted = PROJECT["project"]["requires-python"]
    assert str(specs["python"].version) == wanted
    assert by_pip == {"pip": ["-r locks/run.txt"]}
    assert (ROOT / "locks" / "run.txt").is_file()


@pytest.mark.parametrize("name", ["jupyterlab", "pandas", "matplotlib", "papermill"])
def test_what_the_suite_is_made_of_is_asked_for(name: str) -> None:
    assert name in {Requirement(text).name for text in PROJECT["project"]["dependencies"]}


def test_the_kernel_of_the_notebooks_is_quiet_and_is_installed() -> None:
    import json

    from jupyter_client.kernelspec import KernelSpecManager

    spec = json.loads(
        (ROOT / "evidence_lib/jupyter/share/jupyter/kernels/evidence/kernel.json").read_text(encoding="utf-8")
    )
    assert "--log-level=50" in spec["argv"]
    assert "evidence" in KernelSpecManager().find_kernel_specs()
