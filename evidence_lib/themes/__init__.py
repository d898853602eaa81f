"""The codebook of themes, the terms that find them, and the tags."""
