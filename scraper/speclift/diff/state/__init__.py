"""What is not the same in two documents, without judgement."""
