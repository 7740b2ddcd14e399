"""A review as SARIF, which editors and build servers show at the lines.

Source: OASIS SARIF 2.1.0 (Static Analysis Results Interchange Format).
"""

import json
from typing import Any
from urllib.parse import quote

from growtogether_desktop import __version__
from growtogether_desktop.domain.threads import Anchor, Label
from growtogether_desktop.features.reviews.model.out.account import Account, Told

_LEVELS = {Label.ISSUE: "warning", Label.TODO: "warning", Label.CHORE: "warning"}
"""A label that is not here is a note; whatever blocks is an error."""
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(account: Account) -> str:
    run = {
        "tool": {
            "driver": {
                "name": "Grow-Together",
                "semanticVersion": __version__,
                "rules": [{"id": label.value, "shortDescription": {"text": label.value}} for label in Label],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"WORK": {"description": {"text": account.title}}},
        "results": [_result(thread) for thread in account.threads],
        "properties": {
            "title": account.title,
            "author": account.author,
            "mentor": account.mentor,
            "verdicts": [
                {
                    "iteration": judged.iteration,
                    "verdict": judged.verdict.value,
                    "summary": judged.summary.words,
                    "by": judged.summary.name,
                    "at": judged.summary.at.isoformat(),
                    "scores": [{"criterion": s.title, "points": s.points, "most": s.most} for s in judged.scores],
                }
                for judged in account.verdicts
            ],
        },
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(thread: Told) -> dict[str, Any]:
    praise = thread.label is Label.PRAISE
    result: dict[str, Any] = {
        "ruleId": thread.label.value,
        "ruleIndex": list(Label).index(thread.label),
        # A result that found no fault has no level. Source: SARIF 2.1.0, 3.27.10.
        "kind": "pass" if praise else "fail",
        "level": "none" if praise else "error" if thread.blocking else _LEVELS.get(thread.label, "note"),
        "message": {"text": thread.said[0].words},
        "fingerprints": {"thread/v1": thread.id},
        "properties": {
            "iteration": thread.iteration,
            "blocking": thread.blocking,
            "resolved": thread.resolved is not None,
            "links": [{"url": link.url, "title": link.title, "read": link.ticked} for link in thread.links],
            "comments": [{"by": said.name, "at": said.at.isoformat(), "text": said.words} for said in thread.said],
        },
    }
    if thread.anchor.path:
        result["locations"] = [{"physicalLocation": _location(thread.anchor)}]
    if thread.resolved is not None:
        resolved = f"{thread.resolved.name}, {thread.resolved.at.isoformat()}"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": resolved}]
    if thread.suggestion is not None and thread.anchor.first:
        result["fixes"] = [_fix(thread.anchor, thread.suggestion)]
    return result


def _location(anchor: Anchor) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": _artifact(anchor)}
    if anchor.first:
        location["region"] = _region(anchor) | {"snippet": {"text": anchor.quote}}
    return location


def _artifact(anchor: Anchor) -> dict[str, str]:
    return {"uri": quote(anchor.path), "uriBaseId": "WORK"}


def _region(anchor: Anchor) -> dict[str, int]:
    """Columns count from 1 here, and the end column is the one behind."""
    region = {"startLine": anchor.first, "endLine": anchor.last}
    if anchor.last_column:
        region |= {"startColumn": anchor.first_column + 1, "endColumn": anchor.last_column + 1}
    return region


def _fix(anchor: Anchor, suggestion: str) -> dict[str, Any]:
    """Whole lines in place of whole lines."""
    lines = {"startLine": anchor.first, "startColumn": 1, "endLine": anchor.last + 1, "endColumn": 1}
    replacement = {"deletedRegion": lines, "insertedContent": {"text": suggestion and suggestion + "\n"}}
    return {"artifactChanges": [{"artifactLocation": _artifact(anchor), "replacements": [replacement]}]}
