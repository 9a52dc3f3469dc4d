"""The hooks of pre-commit do what docs/lint.md says."""

import re
from pathlib import Path

import pytest
import yaml

from pocketparse.rules import RULES

ROOT = Path(__file__).parents[1]
HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


def words(id):
    command, *rest = HOOKS[id]["entry"].split()
    assert command == "pocketparse"
    return rest


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("README.md", True),
        ("docs/README.zh-CN.md", True),
        ("readme.md", True),
        ("Readme.markdown", True),
        ("README", False),
        ("README.rst", False),
        ("docs/README/other.md", False),
        ("MY_README.md", False),
    ],
)
def test_hooks_look_at_readmes(hook, path, wanted):
    assert bool(re.search(HOOKS[hook]["files"], path)) == wanted


def test_the_hook_that_mends_asks_for_what_can_be_mended():
    assert words("pocketparse-fix") == [
        "lint",
        "--fix",
        "--select",
        ",".join(rule.code.code for rule in RULES if rule.fix),
    ]
