"""evidence.py sets up with the standard library alone, and says in one line what stops it."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The bootstrap as a module, in a folder of its own."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "evidence.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("run.txt", "dev.txt", "uv.txt"):
        (tmp_path / "locks").mkdir(exist_ok=True)
        (tmp_path / "locks" / name).write_text("a==1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    for name, folder in {"VENV": ".venv", "LOCKS": "locks", "WHEELS": "wheels"}.items():
        monkeypatch.setattr(module, name, tmp_path / folder)
    return module


def stamp(module: ModuleType, lock: str) -> None:
    """As a finished set-up leaves it."""
    module.venv_python(module.VENV).parent.mkdir(parents=True, exist_ok=True)
    module.venv_python(module.VENV).touch()
    (module.VENV / f"evidence-{lock}.stamp").write_text(module.fingerprint(lock), encoding="utf-8")


def test_it_imports_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "evidence.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names <= set(sys.stdlib_module_names)


def test_a_stamp_holds_only_for_the_lock_it_was_made_from(bootstrap: ModuleType) -> None:
    assert not bootstrap.stamped("run")
    stamp(bootstrap, "run")
    assert bootstrap.stamped("run") and not bootstrap.stamped("dev")
    (bootstrap.LOCKS / "run.txt").write_text("a==2\n", encoding="utf-8")
    assert not bootstrap.stamped("run")


def test_an_environment_whose_python_is_gone_is_made_anew(bootstrap: ModuleType) -> None:
    stamp(bootstrap, "run")
    bootstrap.venv_python(bootstrap.VENV).unlink()
    assert not bootstrap.stamped("run")


def test_an_environment_for_developing_serves_for_running(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamp(bootstrap, "dev")
    monkeypatch.setattr(bootstrap, "install", lambda lock: pytest.fail("installed again"))
    bootstrap.ensure("run")
    bootstrap.ensure("dev")


def test_wheels_beside_it_are_installed_from_and_nothing_else(bootstrap: ModuleType) -> None:
    assert bootstrap.offline() == []
    bootstrap.WHEELS.mkdir()
    assert bootstrap.offline() == []
    (bootstrap.WHEELS / "a-1-py3-none-any.whl").touch()
    assert bootstrap.offline() == ["--no-index", "--find-links", str(bootstrap.WHEELS)]


def test_two_setups_do_not_meet_and_a_dead_one_does_not_block(bootstrap: ModuleType) -> None:
    import os

    mark = bootstrap.ROOT / ".venv.lock"
    with bootstrap.one_at_a_time():
        assert mark.exists()
    assert not mark.exists()
    mark.touch()
    os.utime(mark, (0, 0))
    with bootstrap.one_at_a_time():
        pass


@pytest.mark.parametrize(
    ("said", "shown"),
    [("a\nERROR: no such package\nb", "ERROR: no such package"), ("only this", "only this"), ("", "no reason given")],
)
def test_a_failed_installation_says_why_and_what_next(bootstrap: ModuleType, said: str, shown: str) -> None:
    with pytest.raises(bootstrap.SetupError) as told:
        bootstrap.finish(subprocess.CompletedProcess([], 1, stdout="", stderr=said))
    assert shown in str(told.value) and "evidence.py bundle" in str(told.value) and "\n" not in str(told.value)


def test_an_old_python_is_told_in_one_line(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (9, 9))
    assert bootstrap.main(["refresh"]) == bootstrap.SETUP_FAILED
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "options", [["windows"], ["--for", "amiga"], ["--for"], ["--python-version", "3.99"], ["--platform", "win_amd64"]]
)
def test_a_wrong_option_of_bundle_is_told_in_one_line(
    options: list[str], bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bootstrap.main(["bundle", *options]) == bootstrap.SETUP_FAILED
    assert "bundle takes --for (windows, linux, macos)" in capsys.readouterr().err


def test_a_bundle_is_for_this_machine_or_another(bootstrap: ModuleType) -> None:
    assert bootstrap.bundle_options([])[0] == ""
    assert bootstrap.bundle_options(["--for", "windows", "--python-version", "3.12"]) == ("windows", "3.12")


def test_help_names_the_commands(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main([]) == 0
    told = capsys.readouterr().out
    assert all(f"evidence.py {word}" in told for word in ("refresh", "test", "lab", "bundle"))
