"""The whole build from published files, beside the script a user would write instead."""
