"""The poll in Streamlit: the script runs anew for each choice, answers stand in a shared object."""

import streamlit as st


@st.cache_resource
def votes() -> dict[str, str]:
    """What everybody chose, for all who are connected."""
    return {}


choice = st.radio("How are we doing?", ["1", "2", "3", "4", "5"], index=None)
if choice:
    person = st.runtime.scriptrunner.get_script_run_ctx().session_id
    votes()[person] = choice
    st.write(f"{choice}, thank you")
