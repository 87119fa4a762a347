"""``python -m kit`` is ``tamtam``."""

from kit.cli import main

if __name__ == "__main__":
    main()
