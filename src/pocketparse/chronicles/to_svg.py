"""History → a picture (SVG) of how the list grew: entries by section, links, new entries a month; takes matplotlib."""

import warnings
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from html import escape
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple
from unicodedata import east_asian_width

from pocketparse.counted import counted
from pocketparse.exporters.frames import needed
from pocketparse.patterns import pattern
from pocketparse.printable import one_line
from pocketparse.revisions import Revision

Axes = Any
"""Axes of matplotlib, whose stubs let no dates through."""
INK = "#7d8590"
"""Colour of text and axes, legible on white and on black."""
COLORS = "#4c8dd6 #e08a3c #3fa66b #c95d63 #9673c9 #a5793f #d479b5 #8a8f98 #b0a83a #3fb1bf".split()
SHOWN_SECTIONS = 9
"""Sections with a colour to themselves, at most: the largest. The others share one."""
REST = "other sections"
LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""Latest time that is drawn, since clocks may be wrong: matplotlib's calendar ends with the year 9999."""
SHORTEST_AXIS = timedelta(days=14)
"""Time that the axis shows from the first version on, at least: one version alone would be a line, and not be seen."""
HEADING_COLUMNS, LABEL_COLUMNS = 70, 44
"""Columns that the title of the list and those of sections in the legend take, at most."""
FONTS = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "DejaVu Sans",
    "sans-serif",
]
"""Fonts of the text, the first that is installed where the picture is shown; those installed here measure the text."""
DRAWN_IN = pattern(r'(<text style="[^"]*?(?:font: [^";]*?px|font-family:) )[^";]+')
"""Start of a text in SVG with its fonts, as versions of matplotlib write them."""


def write(revisions: Iterable[Revision], out: BinaryIO) -> None:
    """Write an SVG picture of how the list grew.

    Sections are counted by their own title; one that was renamed goes on under its new one. The time axis has whole
    months, and what the last version holds is drawn up to its end. Text stays text, so that it can be searched, and
    is drawn in the fonts of whoever shows it.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    matplotlib = needed("matplotlib", "plot")
    from matplotlib import dates, font_manager, pyplot, ticker

    growth = _gathered(revisions)
    known = {font.name for font in font_manager.fontManager.ttflist}
    style = {
        "font.family": [font for font in FONTS if font in known] or FONTS[-1:],
        "svg.fonttype": "none",
        "svg.hashsalt": "pocketparse",  # the same history gives the same bytes
        "text.color": INK,
        "text.parse_math": False,  # "$" is a dollar
        "axes.labelcolor": INK,
        "axes.edgecolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "font.size": 10,
    }
    drawn = BytesIO()
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # measured without a font for it, drawn with one
        figure, (entries, total, new) = pyplot.subplots(
            3, 1, figsize=(9, 9), sharex=True, height_ratios=(4, 2, 2), layout="constrained"
        )
        figure.suptitle(_short(growth.title, HEADING_COLUMNS), fontsize=13)
        _entries(entries, growth)
        total.stackplot(growth.dates, growth.links, colors=COLORS[:1], alpha=0.6)
        total.set_ylabel("links")
        _months(new, growth.added, dict(zip(growth.series, _colors(growth.series), strict=True)))
        for axes in (entries, total, new):
            axes.grid(axis="y", color=INK, alpha=0.25)
            axes.yaxis.set_major_locator(ticker.MaxNLocator(nbins=6, steps=(1, 2, 5, 10), integer=True))
            axes.set_ylim(0, max(1, axes.get_ylim()[1]))
        months = dates.AutoDateLocator(minticks=4, maxticks=8)  # type: ignore[no-untyped-call]
        new.xaxis.set_major_locator(months)
        new.xaxis.set_major_formatter(dates.AutoDateFormatter(months))  # type: ignore[no-untyped-call]
        if growth.dates:
            new.set_xlim(min(_month(growth.dates[0]), *growth.dates), growth.dates[-1])
        figure.align_ylabels()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Title": growth.title})
        pyplot.close(figure)
    out.write(_described(drawn.getvalue().decode(), growth.summary).encode())


class _Growth(NamedTuple):
    """What the picture shows."""

    title: str
    summary: str
    """The picture in words."""
    dates: list[datetime]
    """When each version was committed; then, once more, the end of the axis, up to which the last one stands."""
    links: list[int]
    """Number of links at each of these times."""
    series: dict[str, list[int]]
    """Numbers of entries at each of them by section, the largest first."""
    added: Counter[tuple[str, str]]
    """New entries by month and section."""


def _gathered(revisions: Iterable[Revision]) -> _Growth:
    """Return what the picture shows, of versions that come oldest first."""
    dates: list[datetime] = []
    links: list[int] = []
    counts: list[Counter[str]] = []
    added: Counter[tuple[str, str]] = Counter()
    newest: Revision | None = None
    for revision in revisions:
        if revision.problem:
            continue
        newest = revision
        date = min(revision.commit.date, LATEST)
        now = Counter(entry.section_path[-1] if entry.section_path else "" for entry in revision.entries)
        for change in revision.changes:
            if change.kind == "section-renamed":
                old, new = str(change.old), str(change.new)
                if old in now:
                    continue  # another section is called so still
                for count in counts:
                    if old in count:
                        count[new] += count.pop(old)
                for month, section in [key for key in added if key[1] == old]:
                    added[month, new] += added.pop((month, section))
            if change.kind == "entry-added":
                added[f"{date:%Y-%m}", change.section[-1] if change.section else ""] += 1
        dates.append(date)
        links.append(sum(len(entry.urls) for entry in revision.entries))
        counts.append(now)
    summary = _summary(dates, links, counts)
    if dates:  # the last version stands up to the end of the axis
        dates.append(_month(_month(max(*dates, min(dates) + SHORTEST_AXIS)) + timedelta(days=31)))
        links.append(links[-1])
        counts.append(counts[-1])
    document = newest.document if newest else None
    title = one_line((document.title if document else None) or "A list")
    last = counts[-1] if counts else Counter[str]()
    most: Counter[str] = Counter()
    for count in counts:
        most |= count
    ranked = sorted(most, key=lambda title: (-last[title], -most[title], title))
    shown = ranked[:SHOWN_SECTIONS]
    series = {title: [count[title] for count in counts] for title in shown}
    if len(ranked) > SHOWN_SECTIONS:
        series[REST] = [sum(count.values()) - sum(count[title] for title in shown) for count in counts]
    grouped: Counter[tuple[str, str]] = Counter()
    for (month, section), number in added.items():
        grouped[month, section if section in shown else REST] += number
    return _Growth(title, summary, dates, links, series, grouped)


def _summary(dates: list[datetime], links: list[int], counts: list[Counter[str]]) -> str:
    """Return what the picture shows in words, for those who do not see it."""
    panels = "Entries by section, links, and new entries a month"
    if not dates:
        return f"{panels}: no versions."
    entries, sections = (
        counted(counts[-1].total(), "entry", "entries"),
        counted(len(counts[-1].keys() - {""}), "section"),
    )
    return (
        f"{panels}, in {counted(len(dates), 'version')} from {dates[0]:%Y-%m-%d} to {dates[-1]:%Y-%m-%d}. "
        f"The last has {entries} in {sections}, and {counted(links[-1], 'link')}."
    )


def _month(date: datetime) -> datetime:
    """Return when the month of a time began."""
    return datetime(date.year, date.month, 1, tzinfo=UTC)


def _described(picture: str, summary: str) -> str:
    """Return a picture with its description for screen readers, and with all fonts that may draw its text."""
    fonts = ", ".join(f"'{font}'" for font in FONTS[:-1]) + f", {FONTS[-1]}"
    told = picture.replace("<svg ", '<svg role="img" ', 1).replace(
        " <metadata>", f" <desc>{escape(summary)}</desc>\n <metadata>", 1
    )
    return DRAWN_IN.sub(rf"\1{fonts}", told)


def _colors(series: Iterable[str]) -> list[str]:
    return [COLORS[at % len(COLORS)] for at, _ in enumerate(series)]


def _entries(axes: Axes, growth: _Growth) -> None:
    """Draw the entries, and over them a legend: within, it could not be read where it lies on an area."""
    if growth.series:
        areas = axes.stackplot(growth.dates, *growth.series.values(), colors=_colors(growth.series))
        place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 2, "frameon": False}
        legend = axes.legend(areas, ["" for _ in areas], **place)
        for text, title in zip(legend.get_texts(), growth.series, strict=True):
            # Given as a label, a title that starts with "_" would be left out.
            text.set_text(_short(one_line(title), LABEL_COLUMNS) or "no section")
    axes.set_ylabel("entries")


def _months(axes: Axes, added: Counter[tuple[str, str]], colors: dict[str, str]) -> None:
    months = sorted({month for month, _ in added})
    starts = [datetime.strptime(month, "%Y-%m") for month in months]
    below = [0] * len(months)
    for section, color in colors.items():
        heights = [added[month, section] for month in months]
        axes.bar(starts, heights, width=24, bottom=below, color=color, align="edge")
        below = [height + one for height, one in zip(below, heights, strict=True)]
    axes.set_ylabel("new entries a month")


def _short(title: str, columns: int) -> str:
    """Return a title that takes no more columns than it may; a wide character, as Chinese ones are, takes two."""
    taken = 0
    for at, character in enumerate(title):
        taken += 2 if east_asian_width(character) in "WF" else 1
        if taken > columns:
            return f"{title[: at - 1].rstrip()}…"
    return title
