"""How cost grows with the number of recommendations, beside what others need for the same answers."""
