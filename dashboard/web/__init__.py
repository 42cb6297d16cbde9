"""The addresses served beside the pages, and the shell of every page."""
