"""The views of the Evidence page: each shows one side of what trials found."""
