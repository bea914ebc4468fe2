"""What a visitor sees where the data folder breaks a rule."""

import streamlit as st

from kb.problem import BadData


def show(error: BadData) -> None:
    """Say that nothing is shown, and list every problem as plain text."""
    st.title("The data cannot be shown")
    st.write("Nothing was loaded, because a page made from a part of the data could mislead. What has to be mended:")
    st.text("\n".join(str(problem) for problem in error.problems))
    st.write("Run `python -m kb check` after mending, and start the app again.")
