"""Numbers as a picture that reads well on a phone. Pure work for a process of its own: matplotlib is heavy."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from bot.views.stats import Panel

WIDTH, PANEL_HEIGHT = 7.2, 2.0  # inches; a phone shows a picture about 7 cm wide, so letters are large
DPI = 150
FEWEST_BARS = 3
BLUE, GREEN, GREY, INK = "#2f6fde", "#2a9d6f", "#9aa4b2", "#1d2733"


def draw(title: str, panels: Sequence[Panel]) -> bytes:
    """The panels below each other, as PNG."""
    import matplotlib as mpl  # noqa: PLC0415 - 70 MB and a second: only in the process that draws

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    mpl.rcParams.update(
        {
            "font.size": 13,
            "axes.edgecolor": GREY,
            "axes.labelcolor": INK,
            "text.color": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    heights = [
        0.3 * max(FEWEST_BARS, len(panel.labels)) + 0.7 if panel.kind == "bars" else PANEL_HEIGHT for panel in panels
    ]
    figure, axes = plt.subplots(
        len(panels), 1, figsize=(WIDTH, sum(heights) + 0.8), height_ratios=heights, squeeze=False, layout="constrained"
    )
    figure.suptitle(_plain(title), fontsize=17, fontweight="bold")
    for axis, panel in zip(axes[:, 0], panels, strict=True):
        axis.set_title(_plain(panel.title), loc="left", fontsize=14, fontweight="bold", pad=8)
        if not panel.values or not any(panel.values):
            axis.text(0.5, 0.5, _plain(panel.nothing), ha="center", va="center", color=GREY)
            axis.set_axis_off()
        else:
            {"bars": _bars, "line": _line, "columns": _columns}[panel.kind](axis, panel)
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=DPI, facecolor="white")
    plt.close(figure)
    return held.getvalue()


def _bars(axis: Any, panel: Panel) -> None:
    """Lying bars with their numbers, the first on top."""
    places = range(len(panel.values))
    axis.barh(places, panel.values, color=BLUE, height=0.66)
    axis.set_yticks(places, [_plain(label) for label in panel.labels])
    axis.set_ylim(max(FEWEST_BARS, len(panel.values)) - 0.5, -0.5)  # one bar alone is no wall
    axis.xaxis.set_visible(False)
    axis.spines["bottom"].set_visible(False)
    axis.tick_params(axis="y", length=0)
    most = max(panel.values)
    for place, value in zip(places, panel.values, strict=True):
        axis.text(value + most * 0.015, place, f"{value:,}".replace(",", " "), va="center")
    axis.set_xlim(0, most * 1.14)


def _line(axis: Any, panel: Panel) -> None:
    """A line over days; the last number is written at its end."""
    places = range(len(panel.values))
    axis.fill_between(places, panel.values, color=BLUE, alpha=0.15, step=None)
    axis.plot(places, panel.values, color=BLUE, linewidth=2.5, marker="o" if len(panel.values) < 3 else None)
    _sparse_ticks(axis, panel)
    axis.set_ylim(0, max(panel.values) * 1.15)
    axis.yaxis.get_major_locator().set_params(integer=True, nbins=4)
    axis.annotate(str(panel.values[-1]), (places[-1], panel.values[-1]), ha="right", va="bottom", fontweight="bold")


def _columns(axis: Any, panel: Panel) -> None:
    """Standing columns of what is taken before what there is."""
    places = range(len(panel.values))
    if panel.limits:
        axis.bar(places, panel.limits, color=GREY, alpha=0.3, width=0.8)
    axis.bar(places, panel.values, color=GREEN, width=0.8)
    _sparse_ticks(axis, panel)
    axis.yaxis.get_major_locator().set_params(integer=True, nbins=4)


def _sparse_ticks(axis: Any, panel: Panel) -> None:
    every = max(1, len(panel.labels) // 6 + (len(panel.labels) > 6))
    shown = list(range(0, len(panel.labels), every))
    axis.set_xticks(shown, [_plain(panel.labels[place]) for place in shown])


def _plain(text: str) -> str:
    """Text as it is: a dollar sign would begin a formula."""
    return text.replace("$", r"\$")
