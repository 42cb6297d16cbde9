"""The floor: a Streamlit page with three select boxes and nothing else."""

from benchmarks.pages.asked import ask, mark

mark(ask())
