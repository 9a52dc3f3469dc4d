"""python -m pocketparse → cli.run_and_end."""

from pocketparse.cli import run_and_end

if __name__ == "__main__":  # pragma: no cover - true only in a process of its own, which tests/test_cli.py starts
    raise SystemExit(run_and_end())
