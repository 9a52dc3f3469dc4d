"""docs/history.ipynb shows what its cells print; `pytest --regen-all` writes that into it."""

import contextlib
import io
import json
from pathlib import Path

import pytest
from conftest import CORPUS, git

NOTEBOOK = Path(__file__).parents[1] / "docs" / "history.ipynb"


@pytest.mark.corpus
@pytest.mark.timeout(120)
def test_the_notebook_shows_what_it_prints(tmp_path, monkeypatch, request):
    bundle = CORPUS / "pocket/pocket-history.bundle"
    if not bundle.exists():
        pytest.skip(f"{bundle.name} is not beside this checkout")
    git("clone", "--quiet", "--bare", str(bundle), str(tmp_path / "Open-Source-Language-Model-Pocket"))
    monkeypatch.chdir(tmp_path)
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    names: dict[str, object] = {}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert cells
    for count, cell in enumerate(cells, 1):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec("".join(cell["source"]), names)
        text = out.getvalue().splitlines(keepends=True)
        outputs = [{"name": "stdout", "output_type": "stream", "text": text}] if text else []
        if request.config.getoption("regen_all"):
            cell["outputs"], cell["execution_count"] = outputs, count
        assert cell["outputs"] == outputs
    assert (tmp_path / "growth.svg").read_bytes().startswith(b"<?xml")
    if request.config.getoption("regen_all"):
        NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")
