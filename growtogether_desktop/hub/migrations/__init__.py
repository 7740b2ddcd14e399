"""How the hub's tables came to be what they are, step by step. A step that has been released is never edited."""

from pathlib import Path

FOLDER = Path(__file__).parent
