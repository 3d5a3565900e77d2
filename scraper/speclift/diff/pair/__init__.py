"""What stands for what: operations, schemas, alternatives and names of two documents."""
