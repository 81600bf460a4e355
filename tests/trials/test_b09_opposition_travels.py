"""B9: who wants no messages wants none in the file that their CSV is imported into either."""

from tests.cli.conftest import add, file, run

__all__ = ["add", "file", "run"]  # the fixtures of the command line


def test_b09_opposition_goes_out_and_comes_in(run, add, tmp_path):
    for name in ("Ada", "Lin", "Cem"):
        add(name, "--email", f"{name.lower()}@x.example")
    run("privacy", "oppose", 1)
    run("privacy", "oppose", 2, "--channel", "email")
    run("export", "--format", "csv", "-o", "all.csv")
    other = ("--db", tmp_path / "other.db")
    run("import", "all.csv", *other)
    told = {one["contact"]["name"]: one["id"] for one in run("list", "--json", *other).json}
    for name in ("Ada", "Lin"):
        assert "ada@x.example" not in run("write", told[name], "Case study", *other, code=1).out, name
    assert "Cem" in run("write", told["Cem"], "Case study", *other).out
