"""The catalogue of documents, what they say of themselves, and how they come in."""
