"""`python -m growtogether_desktop.hub` starts the hub."""

import sys

EXTRA = {"litestar", "uvicorn", "alembic", "anyio", "psycopg"}
"""What only the hub needs."""

try:
    from growtogether_desktop.hub.program import main

    sys.exit(main(sys.argv[1:]))
except ModuleNotFoundError as missing:
    name = (missing.name or "").partition(".")[0]
    if name not in EXTRA:
        raise
    print(f"The hub needs {name}, which is not installed. Say: pip install 'grow-together[hub]'", file=sys.stderr)
    sys.exit(2)
