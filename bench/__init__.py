"""What it costs, measured: ``make bench``, or ``python -m bench PART`` for a part of it."""
