"""python -m pocketparse → cli.main."""

from pocketparse.cli import main

if __name__ == "__main__":  # pragma: no cover - true only in a process of its own, which tests/test_cli.py starts
    raise SystemExit(main())
