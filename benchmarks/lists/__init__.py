"""The import of a list, measured beside what a user would write with pandas and geopandas."""
