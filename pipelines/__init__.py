"""Brings published data in: source -> fetch -> parse -> validate -> harmonise -> store. Read `build.py` first."""
