"""The document library: what a document is, whether it holds today, how the list is searched and narrowed."""
