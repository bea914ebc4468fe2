"""The views of the Compare page: each shows one way in which guidelines stand to each other."""
