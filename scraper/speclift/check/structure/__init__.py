"""Rules about the form of a document."""
