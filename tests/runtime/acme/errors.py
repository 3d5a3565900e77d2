from ._errors import BadRequest, NotFound, StatusError


class UserNotFound(NotFound):
    reason = "userNotFound"


class UserLimit(BadRequest):
    reason = "userLimit"


REASONS: dict[str, type[StatusError]] = {"userNotFound": UserNotFound, "userLimit": UserLimit}
