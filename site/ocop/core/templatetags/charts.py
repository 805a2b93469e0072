"""Tags that draw charts: geometry from `ocop.core.charts`, drawing in `components/charts/`."""

from django import template

from ocop.core.charts import bar_chart, parts_chart, series_chart

register = template.Library()

PREFIX = "hinh-"  # a block's own id may begin with a digit, which no id inside a drawing may

CHART_BLOCKS = {"figures", "series"}


@register.filter
def has_charts(stream):
    """Whether a block of a stream draws a chart, so that the page needs their style sheet."""
    return any(block.block_type in CHART_BLOCKS for block in stream)


@register.inclusion_tag("components/charts/bars.html")
def bars(rows, key, title, unit="", names=False):
    """Draw (label, value) pairs as bars.

    `key`: a word for ids, once per page; `title`: what screen readers say first; `names`: the labels are names of places,
    which stay Vietnamese on an English page.
    """
    return {"chart": bar_chart(rows), "key": PREFIX + key, "title": title, "unit": unit, "names": names}


@register.inclusion_tag("components/charts/parts.html")
def parts(rows, key, title, unit=""):
    """Draw (label, value) pairs as parts of one whole, or as bars where they are none."""
    chart = parts_chart(rows)
    return {
        "chart": chart or bar_chart(rows),
        "is_whole": bool(chart),
        "key": PREFIX + key,
        "title": title,
        "unit": unit,
    }


@register.inclusion_tag("components/charts/series.html")
def series(lines, key, title, unit=""):
    """Draw [(label, [(year, value), …]), …] over the years; nothing where no year has a number."""
    return {"chart": series_chart(lines), "key": PREFIX + key, "title": title, "unit": unit}
