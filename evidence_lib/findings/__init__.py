"""From blocks to findings: which blocks judge practice, of which kind, and whose practice they judge."""
