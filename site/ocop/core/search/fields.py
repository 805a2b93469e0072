"""Search fields that index each text a second time, folded, so that it is found without its diacritics."""

from wagtail.search import index

from ocop.core.text import fold, words


def _plain(value):
    """Returns the text of a field's value: StreamFields give lists, JSON gives dictionaries."""
    if value is None:
        return ""
    if isinstance(value, dict):
        value = value.values()
    elif isinstance(value, str) or not hasattr(value, "__iter__"):
        return str(value)
    return " ".join(_plain(item) for item in value)


class _FoldedValue:
    def get_value(self, obj):
        # Bare words, one space between: both databases then split the text alike, where their own parsers disagree
        # on "VN/2021", "mác-ca" or an e-mail address.
        return " ".join(words(fold(_plain(super().get_value(obj)))))


class FoldedSearchField(_FoldedValue, index.SearchField):
    """The folded twin of a SearchField."""


class FoldedAutocompleteField(_FoldedValue, index.AutocompleteField):
    """The folded twin of an AutocompleteField."""


def folded(fields):
    """Returns `fields` with a folded twin after every SearchField and AutocompleteField that has none yet.

    `search_fields = folded(BasePage.search_fields + [index.SearchField("summary")])`. Fields inside RelatedFields get
    their twins too. Twins keep the name and the boost of the field, so a title's twin counts as title.
    """
    fields = list(fields)
    done = {(type(field), field.field_name) for field in fields}
    result = []
    for field in fields:
        if isinstance(field, index.RelatedFields):
            result.append(index.RelatedFields(field.field_name, folded(field.fields)))
            continue
        result.append(field)
        twin = None
        if isinstance(field, _FoldedValue):
            continue
        if isinstance(field, index.SearchField):
            twin = FoldedSearchField(field.field_name, boost=field.boost, **field.kwargs)
        elif isinstance(field, index.AutocompleteField):
            twin = FoldedAutocompleteField(field.field_name, **field.kwargs)
        if twin is not None and (type(twin), twin.field_name) not in done:
            result.append(twin)
    return result
