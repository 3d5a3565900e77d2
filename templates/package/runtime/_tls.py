"""How a server's certificate is verified, and how a client shows its own.

Enters: the arguments `verify` and `cert` of a client. Leaves: what httpx2 takes; whether an error is about
a certificate.
"""

from __future__ import annotations

import os
import ssl
from pathlib import Path
from typing import TypeAlias

from ._errors import ConfigurationError

Verify: TypeAlias = bool | str | os.PathLike[str] | ssl.SSLContext
"""Whether a server's certificate is verified: against the authorities of the system (True), against those of a file or
a folder, as a context says, or not at all (False)."""

Certificate: TypeAlias = str | os.PathLike[str] | tuple[str, str] | tuple[str, str, str]
"""A client's own certificate: a PEM file, or the files of certificate and key, and perhaps the key's password."""


def context_of(verify: Verify, cert: Certificate | None) -> ssl.SSLContext | bool:
    """Say how to verify. Raises `ConfigurationError` for files that are not there or hold no certificate."""
    try:
        if isinstance(verify, str | os.PathLike):
            path = Path(verify)
            folder = path.is_dir()
            verify = ssl.create_default_context(cafile=None if folder else path, capath=path if folder else None)
        if cert is None:
            return verify
        if isinstance(verify, bool):
            checked, verify = verify, ssl.create_default_context()
            if not checked:
                verify.check_hostname, verify.verify_mode = False, ssl.CERT_NONE
        if isinstance(cert, tuple):
            verify.load_cert_chain(*cert)
        else:
            verify.load_cert_chain(cert)
    except OSError as error:
        raise ConfigurationError(f"verify= or cert= names no certificate: {error}") from error
    return verify


def certificate_error(error: BaseException | None) -> bool:
    """Whether an error, or what caused it, is a certificate that was not trusted: trying again changes nothing."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
