"""How the parts of a page begin what the model is asked for: the pane lends them its `start`."""

from collections.abc import Callable, Coroutine
from typing import Any

Start = Callable[[Coroutine[Any, Any, Any]], Any]
