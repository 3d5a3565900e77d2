"""Rules about operations, their ids, tags and links."""
