"""What the README tells those who work on the program is there: files, modules to run, names of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOLD = (ROOT / "README.md").read_text("utf-8").partition("## How it is built")[2]
QUOTED = re.findall(r"`([^`\n]+)`", TOLD.replace("```", ""))
TREE = re.search(r"```\n(src/funneltui/.*?)```", TOLD, re.DOTALL)
_ELSEWHERE = {"encrypted"}
"""Words that are none of the code."""


@cache
def files() -> frozenset[str]:
    """Everything in the tree, with its folders, from the root."""
    kept = [path for name in ("src", "tests", ".ci") for path in (ROOT / name).rglob("*")]
    return frozenset(f"/{path.relative_to(ROOT).as_posix()}" for path in [*kept, *ROOT.iterdir()])


@cache
def trees() -> tuple[ast.Module, ...]:
    """Every module as it is parsed."""
    return tuple(ast.parse((ROOT / path.lstrip("/")).read_text("utf-8")) for path in files() if path.endswith(".py"))


@cache
def names() -> frozenset[str]:
    """Every name in the code, and every short text in it, such as an action's."""

    def said(node: ast.AST) -> Iterator[str]:
        for field in ("name", "id", "attr", "arg", "value"):
            if isinstance(word := getattr(node, field, None), str):
                yield word

    words = {word for tree in trees() for node in ast.walk(tree) for word in said(node)}
    return frozenset(words | {Path(path).stem for path in files()})


@cache
def members() -> frozenset[str]:
    """Every method with its class: `Board.apply`."""
    classes = [node for tree in trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return frozenset(
        f"{node.name}.{part.name}" for node in classes for part in node.body if isinstance(part, ast.FunctionDef)
    )


def test_every_file_and_folder_is_there() -> None:
    assert TREE is not None
    told = {text.rstrip("/") for text in QUOTED if re.fullmatch(r"[\w./]+(\.\w+|/)", text) and "=" not in text}
    told = {text for text in told if "/" in text or text.endswith((".py", ".toml", ".txt"))}
    told |= {text.rstrip("/") for text in re.findall(r"[\w/]+\.py|\w+/", TREE[1])}
    assert [text for text in sorted(told) if not any(path.endswith(f"/{text}") for path in files())] == []


def test_every_module_that_is_run_is_there() -> None:
    run = {module.replace(".", "/") for module in re.findall(r"python -m ([\w.]+)", TOLD)}
    there = {f"{base}{name}{end}" for base in ("/", "/src/") for name in run for end in (".py", "/__main__.py")}
    assert len(there & files()) == len(run), run


def test_every_name_of_the_code_is_there() -> None:
    code = (
        text for text in QUOTED if re.fullmatch(r"[\w.]+(\([^)]*\))?", text) and not text.endswith((".py", ".toml"))
    )
    words = {word for text in code for word in re.findall(r"[A-Za-z_]\w*", re.sub(r"\(.*", "", text))}
    assert sorted(words - names() - _ELSEWHERE) == []


def test_every_method_is_in_its_class() -> None:
    told = {text for text in QUOTED if re.fullmatch(r"[A-Z]\w*\.[a-z_]\w*", text)}
    assert len(told) > 10
    assert sorted(told - members()) == []
