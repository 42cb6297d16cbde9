"""The floor: an empty Streamlit page with one select box."""

import streamlit as st

from benchmarks.browser import LABELS

chosen = st.selectbox("Indicateur", list(LABELS))
st.html(f'<p id="drawn" data-drawn="{chosen}">{chosen}</p>')
