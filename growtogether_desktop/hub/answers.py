"""How the hub answers what goes wrong: every error in one shape, and nothing of the inside."""

import logging
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, InternalServerException
from litestar.openapi.datastructures import ResponseSpec
from sqlalchemy.exc import InterfaceError, OperationalError

from growtogether_desktop.base.i18n import say
from growtogether_desktop.hub.declined import Declined, not_found
from growtogether_desktop.hub.house import House
from growtogether_desktop.hub.watch import route
from growtogether_desktop.wire.codec import Unreadable
from growtogether_desktop.wire.protocol import Trouble

log = logging.getLogger(__name__)

_BUG = Declined(500, "bug", say("Something in the hub went wrong. Its log says what."))
_UNAVAILABLE = Declined(503, "unavailable", say("The hub cannot reach its database just now."), retry_after_s=5)
_BY_STATUS = {
    404: not_found(),
    405: Declined(405, "not_allowed", say("That is not there.")),
    413: Declined(413, "too_large", say("That is too much at once.")),
    500: _BUG,
}
TROUBLES = {
    status: ResponseSpec(Trouble, description=HTTPStatus(status).phrase, generate_examples=False)
    for status in (400, 401, 403, 404, 405, 409, 413, 422, 426, 429, 500, 503)
}
"""What every route may answer, for whoever reads the description of the interface."""
_UNREADABLE = say("The hub does not understand this request. Update the program, then try again.")


def answer_trouble(request: Request[Any, Any, Any], trouble: Exception) -> Response[Trouble]:
    """Every error in one shape."""
    declined = _declined(trouble)
    if declined.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s failed", route(request), exc_info=trouble)
    else:
        house: House = request.app.state.house
        house.watch.refused(request, declined)
    headers = {"Cache-Control": "no-store"}
    if isinstance(trouble, HTTPException):
        headers |= trouble.headers or {}  # which methods there are, with a 405
    if declined.retry_after_s:
        headers["Retry-After"] = str(int(declined.retry_after_s) + 1)
    if declined.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    body = Trouble(declined.what, declined.code)
    return Response(body, status_code=declined.status, media_type="application/json", headers=headers)


def _declined(trouble: Exception) -> Declined:
    match trouble:
        case Declined():
            return trouble
        case Unreadable():
            return Declined(400, "unreadable", _UNREADABLE)
        case OperationalError() | InterfaceError():
            return _UNAVAILABLE
        case InternalServerException(detail="client disconnected prematurely"):
            return Declined(400, "unreadable", _UNREADABLE)  # a line that broke is no bug; nobody is there to read this
        case HTTPException():
            return _BY_STATUS.get(trouble.status_code) or Declined(trouble.status_code, "unreadable", _UNREADABLE)
    return _BUG
