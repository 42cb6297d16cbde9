"""Who lives near a tiers-lieu and where to open the next ones, beside the buffers and overlays a user would write."""
