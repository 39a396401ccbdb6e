"""Every kind of page in every theme, for all who read it: axe, targets, keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import (
    CONTROL,
    KINDS,
    TALK,
    OpenPage,
    Sites,
    in_every_theme,
    scrolls_sideways,
    settle,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CONTROLS = ("index.html", "guide/index.html", "guide/page.html", "orphan.html")
Rules = Mapping[str, object]

COLOURS = ["color-contrast", "link-in-text-block"]
# What else a scheme could change no rule looks at, and no width changes a colour.
RULES: dict[tuple[int, str], Rules] = {
    (1280, "light"): {},
    (1280, "dark"): {"runOnly": COLOURS},
    (360, "light"): {"rules": {rule: {"enabled": False} for rule in COLOURS}},
}
# A violation by a sign that it has wherever it occurs: the colours where these are at
# fault, else the element. What we make has a sign that no page of others can have.
RUN_AXE = """async (rules) => {
    const {violations} = await axe.run(document, {
        ...rules, elementRef: true, preload: false, resultTypes: ["violations"],
    });
    const sign = ({element, any}) => {
        for (const {data} of any) {
            if (data?.fgColor) return `${data.fgColor} on ${data.bgColor}`;
            if (data?.nodeColor) return `${data.nodeColor} in ${data.parentColor}`;
        }
        const ours = element.closest(".confrecap, .cr-notes")?.matches(".confrecap");
        const name = [element.localName, ...element.classList].join(".");
        return ours ? `ours: ${name}` : name;
    };
    return violations.flatMap(({id, nodes}) => nodes.map(
        (node) => [id, sign(node), node.target.join(" ")]
    ));
}"""


class Fault(NamedTuple):
    """What axe finds: a rule, and what breaks it."""

    rule: str
    sign: str


def faults(page: Page, path: str, rules: Rules) -> dict[Fault, str]:
    """Return what axe finds on a page by its *rules*, each with a selector of where."""
    page.goto(path)
    settle(page)
    page.evaluate(Axe().axe_script)
    found: list[list[str]] = page.evaluate(RUN_AXE, rules)
    return {Fault(rule, sign): target for rule, sign, target in found}


@in_every_theme
@pytest.mark.parametrize(("width", "scheme"), RULES)
def test_axe_finds_nothing_that_is_not_the_themes_own(
    sites: Sites, open_page: OpenPage, theme: str, width: int, scheme: str
) -> None:
    rules = RULES[width, scheme]
    page = open_page("index.html", width, scheme)
    control = sites.serve(CONTROL, theme)
    themes = {f for path in CONTROLS for f in faults(page, control + path, rules)}
    found = {
        f"{path}: {fault.rule}: {fault.sign} at {where}"
        for path in KINDS
        for fault, where in faults(page, path, rules).items()
        if fault not in themes
    }
    assert sorted(found) == []


@in_every_theme
@pytest.mark.parametrize("width", [360, 1280])
def test_all_that_is_pressed_is_24_pixels_wide_and_high(
    open_page: OpenPage, everything: str, problems: list[str], theme: str, width: int
) -> None:
    """Words in a sentence are left out, as WCAG 2.5.8 does."""
    page = open_page("index.html", width)
    for path in (everything, *KINDS):
        page.goto(path)
        settle(page)
        page.locator(".cr-filter summary").evaluate_all(
            "all => all.forEach((one) => one.click())"
        )
        small: list[str] = page.evaluate(
            """() => [...document.querySelectorAll(
                    ".confrecap :is(a[href], button, summary, select, input)")]
                // What an author wrote, or a theme sets beside a heading
                .filter((one) => one.closest(".confrecap, .cr-notes, .cr-described")
                    .matches(".confrecap:not(.cr-described)"))
                .filter((one) => !one.matches(".headerlink, blockquote a"))
                .filter((one) => one.checkVisibility({visibilityProperty: true}))
                .map((one) => one.type === "checkbox" ? one.parentElement : one)
                .filter((one) => ![...one.getClientRects()].some(
                    ({width, height}) => width >= 24 && height >= 24))
                .map((one) => one.outerHTML)"""
        )
        problems += [f"{path} at {width} px: {one}" for one in small]
        if wide := scrolls_sideways(page):
            problems.append(f"{path} at {width} px: {wide} is too wide")


@in_every_theme
@pytest.mark.parametrize("site", ["example", "everything"])
def test_the_keyboard_reaches_every_link_and_it_is_seen_where(
    open_page: OpenPage, address: str, everything: str, theme: str, site: str
) -> None:
    path = everything if site == "everything" else address + TALK
    page = open_page(path)
    page.evaluate(
        """() => {
            // Themes hide the signs beside headings from the keyboard, or do not.
            const links = document.querySelectorAll(
                "[role=main] :is(a[href], button, summary, select):not(.headerlink)");
            const seen = (link) => link.checkVisibility({visibilityProperty: true});
            window.unreached = new Set([...links].filter(seen));
            window.unseen = [];
            document.addEventListener("focusin", ({target}) => {
                unreached.delete(target);
                const {outlineStyle, outlineWidth} = getComputedStyle(target);
                const ours = target.closest(".confrecap, .cr-notes")
                    ?.matches(".confrecap") && !target.matches(".headerlink");
                if (ours && (outlineStyle !== "solid" || parseFloat(outlineWidth) < 2))
                    unseen.push(target.outerHTML);
            });
        }"""
    )
    focusable = page.locator(
        "a[href], button, input, label, summary, select, [tabindex]"
    )
    assert page.evaluate("unreached.size") > 10
    for _ in range(focusable.count()):
        page.keyboard.press("Tab")
    assert page.evaluate("[...unreached].map(a => a.outerHTML)") == []
    assert page.evaluate("unseen") == []


@in_every_theme
def test_no_landmark_is_there_twice(
    open_page: OpenPage, everything: str, problems: list[str], theme: str
) -> None:
    page = open_page(everything)
    for path in (everything, *KINDS):
        page.goto(path)
        if page.get_by_role("main").count() != 1:
            problems.append(f"{path} has not one main part")
        names: list[str | None] = page.evaluate(
            "[...document.querySelectorAll('.confrecap nav')].map((e) => e.ariaLabel)"
        )
        if None in names or len(names) != len(set(names)):
            problems.append(f"{path} has {names}")


@in_every_theme
def test_nothing_of_ours_moves_for_those_who_want_no_motion(
    open_page: OpenPage, theme: str
) -> None:
    page = open_page("talks/index.html", reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll(".confrecap [class*=cr-]")]
            .filter((one) => {
                const {animationName, transitionDuration} = getComputedStyle(one);
                return animationName !== "none" || parseFloat(transitionDuration) > 0;
            }).map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert moving == []
    page.get_by_label("Text").last.fill("kubernetes")
    assert page.evaluate("document.getAnimations().length") == 0
