"""Calls that have no business in this house, found in its own syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "growtogether_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))

FORBIDDEN = {
    "eval": "runs text as a program",
    "exec": "runs text as a program",
    "os.system": "gives text to a shell",
    "os.popen": "gives text to a shell",
    "pickle.load": "runs what it reads",
    "pickle.loads": "runs what it reads",
    "marshal.loads": "runs what it reads",
    "tempfile.mktemp": "names a file somebody else may make first",
    "hashlib.md5": "is broken",
    "ssl._create_unverified_context": "trusts everybody",
}
SWITCHES = {("shell", True): "gives text to a shell", ("verify", False): "trusts everybody"}


MARKUP = {
    "setToolTip": "takes words for markup: say `ui.words.tip`",
    "showText": "takes words for markup: say `ui.words.tip`",
    "setWhatsThis": "takes words for markup",
    "QLabel": "takes words for markup: say `ui.words.Words`",
    "QMessageBox": "takes words for markup",
    "QTextEdit": "takes what is pasted for markup",
}
"""By the last part of the name. Qt would open the files that a picture names."""


def called(node: ast.Call) -> str:
    return ast.unparse(node.func)


def findings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = called(node)
        if (last := name.rpartition(".")[2]) in MARKUP:
            yield node.lineno, f"{last} {MARKUP[last]}"
        if name in FORBIDDEN:
            yield node.lineno, f"{name} {FORBIDDEN[name]}"
        for keyword in node.keywords:
            value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            for (switch, to), why in SWITCHES.items():
                if keyword.arg == switch and value is to:
                    yield node.lineno, f"{name}({switch}={to}) {why}"
        if name.startswith("random.") and not name.startswith("random.Random"):
            yield node.lineno, f"{name} can be foretold: secrets come from `secrets`"


def with_text(path: Path, source: str) -> list[str]:
    return [f"{path.name}:{line}: {what}" for line, what in findings(ast.parse(source))]


ALLOWED = {"postman.py": "random.uniform", "words.py": "setToolTip"}
"""Waiting times may be foretold; and there is one door for tooltips."""


def test_nobody_calls_what_is_dangerous():
    found = [
        finding
        for path in MODULES
        for finding in with_text(path, path.read_text(encoding="utf-8"))
        if not (path.name in ALLOWED and ALLOWED[path.name] in finding)
    ]

    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "eval('1')",
        "os.system('ls')",
        "subprocess.run('ls', shell=True)",
        "httpx.get('https://x', verify=False)",
        "random.choice('abc')",
        "pickle.loads(b'')",
        "widget.setToolTip(name)",
        "QLabel(name)",
    ],
)
def test_the_rules_bite(source: str):
    assert len(with_text(Path("x.py"), source)) == 1
