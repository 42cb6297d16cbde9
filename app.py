"""The entry of the dashboard: the web application when served, the page on display when Streamlit runs the script."""

import streamlit as st

from dashboard import navigation, server

if st.runtime.exists():
    navigation.run()
else:
    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        lifespan=server.warm_up,
        on_script_error=navigation.show_failure,
    )
