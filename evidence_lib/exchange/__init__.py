"""To and from other tools of qualitative analysis: REFI-QDA projects and codebooks."""
