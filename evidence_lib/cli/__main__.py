"""python -m evidence_lib.cli: the same as the command evidence."""

from evidence_lib.cli import main

if __name__ == "__main__":
    main()
