"""The learned models that tell findings from other blocks, their kinds apart, and whose practice they judge."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.findings.agencies import AgencyModel
from evidence_lib.findings.agencies import shipped_model as agency_model
from evidence_lib.language.direction import direction_model
from evidence_lib.language.linear import LinearModel, load_model

BLOCK_MODEL = Path(__file__).with_name("blocks.json")
WORDING_MODEL = Path(__file__).with_name("wording.json")
KIND_MODEL = Path(__file__).with_name("kinds.json")
STUDY_MODEL = Path(__file__).with_name("studies.json")


@dataclass(frozen=True)
class Models:
    """blocks tells findings from context and boilerplate, direction strengths from shortfalls.

    wording asks of a whole finding how much its words speak for each kind; kinds weighs direction and wording. studies tells
    what in a study is about a child. agencies tells whose practice is judged.
    """

    blocks: LinearModel
    direction: LinearModel
    wording: LinearModel
    kinds: LinearModel
    studies: LinearModel
    agencies: AgencyModel


@cache
def shipped_models() -> Models:
    """The models that the suite ships."""
    wording, kinds, studies = map(load_model, (WORDING_MODEL, KIND_MODEL, STUDY_MODEL))
    return Models(load_model(BLOCK_MODEL), direction_model(), wording, kinds, studies, agency_model())
