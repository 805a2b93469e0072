"""Finds words that lost letters on the way to a page, and shows them to whoever edits it. It never stops anybody."""
