from ._errors import BadRequest, NotFound, StatusError


class UserNotFound(NotFound):
    reason = "userNotFound"


class UserLimit(BadRequest):
    reason = "userLimit"


class UserIsBusy(StatusError):  # noqa: N818
    """Documented without a status."""

    reason = "userIsBusy"


REASONS: dict[str, type[StatusError]] = {
    "userNotFound": UserNotFound,
    "userLimit": UserLimit,
    "userIsBusy": UserIsBusy,
}
