"""The statistics page: published figures of two eras, and what this site counts by itself today."""
