"""The verbs of a matter. Each locks, asks the rule, writes, records, and tells after commit."""
