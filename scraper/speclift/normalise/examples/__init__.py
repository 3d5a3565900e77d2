"""The meaning of recorded examples: HTTP messages, JSON bodies, calls.

Enters: the text of an example exactly as a page prints it. Leaves: JSON values, requests, and the repairs that were
needed, each by a named rule. Nothing here knows markup, versions or OpenAPI. The front doors are `repair.repair` and
`notations.parse_request_sample`.
"""
