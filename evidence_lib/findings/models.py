"""The learned models that tell findings from other blocks, their kinds apart, and whose practice they judge."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evidence_lib.findings.agencies import AgencyModel
from evidence_lib.findings.agencies import shipped_model as agency_model
from evidence_lib.language.direction import direction_model
from evidence_lib.language.linear import LinearModel, load_model

BLOCK_MODEL = Path(__file__).with_name("blocks.json")
KIND_MODEL = Path(__file__).with_name("kinds.json")


@dataclass(frozen=True)
class Models:
    """blocks tells findings from context and boilerplate, direction strengths from shortfalls, kinds the kinds apart.

    agencies tells whose practice is judged.
    """

    blocks: LinearModel
    direction: LinearModel
    kinds: LinearModel
    agencies: AgencyModel


@cache
def shipped_models() -> Models:
    """The models that the suite ships."""
    return Models(load_model(BLOCK_MODEL), direction_model(), load_model(KIND_MODEL), agency_model())
