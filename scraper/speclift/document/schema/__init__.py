"""What a schema says: references followed, `allOf`, `oneOf` and `anyOf` dissolved, each statement in one form."""
