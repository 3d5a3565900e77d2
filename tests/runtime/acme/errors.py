from ._errors import BadRequestError, NotFoundError, StatusError


class UserNotFoundError(NotFoundError):
    reason = "userNotFound"


class UserLimitError(BadRequestError):
    reason = "userLimit"


class UserIsBusyError(StatusError):
    """Documented without a status."""

    reason = "userIsBusy"


REASONS: dict[str, type[StatusError]] = {
    "userNotFound": UserNotFoundError,
    "userLimit": UserLimitError,
    "userIsBusy": UserIsBusyError,
}
