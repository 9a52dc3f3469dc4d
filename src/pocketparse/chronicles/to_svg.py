"""History → a picture (SVG) of how the list grew: entries by section, links, new entries a month; takes matplotlib."""

import warnings
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, BinaryIO

from pocketparse.exporters.frames import needed
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
FONTS = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "DejaVu Sans",
]
"""Fonts that measure the text, as far as they are installed; the text is drawn by whatever shows the picture."""


def write(revisions: Iterable[Revision], out: BinaryIO) -> None:
    """Write an SVG picture of how the list grew.

    Sections are counted by their own title; one that was renamed goes on under its new one. Text stays text, so
    that it can be searched, and is drawn in the fonts of whoever shows it.

    Raises:
        MissingExtra: matplotlib is not installed.
    """
    matplotlib = needed("matplotlib", "plot")
    from matplotlib import font_manager, pyplot

    dates, links, series, added = _gathered(revisions)
    known = {font.name for font in font_manager.fontManager.ttflist}
    style = {
        "font.family": [font for font in FONTS if font in known] or ["sans-serif"],
        "svg.fonttype": "none",
        "svg.hashsalt": "pocketparse",  # the same history gives the same bytes
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "font.size": 10,
    }
    with matplotlib.rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # measured without a font for it, drawn with one
        figure, (entries, total, new) = pyplot.subplots(
            3, 1, figsize=(9, 8), sharex=True, height_ratios=(4, 2, 2), layout="constrained"
        )
        _entries(entries, dates, series)
        total.stackplot(dates, links, colors=COLORS[:1], alpha=0.6)
        total.set_ylabel("links")
        _months(new, added, dict(zip(series, _colors(series), strict=True)))
        for axes in (entries, total, new):
            axes.grid(axis="y", color=INK, alpha=0.25)
            axes.set_ylim(bottom=0)
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
        pyplot.close(figure)


def _gathered(
    revisions: Iterable[Revision],
) -> tuple[list[datetime], list[int], dict[str, list[int]], Counter[tuple[str, str]]]:
    """Return times, links, entries by section at each time, the largest first, and new entries by month and section."""
    dates: list[datetime] = []
    links: list[int] = []
    counts: list[Counter[str]] = []
    added: Counter[tuple[str, str]] = Counter()
    for revision in revisions:
        if revision.problem:
            continue
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
    return dates, links, series, grouped


def _colors(series: Iterable[str]) -> list[str]:
    return [COLORS[at % len(COLORS)] for at, _ in enumerate(series)]


def _entries(axes: Axes, dates: list[datetime], series: dict[str, list[int]]) -> None:
    if series:
        axes.stackplot(dates, *series.values(), labels=[_label(title) for title in series], colors=_colors(series))
        handles, labels = axes.get_legend_handles_labels()
        axes.legend(handles[::-1], labels[::-1], loc="upper left", frameon=False)
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


def _label(title: str) -> str:
    """Return a title for a legend: matplotlib reads "$" as mathematics, and leaves out labels that start with "_"."""
    return (title or "no section").replace("$", r"\$").lstrip("_")
