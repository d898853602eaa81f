"""evidence refresh and lab."""


def refresh_command() -> None:
    """Build, run the notebooks of the plan, publish a pack."""


def lab_command() -> None:
    """Open JupyterLab on the notebooks."""
