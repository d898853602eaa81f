"""What is told of a refresh: the list of runs, the explanation of one, the health file, and messages."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import EvidenceError, RunFailed
from evidence_lib.core.files import write_text
from evidence_lib.notebooks.jobs import Job
from evidence_lib.notebooks.times import Times
from evidence_lib.pack.journal import RunRecord, messages, record, runs
from evidence_lib.schedule.attend import attended, wanted
from evidence_lib.schedule.health import GRACE, health
from evidence_lib.schedule.notify import read_destinations
from evidence_lib.sources.add import add
from tests.mail_server import certificate, mail_server, web_server
from tests.test_cli import evidence

DAILY = Job("daily", (), times=Times("15 6 * * *"), notify="always")
NOW = datetime.now().astimezone()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "outputs-daily"


def kept(out: Path, state: str = "completed", ago: float = 0, name: str = "one", error: str = "") -> RunRecord:
    moment = (datetime.now().astimezone() - timedelta(hours=ago)).isoformat(timespec="seconds")
    row = RunRecord(name, "daily", moment, moment, state, error=error)
    record(out, row)
    return row


# --- runs and explain, by real refreshes ---------------------------------------------------------------------------


@pytest.fixture
def refreshed(westshire: BaseFolder, tmp_path: Path) -> BaseFolder:
    """A base with a good refresh, then a document more and a refresh that fails in a notebook's second heading."""
    plan = 'jobs: {daily: {when: "15 6 * * *", notebooks: [{notebook: 01_source_coverage}%s]}}'
    westshire.plan.write_text(plan % "", encoding="utf-8")
    assert evidence("refresh", "--data", str(westshire.root), "--quiet").returncode == 0
    other = tmp_path / "eastshire.md"
    other.write_text(
        "# Joint targeted area inspection of Eastshire\n\n## Key strengths\n\n- Training is good.\n", "utf-8"
    )
    add(westshire, [other], {})
    westshire.plan.write_text(plan % ", {notebook: 03_area_profile}", encoding="utf-8")
    done = evidence("refresh", "--data", str(westshire.root), "--quiet")
    assert done.returncode == 6, done.stderr
    return westshire


def test_runs_are_listed_and_explained(refreshed: BaseFolder) -> None:
    out = refreshed.outputs.with_name("outputs-daily")
    good, bad = runs(out)
    assert (good.state, bad.state) == ("completed", "failed") and bad.pack.startswith("failed-")
    listed = evidence("runs", "--data", str(refreshed.root)).stdout.splitlines()
    assert [row.split()[:3] for row in listed] == [[good.run, "daily", "completed"], [bad.run, "daily", "failed"]]
    told = evidence("explain", bad.run, "--data", str(refreshed.root)).stdout
    assert f"Run {bad.run} of the job daily: failed." in told
    assert "01_source_coverage: completed" in told
    assert "03_area_profile: failed" in told and "in cell " in told and "Cornwall" in told
    assert "new: " in told and "eastshire" in told and "edited: refresh.yml" in told
    assert "refresh.log" in told
    assert evidence("explain", "--data", str(refreshed.root)).stdout == told  # the last, where none is named
    first = evidence("explain", good.run, "--data", str(refreshed.root)).stdout
    assert "There is no earlier pack" in first
    done = evidence("health", "--data", str(refreshed.root))
    assert done.returncode == 6 and f"evidence explain {bad.run}" in done.stderr
    assert json.loads((out / "health.json").read_text(encoding="utf-8"))["pack"] == good.run


def test_an_unknown_run_is_told_the_nearest(westshire: BaseFolder) -> None:
    record(westshire.outputs, RunRecord("2026-11-23-0615", "refresh", "a", "b", "unchanged"))
    done = evidence("explain", "2026-11-23-0616", "--data", str(westshire.root))
    assert done.returncode == 5 and "Did you mean '2026-11-23-0615'" in done.stderr
    assert "Nothing had changed" in evidence("explain", "last", "--data", str(westshire.root)).stdout


def test_before_the_first_refresh_there_is_nothing_to_list(westshire: BaseFolder) -> None:
    assert evidence("runs", "--data", str(westshire.root)).stdout == "No refresh has run yet.\n"


# --- the journal's line --------------------------------------------------------------------------------------------


def test_every_refresh_leaves_a_line_with_what_a_person_saw(westshire: BaseFolder, out: Path) -> None:
    def work(error: Exception) -> None:
        raise error

    for error, state in (
        (EvidenceError("a bad plan."), "refused"),
        (RunFailed("a: failed."), "failed"),
        (OSError(), "failed"),
    ):
        with pytest.raises(type(error)):
            attended(westshire, DAILY, out, lambda error=error: work(error), print)  # type: ignore[misc]
        assert runs(out)[-1].state == state
    assert runs(out)[0].error == "a bad plan."
    assert len({run.run for run in runs(out)}) == 3


# --- the health file -----------------------------------------------------------------------------------------------


def test_a_job_that_ran_is_well_until_its_next_run_is_overdue(out: Path) -> None:
    moment = datetime(2026, 11, 23, 6, 20, tzinfo=UTC)
    record(out, RunRecord("one", "daily", moment.isoformat(), moment.isoformat(), "unchanged"))
    well = health(DAILY, out, moment + timedelta(hours=1))
    assert well.ok and not well.stale and well.next_due == "2026-11-24T06:15:00+00:00"
    limit = datetime(2026, 11, 24, 6, 15, tzinfo=UTC) + GRACE
    assert well.stale_from == limit.isoformat()
    assert health(DAILY, out, limit).ok
    late = health(DAILY, out, limit + timedelta(minutes=1))
    assert late.stale and not late.ok and "a run is overdue" in late.line


def test_a_failed_run_is_not_well_and_one_that_never_ran_neither(out: Path) -> None:
    assert not health(DAILY, out, NOW).ok and "never run" in health(DAILY, out, NOW).line
    kept(out, ago=2)
    kept(out, "failed", ago=1, name="two", error="02: failed")
    state = health(DAILY, out, datetime.now().astimezone())
    assert not state.ok and state.last_run == "two" and state.last_error == "02: failed" and state.good


def test_a_job_without_a_time_is_never_stale(out: Path) -> None:
    kept(out, ago=24 * 400)
    assert health(Job("daily", ()), out, NOW).ok


# --- messages ------------------------------------------------------------------------------------------------------

EMAIL = """
email: {to: [analyst@example.com], from: evidence@example.com, host: localhost, port: %d, security: %s}
"""
SECRET = EMAIL.replace("}", ", user: evidence, password_env: EVIDENCE_TEST_PASSWORD}")
LEDGER = {
    "pack": "one",
    "base": {"documents": 3, "findings": 40, "left_out": ["a.pdf: is damaged"]},
    "runs": [{"name": "02_theme_brief", "state": "failed", "cell": 5, "error": "ValueError: “words of a report”"}],
}


def told(westshire: BaseFolder, out: Path, settings: str, state: str = "completed") -> list[str]:
    """Attend a run; what was said of the message."""
    write_text(westshire.notify, settings)
    write_text(out / "one" / "run.json", json.dumps(LEDGER))
    said: list[str] = []

    def work() -> None:
        kept(out, state, error="02_theme_brief: “words of a report”" if state == "failed" else "")

    attended(westshire, DAILY, out, work, said.append)
    return said


def test_a_message_says_what_happened_and_quotes_nothing(westshire: BaseFolder, out: Path) -> None:
    with mail_server() as server:
        assert told(westshire, out, EMAIL % (server.port, "none"), "failed") == []
        ((message, secure),) = server.messages
    assert not secure  # to this machine's own server
    assert "Subject: Evidence refresh daily: failed" in message and "To: analyst@example.com" in message
    assert "3 documents, 40 findings." in message and "1 documents could not be read." in message
    assert "Failed: 02_theme_brief, cell 5." in message and "The last good pack stays." in message
    assert "words of a report" not in message and "damaged" not in message
    assert messages(out)["one"].sent == "e-mail" and not messages(out)["one"].error


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_goes_encrypted_with_a_password_from_the_environment(
    security: str, westshire: BaseFolder, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(held[0]))
    monkeypatch.setenv("EVIDENCE_TEST_PASSWORD", "open sesame")
    with mail_server(held, security == "tls", "open sesame") as server:
        assert told(westshire, out, SECRET % (server.port, security)) == []
        assert [secure for _, secure in server.messages] == [True]


def test_a_password_can_come_from_a_file(
    westshire: BaseFolder, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(held[0]))
    (tmp_path / "secret").write_text("open sesame\n", encoding="utf-8")
    settings = SECRET.replace("password_env: EVIDENCE_TEST_PASSWORD", f"password_file: {tmp_path / 'secret'}")
    with mail_server(held, True, "open sesame") as server:
        assert told(westshire, out, settings % (server.port, "tls")) == []
        assert server.messages


FAILURES = ("untrusted", "wrong password", "no password", "nobody", "no server", "bad settings")


@pytest.mark.parametrize("failure", FAILURES)
def test_a_message_that_cannot_be_sent_is_told_and_fails_no_refresh(
    failure: str, westshire: BaseFolder, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = certificate(tmp_path)
    if failure != "untrusted":
        monkeypatch.setenv("SSL_CERT_FILE", str(held[0]))
    if failure != "no password":
        monkeypatch.setenv("EVIDENCE_TEST_PASSWORD", "guess" if failure == "wrong password" else "open sesame")
    with mail_server(held, True, "open sesame", refuse=failure == "nobody") as server:
        port = 9 if failure == "no server" else server.port
        settings = "email: {to: a}" if failure == "bad settings" else SECRET % (port, "tls")
        (line,) = told(westshire, out, settings)
        assert not server.messages
    assert "no message was sent about one" in line and "\n" not in line and "open sesame" not in line
    assert runs(out)[-1].state == "completed" and messages(out)["one"].error
    state = json.loads((out / "health.json").read_text(encoding="utf-8"))
    assert state["ok"] and state["message_failed"]
    assert "no message sent" in evidence("runs", "--data", str(westshire.root), "--out", str(out)).stdout


def test_a_web_address_gets_names_and_numbers(westshire: BaseFolder, out: Path) -> None:
    with web_server() as (port, came):
        assert told(westshire, out, f"webhook: {{url: 'http://127.0.0.1:{port}/hook'}}") == []
    assert came[0]["state"] == "completed" and came[0]["job"] == "daily" and "40 findings" in str(came[0]["text"])


def test_a_web_address_that_is_a_secret_comes_from_the_environment_and_stays_one(
    westshire: BaseFolder, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with web_server(answer=500) as (port, came):
        monkeypatch.setenv("EVIDENCE_HOOK", f"http://127.0.0.1:{port}/secret-path")
        (line,) = told(westshire, out, "webhook: {url_env: EVIDENCE_HOOK}")
    assert came and "answered 500" in line
    assert "secret-path" not in line and "secret-path" not in (out / "runs.jsonl").read_text(encoding="utf-8")


def test_without_settings_nothing_leaves_the_machine(westshire: BaseFolder, out: Path) -> None:
    said: list[str] = []
    attended(westshire, DAILY, out, lambda: kept(out), said.append)
    assert not said and not messages(out) and read_destinations(westshire.notify) == []


WRONG = {
    "mail: {}": "Did you mean 'email'",
    "email: {to: a@example.com, from: b@example.com, host: h, password: x}": "a password never stands here",
    "email: {from: b@example.com, host: h}": "to is missing",
    "email: {to: a@example.com, from: nobody, host: h}": "from is missing or no address",
    "email: {to: a@example.com, from: b@example.com}": "host is missing",
    "email: {to: a@example.com, from: b@example.com, host: h, security: none}": "this machine's own server alone",
    "email: {to: a@example.com, from: b@example.com, host: h, security: ssl}": "There are: starttls, tls, none",
    "email: {to: a@example.com, from: b@example.com, host: h, port: '587'}": "must be a number",
    "email: {to: a@example.com, from: b@example.com, host: h, user: me}": "a user needs a password",
    'email: {to: "a@example.com\\nBcc: b@example.com", from: b@example.com, host: h}': "text in one line",
    "webhook: {}": "needs url, or url_env",
    "email: [": "cannot be read as YAML",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_setting_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "notify.yml").write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError) as said:
        read_destinations(tmp_path / "notify.yml")
    assert WRONG[text] in str(said.value) and "\n" not in str(said.value)


def test_no_message_goes_over_the_network_in_the_clear(tmp_path: Path) -> None:
    (tmp_path / "notify.yml").write_text("webhook: {url: 'http://example.com/hook'}", encoding="utf-8")
    (hook,) = read_destinations(tmp_path / "notify.yml")
    with pytest.raises(EvidenceError, match="begins with https"):
        hook.url  # type: ignore[union-attr]  # noqa: B018


def test_what_goes_wrong_is_told_once_and_that_it_went_well_again(out: Path) -> None:
    job = Job("daily", ())
    story = [
        ("completed", ""),
        ("refused", "bad plan"),
        ("refused", "bad plan"),
        ("refused", "other"),
        ("unchanged", ""),
    ]
    story += [("completed", ""), ("failed", "02")]
    sent = []
    for state, error in story:
        kept(out, state, error=error)
        sent.append(wanted(job, runs(out)))
    assert sent == [False, True, False, True, True, False, True]
    assert not wanted(Job("daily", (), notify="never"), runs(out))
