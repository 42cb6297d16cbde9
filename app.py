"""The entry of the dashboard: the web application when served, the page on display when Streamlit runs the script."""

import streamlit as st

if st.runtime.exists():
    # Imported once the runtime is there: components register with it.
    from dashboard import navigation

    navigation.run()
else:
    from dashboard import failure
    from dashboard.web import server

    app = st.App(
        __file__,
        routes=server.routes(),
        middleware=server.middleware(),
        lifespan=server.warm_up,
        on_script_error=failure.show,
    )
