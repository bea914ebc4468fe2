"""Shared parts of the screens. With ``pages``, the only code that imports streamlit."""
