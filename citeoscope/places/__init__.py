"""The tiers-lieux of every list, national and local, in one schema: where each one is, who says so, and since when."""
