"""Scripts that print ratios and figures and run too long for tests."""
