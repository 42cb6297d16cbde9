"""What sources and indicators declare about themselves: typed, frozen, unknown keys refused."""
