"""The command line: evidence WORD …, one module a group of words."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer

from evidence_lib.cli.base_commands import build_command, export_command, init_command
from evidence_lib.cli.chart_commands import chart_command
from evidence_lib.cli.check_commands import check_app
from evidence_lib.cli.commitments_commands import commitments_app
from evidence_lib.cli.deadlines_commands import deadlines_app
from evidence_lib.cli.exchange_commands import exchange_app
from evidence_lib.cli.packs_commands import packs_app, why_command
from evidence_lib.cli.paper_commands import paper_command
from evidence_lib.cli.refresh_commands import lab_command, refresh_command
from evidence_lib.cli.review_commands import review_app
from evidence_lib.cli.runs_commands import explain_command, health_command, runs_command
from evidence_lib.cli.schedule_commands import schedule_app
from evidence_lib.cli.serve_commands import serve_command
from evidence_lib.cli.services_commands import register_command, services_app, trace_command
from evidence_lib.cli.sources_commands import sources_app
from evidence_lib.cli.themes_commands import themes_app
from evidence_lib.cli.trust_commands import evaluate_command, learn_command
from evidence_lib.core.errors import EvidenceError, cannot_write

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A commissioning evidence base from inspection reports: findings by theme, with page and exact words.",
)
app.command("refresh")(refresh_command)
app.command("why")(why_command)
app.command("build")(build_command)
app.command("export")(export_command)
app.command("init")(init_command)
app.command("chart")(chart_command)
app.command("paper")(paper_command)
app.command("evaluate")(evaluate_command)
app.command("learn")(learn_command)
app.command("lab")(lab_command)
app.command("serve")(serve_command)
app.command("register")(register_command)
app.command("trace")(trace_command)
app.add_typer(check_app, name="check")
app.add_typer(packs_app, name="packs")
app.command("runs")(runs_command)
app.command("explain")(explain_command)
app.command("health")(health_command)
app.add_typer(sources_app, name="sources")
app.add_typer(themes_app, name="themes")
app.add_typer(review_app, name="review")
app.add_typer(exchange_app, name="exchange")
app.add_typer(services_app, name="services")
app.add_typer(commitments_app, name="commitments")
app.add_typer(deadlines_app, name="deadlines")
app.add_typer(schedule_app, name="schedule")

PLAIN = {"--data": "data", "--out": "out", "--plan": "plan", "--job": "job"}


def main() -> None:
    """Run the command; a person's mistake gets one line and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may not know an arrow or a dash
    try:
        plain = plain_refresh(sys.argv[1:])
        if plain is None:
            app()
        else:
            refresh_command(**plain)
    except EvidenceError as error:
        end(error)
    except OSError as error:
        if (told := cannot_write(error)) is None:
            raise
        end(told)


def plain_refresh(words: Sequence[str]) -> dict[str, Any] | None:
    """What a refresh with nothing but plain options is called with; None for every other command.

    A refresh that a scheduler calls mostly finds nothing to do: typer takes longer to read its options than it takes itself.
    """
    if not words or words[0] != "refresh":
        return None
    given: dict[str, Any] = {}
    rest = iter(words[1:])
    for word in rest:
        value = next(rest, "") if word in PLAIN else ""
        if word in ("--quiet", "-q"):
            given["quiet"] = True
        elif value and not value.startswith("-") and PLAIN[word] not in given:
            given[PLAIN[word]] = value
        else:
            return None  # typer says what is wrong
    return given


def end(error: EvidenceError) -> NoReturn:
    """Say the one line and stop."""
    print(f"evidence: {error}", file=sys.stderr)
    sys.exit(error.exit_code)
