"""The Python face of the product: what a notebook and the app call, on the current data."""
