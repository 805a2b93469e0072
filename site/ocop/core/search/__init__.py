"""Vietnamese search. Pages use `engine.search_ids`, `engine.matching_ids`, `suggest.suggestions`, `ids.pk_in_array` and,
in their `search_fields`, `fields.folded`; the admin goes through `backend`."""
