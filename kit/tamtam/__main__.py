"""``python -m tamtam`` is ``tamtam``."""

from tamtam.cli import main

if __name__ == "__main__":
    main()
