"""Guidelines against each other: matrix, verdicts, pairs, conditions, numbers, gaps."""
