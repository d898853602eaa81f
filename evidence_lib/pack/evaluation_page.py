"""The page of an evaluation: the tables, the picture of what a score is worth, and its data."""

from base64 import b64encode
from datetime import date

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evidence_lib.core.dates import long_date
from evidence_lib.learning.evaluate import Evaluation
from evidence_lib.learning.report import reliability_of, reliability_table, report, scope
from evidence_lib.pack.pages import TEMPLATES, style


def evaluation_page(evaluation: Evaluation) -> str:
    """The page as HTML; it loads nothing from anywhere, and its picture has words for who cannot see it."""
    settings = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    chart = reliability_of(evaluation)
    return settings.get_template("evaluation.html").render(
        style=Markup(style()),
        scope=scope(evaluation),
        in_sample=bool(evaluation.in_sample),
        left_out=evaluation.left_out,
        chart=chart,
        picture=b64encode(chart.png()).decode(),
        steps=Markup(reliability_table(evaluation).to_html()),
        tables=[
            {"title": one.title, "html": Markup(one.to_html()), "caption": one.caption} for one in report(evaluation)
        ],
        made=long_date(date.today()),
    )
