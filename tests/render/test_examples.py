"""The example reports are what the code writes."""

from pathlib import Path

from reports.examples import FOLDER, write_examples


def test_examples_are_what_the_code_writes(tmp_path: Path) -> None:
    """Red: a renderer changed; run `python reports/examples.py` and read the diff."""
    write_examples(tmp_path)
    written = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(FOLDER): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}

    assert sorted(written) == sorted(kept)
    assert [str(path) for path in sorted(written) if written[path] != kept[path]] == []
