"""The rules, one small family a file. `speclift.diff.judge.table` lists them; they know nothing of one another."""
