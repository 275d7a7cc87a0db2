"""The verbs of a review. Each locks, asks the rule, writes, records, and tells after commit."""
