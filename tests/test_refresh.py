"""A refresh runs what has a reason to run and no more, and whatever ends it leaves the last good pack."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import pytest

from evidence_lib.cli import plain_refresh
from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, Busy, CannotWrite, EvidenceError, RunFailed
from evidence_lib.pack import making
from evidence_lib.pack.again import OtherInputs, again
from evidence_lib.pack.journal import runs
from evidence_lib.pack.kept_packs import latest, names, to_keep
from evidence_lib.pack.publish import HOLDER, one_refresh, pack_id
from evidence_lib.pack.refresh import How, Published, refresh
from evidence_lib.pack.why import explained
from tests.refreshing import HEAD, OPEN, another, book, books, ledger, states

Made = tuple[BaseFolder, Path, Path]
PLAIN = How(kernels="plain")


@pytest.fixture
def made(westshire: BaseFolder, tmp_path: Path) -> Made:
    """A base with one pack, its notebooks and its folder of packs."""
    folder, outputs = books(tmp_path / "books"), tmp_path / "outputs"
    refresh(westshire, outputs, folder / "plan.yml", notebooks=folder)
    return westshire, folder, outputs


def again_with(made: Made, how: How = PLAIN) -> Published:
    base, folder, outputs = made
    return refresh(base, outputs, folder / "plan.yml", notebooks=folder, how=how)


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def a_changed_service(base: BaseFolder, folder: Path) -> None:
    append(base.services, "\n")


def a_report_on_another_area(base: BaseFolder, folder: Path) -> None:
    another(base, folder.parent, "Eastshire", "")


def a_changed_notebook(base: BaseFolder, folder: Path) -> None:
    book(folder, "services", HEAD, OPEN + "base.show(f'There are {len(base.registers.services)} services')")


def another_parameter(base: BaseFolder, folder: Path) -> None:
    plan = folder / "plan.yml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("[Westshire]", "[]"), encoding="utf-8")


def a_note_that_no_notebook_reads(base: BaseFolder, folder: Path) -> None:
    append(base.progress, "\n")


CHANGES: dict[Callable[[BaseFolder, Path], None], set[str]] = {
    a_changed_service: {"services"},
    a_report_on_another_area: {"services"},  # the registers look at which findings there are; the brief is on Westshire
    a_changed_notebook: {"services"},
    another_parameter: {"theme"},
    a_note_that_no_notebook_reads: set(),
}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_only_what_reads_a_change_runs_again(change: Callable[[BaseFolder, Path], None], made: Made) -> None:
    base, folder, outputs = made
    first = latest(outputs)
    change(base, folder)
    second = again_with(made)
    assert second.pack != first
    assert {name for name, state in states(outputs).items() if state == "completed"} == CHANGES[change]


def test_nothing_changed_runs_nothing_and_makes_no_pack(made: Made) -> None:
    _, _, outputs = made
    assert again_with(made).unchanged and len(names(outputs)) == 1
    assert [run.state for run in runs(outputs)] == ["completed", "unchanged"]


def test_force_runs_everything(made: Made) -> None:
    again_with(made, How(force=True, kernels="plain"))
    assert set(states(made[2]).values()) == {"completed"}


def test_nothing_changed_loads_neither_pandas_nor_papermill_and_starts_no_process(made: Made) -> None:
    base, folder, outputs = made
    code = (
        "import sys, pathlib, subprocess\n"
        "from evidence_lib.core.base_folder import BaseFolder\n"
        "from evidence_lib.pack.refresh import refresh\n"
        "def no(*a, **k): raise SystemExit('a process was started')\n"
        "subprocess.Popen = no\n"
        "base, outputs, books = map(pathlib.Path, sys.argv[1:])\n"
        "assert refresh(BaseFolder(base), outputs, books / 'plan.yml', notebooks=books).unchanged\n"
        "print(*sorted({'pandas', 'papermill', 'numpy', 'pyarrow', 'nbclient', 'jupyter_client'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(base.root), str(outputs), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_what_depends_on_the_day_runs_on_another_day_and_nothing_else(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, folder, outputs = made
    append(folder / "plan.yml", "- notebook: day\n")
    again_with(made)
    monkeypatch.setenv("EVIDENCE_DAY", "2031-01-05")
    again_with(made)
    assert states(outputs) == {"theme": "unchanged", "services": "unchanged", "day": "completed"}
    assert "2031-01-05" in (outputs / names(outputs)[-1] / "pages" / "day.html").read_text(encoding="utf-8")


def test_what_was_taken_over_is_whole_and_as_it_was(made: Made) -> None:
    base, folder, outputs = made
    a_changed_service(base, folder)
    again_with(made)
    first, second = (outputs / name for name in names(outputs))
    kept = sorted((first / "charts" / "theme").iterdir())
    assert len(kept) >= 4
    for path in (*kept, first / "pages" / "theme.html", first / "notebooks" / "theme.ipynb"):
        assert (second / path.relative_to(first)).read_bytes() == path.read_bytes()


def test_an_edited_chart_is_not_taken_over(made: Made) -> None:
    base, folder, outputs = made
    chart = next((outputs / names(outputs)[0] / "charts" / "theme").glob("*.csv"))
    chart.write_bytes(b"x" * chart.stat().st_size)
    a_changed_service(base, folder)
    again_with(made)
    assert states(outputs)["theme"] == "completed"


def test_a_notebook_that_never_opens_the_base_runs_each_time(made: Made) -> None:
    _, folder, outputs = made
    book(folder, "services", HEAD, "print(open(data + '/services.csv').readline())")
    again_with(made)
    again_with(made)
    row = next(row for row in ledger(outputs)["runs"] if row["name"] == "services")
    assert row["because"] == "what it reads was not recorded"


def test_why_says_what_made_a_notebook_run_what_it_read_and_what_would(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    base, folder, outputs = made
    monkeypatch.setattr("evidence_lib.pack.why.NOTEBOOKS", folder)
    a_changed_service(base, folder)
    again_with(made)
    from evidence_lib.pack.kept_packs import newest

    held, _ = newest(outputs)
    assert held
    told = "\n".join(explained(base, held, "services"))
    assert "services.csv changed" in told and "would not run now" in told
    a_changed_service(base, folder)
    assert "would run now: services.csv changed" in "\n".join(explained(base, held, "services"))
    with pytest.raises(EvidenceError, match="Did you mean 'services'"):
        list(explained(base, held, "servces"))


def test_a_pack_made_again_has_the_same_tables_and_charts(made: Made) -> None:
    base, folder, outputs = made
    (name,) = names(outputs)
    assert again(base, outputs, name, 2, lambda line: None, folder, PLAIN) == []
    assert (outputs / f"again-{name}" / "index.html").is_file() and names(outputs) == [name]
    a_changed_service(base, folder)
    with pytest.raises(OtherInputs, match=r"services\.csv changed"):
        again(base, outputs, name, 2, lambda line: None, folder, PLAIN)


# What may go wrong


def broken(error: BaseException) -> Callable[..., None]:
    def fail(*args: object, **named: object) -> None:
        raise error

    return fail


STEPS = ("build", "run_all", "assemble", "write_ledger", "verify", "publish")


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_the_last_good_pack(step: str, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    base, folder, outputs = made
    a_changed_service(base, folder)
    first = latest(outputs)
    with monkeypatch.context() as patch:
        patch.setattr(making, step, broken(OSError(28, "No space left on device")))
        with pytest.raises(CannotWrite, match="the disk is full") as told:
            again_with(made)
    assert "\n" not in str(told.value) and latest(outputs) == first
    assert not list(outputs.glob(".staging-*")) and runs(outputs)[-1].state in ("refused", "failed")
    again_with(made)
    assert states(outputs)["services"] == "completed"


def test_a_base_that_vanishes_is_one_line(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    base, folder, outputs = made

    def vanish(*args: object, **named: object) -> None:
        shutil.rmtree(base.root)
        raise FileNotFoundError(2, "No such file", str(base.catalogue))

    a_changed_service(base, folder)
    monkeypatch.setattr(making, "number_findings", vanish)
    with pytest.raises(BadFile, match="the evidence base has gone"):
        again_with(made)
    assert latest(outputs) == outputs / names(outputs)[0]


POWER_CUTS: dict[str, Callable[[Path], object]] = {
    "an empty pointer": lambda outputs: (outputs / "latest.txt").write_bytes(b""),
    "a pointer to nothing": lambda outputs: (outputs / "latest.txt").write_text("2031-01-01-0000\n", encoding="utf-8"),
    "an empty ledger": lambda outputs: (outputs / names(outputs)[-1] / "run.json").write_bytes(b""),
    "an empty page": lambda outputs: (outputs / names(outputs)[-1] / "pages" / "theme.html").write_bytes(b""),
    "a lost chart": lambda outputs: shutil.rmtree(outputs / names(outputs)[-1] / "charts" / "theme"),
}


@pytest.mark.parametrize("cut", POWER_CUTS)
def test_what_a_power_cut_has_damaged_is_named_put_aside_and_made_anew(cut: str, made: Made) -> None:
    base, folder, outputs = made
    POWER_CUTS[cut](outputs)
    said: list[str] = []
    refresh(base, outputs, folder / "plan.yml", say=said.append, notebooks=folder, how=PLAIN)
    pack = latest(outputs)
    assert pack and (pack / "pages" / "theme.html").stat().st_size and (pack / "charts" / "theme").is_dir()
    assert any("damaged" in line or "points to it again" in line for line in said)


def test_a_clock_that_was_set_back_does_not_hide_the_newest_pack(tmp_path: Path) -> None:
    (tmp_path / "2026-03-29-0130").mkdir()
    assert pack_id(tmp_path, datetime(2026, 3, 28, 9, 0)) == "2026-03-29-0130-2"


def test_one_refresh_works_on_a_base_wherever_its_packs_go(base: BaseFolder, tmp_path: Path) -> None:
    with (
        one_refresh(tmp_path / "a", base),
        pytest.raises(Busy, match=f"process {os.getpid()} since 20"),
        one_refresh(tmp_path / "b", base),
    ):
        pass


def test_a_dead_holder_is_seen(base: BaseFolder, tmp_path: Path) -> None:
    with one_refresh(tmp_path, base):
        held = (tmp_path / HOLDER).read_text(encoding="utf-8")
    (tmp_path / HOLDER).write_text(held, encoding="utf-8")
    with one_refresh(tmp_path, base) as left:
        assert len(left) == 1 and "did not end" in left[0]


ENDLESS = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: time.sleep(1)"
GREEDY = "import time\nheld = bytearray(900 * 1024 * 1024)\nfor at in range(0, len(held), 4096): held[at] = 1\ntime.sleep(60)"
LIMITS = {
    "time": (ENDLESS, How(seconds=6, kernels="plain"), "it took longer than 6 seconds and was ended"),
    "memory": (GREEDY, How(megabytes=500, kernels="plain"), "more than the 500 MB allowed, and was ended"),
    "memory of a warm kernel": (GREEDY, How(megabytes=700), "more than the 700 MB allowed, and was ended"),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_hung_or_greedy_notebook_is_ended_and_named(limit: str, made: Made) -> None:
    _, folder, _ = made
    code, how, line = LIMITS[limit]
    book(folder, "services", HEAD, code)
    book(folder, "theme", HEAD + "areas: list[str] = []  # none\n", code)
    with pytest.raises(RunFailed, match=line):
        again_with(made, how)


def test_the_newest_and_the_last_of_each_month_are_kept() -> None:
    held = ["2026-01-05-0600", "2026-01-31-0600", "2026-01-31-0600-2", "2026-02-10-0600", "2026-03-01-0600"]
    assert to_keep(held, 1, monthly=False) == {"2026-03-01-0600"}
    assert to_keep(held, 1, monthly=True) == {"2026-01-31-0600-2", "2026-02-10-0600", "2026-03-01-0600"}


def test_every_refresh_leaves_a_line_a_refused_one_too(made: Made) -> None:
    _, folder, outputs = made
    (folder / "plan.yml").write_text("- notebook: theem", encoding="utf-8")
    with pytest.raises(EvidenceError, match="Did you mean 'theme'"):
        again_with(made)
    last = runs(outputs)[-1]
    assert last.state == "refused" and "theem" in last.error and len({run.run for run in runs(outputs)}) == 2
    assert asdict(last)["pack"] == ""


PLAIN_WORDS: dict[str, dict[str, object] | None] = {
    "refresh": {},
    "refresh -q --data a --out b": {"quiet": True, "data": "a", "out": "b"},
    "refresh --data": None,
    "refresh --data --quiet": None,
    "refresh --data a --data b": None,
    "refresh --force": None,
    "refresh --help": None,
    "refresh extra": None,
    "build": None,
    "": None,
}


@pytest.mark.parametrize("words", PLAIN_WORDS)
def test_a_plain_refresh_goes_by_the_short_way_and_all_else_by_the_usual_one(words: str) -> None:
    assert plain_refresh(words.split()) == PLAIN_WORDS[words]
