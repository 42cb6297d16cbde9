"""The floor: an empty Streamlit page with one select box."""

import streamlit as st

chosen = st.selectbox("Indicateur", ["population", "densite", "evolution_population"])
st.html(f'<p id="drawn" data-drawn="{chosen}">{chosen}</p>')
