"""What is on the screen: the only room that knows Streamlit."""
