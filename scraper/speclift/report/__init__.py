"""What a build has to say, for people and for machines: findings as a bug report, and as JSON."""
