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
}
WHEREVER = {"CERT_NONE": "trusts everybody", "_create_unverified_context": "trusts everybody"}
"""By name, called or not, and however it was imported."""
SWITCHES = {("shell", True): "gives text to a shell", ("verify", False): "trusts everybody"}
"""Given as an argument or set on something; 0 and 1 are switches too."""
SET = {("check_hostname", False): "trusts everybody", **SWITCHES}

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
        match node:
            case ast.Call():
                yield from ((node.lineno, what) for what in about_call(node))
            case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in WHEREVER:
                yield node.lineno, f"{name} {WHEREVER[name]}"
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=ast.Constant(value=to)) if (name, to) in SET:
                yield node.lineno, f"{name} = {to} {SET[name, to]}"


def about_call(node: ast.Call) -> Iterator[str]:
    name = called(node)
    if (last := name.rpartition(".")[2]) in MARKUP:
        yield f"{last} {MARKUP[last]}"
    if name in FORBIDDEN:
        yield f"{name} {FORBIDDEN[name]}"
    for keyword in node.keywords:
        match keyword.value:
            case ast.Constant(value=to) if (keyword.arg, to) in SWITCHES:
                yield f"{name}({keyword.arg}={to}) {SWITCHES[keyword.arg, to]}"
    if name.startswith("random.") and not name.startswith("random.Random"):
        yield f"{name} can be foretold: secrets come from `secrets`"


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
        "httpx.get('https://x', verify=0)",
        "context.verify_mode = ssl.CERT_NONE",
        "from ssl import CERT_NONE",
        "ssl._create_unverified_context()",
        "context.check_hostname = False",
        "session.verify = False",
        "random.choice('abc')",
        "pickle.loads(b'')",
        "widget.setToolTip(name)",
        "QLabel(name)",
    ],
)
def test_the_rules_bite(source: str):
    assert len(with_text(Path("x.py"), source)) == 1
