"""How to read a paper: what its numbers count, and what its marks mean. The notebooks say the same."""

WORDS = (
    "Digest, in our words, is no quotation: a digest is a selection. Open the original at the page before you quote it. "
    "Only what stands in quotation marks is the inspectors’ wording."
)
UNCHECKED = "Not checked means that the machine found and sorted it and no person has looked at it yet."
OF_FINDINGS = (
    "Numbers count areas or documents, never paragraphs. They say where inspectors reported something, and never how "
    "common it is.",
    "Needs to improve means that inspectors say practice falls short or must change. A practice study and a summary that "
    "later findings repeat are not counted.",
    "Not reported means that a letter is silent, which is no proof that all is well.",
    WORDS,
    UNCHECKED,
)
OF_CHAPTERS = (
    "Evidence, need, provision and gap are four things, and no number mixes them. Inspection evidence is what inspectors "
    "report. Need is what needs assessments, partners, providers and victims say. Provision is what is paid for. A gap is "
    "where a statement that money can answer meets little or no provision.",
    "How many findings there are says how much inspectors wrote. It is never how common something is. Charts and sentences "
    "count areas and documents; the gap map shows findings by the size of a mark, to show where to read.",
    "A shortfall elsewhere is a question to ask here. It is no need here, and no gap that money closes.",
    "Confidence is entered by people, with reasons. The suite gathers what bears on it and computes no verdict.",
    WORDS,
    UNCHECKED,
)
