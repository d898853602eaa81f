"""The tables of an evidence base: made, kept, and written out for others."""
