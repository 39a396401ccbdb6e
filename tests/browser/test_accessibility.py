"""Every kind of page in every theme, for all who read it: axe, targets, keyboard."""

from __future__ import annotations

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
    settle,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CONTROLS = ("index.html", "guide/index.html", "guide/page.html", "orphan.html")
# What else a scheme could change no rule looks at.
RULES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
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


def faults(page: Page, path: str, scheme: str) -> dict[Fault, str]:
    """Return what axe finds on a page, each with a selector of where."""
    page.goto(path)
    settle(page)
    page.evaluate(Axe().axe_script)
    found: list[list[str]] = page.evaluate(RUN_AXE, RULES[scheme])
    return {Fault(rule, sign): target for rule, sign, target in found}


@in_every_theme
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light")]
)
def test_axe_finds_nothing_that_is_not_the_themes_own(
    sites: Sites, open_page: OpenPage, theme: str, width: int, scheme: str
) -> None:
    page = open_page("index.html", width, scheme)
    control = sites.serve(CONTROL, theme)
    themes = {f for path in CONTROLS for f in faults(page, control + path, scheme)}
    found = {
        f"{path}: {fault.rule}: {fault.sign} at {where}"
        for path in KINDS
        for fault, where in faults(page, path, scheme).items()
        if fault not in themes
    }
    assert sorted(found) == []


@in_every_theme
@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_pressed_is_large_enough(
    open_page: OpenPage, problems: list[str], theme: str, width: int
) -> None:
    """WCAG 2.5.8, where links in a line of other text are left out."""
    page = open_page("index.html", width)
    for path in KINDS:
        page.goto(path)
        settle(page)
        page.locator(".cr-filter summary").evaluate_all(
            "all => all.forEach((one) => one.click())"
        )
        small: list[str] = page.evaluate(
            """() => {
                const targets = "a[href], button, summary, input, select";
                const inALine = (link) => {
                    const line = link.closest("p, li, td, th, dd, h1, h2, h3, h4, div");
                    const rest = line.cloneNode(true);
                    rest.querySelectorAll(targets).forEach((one) => one.remove());
                    return link.matches("a") && /[\\p{L}\\d]/u.test(rest.textContent);
                };
                return [...document.querySelectorAll(targets)]
                    .filter((one) => one.closest(".confrecap, .cr-notes")
                        ?.matches(".confrecap"))
                    .filter((one) => one.checkVisibility({visibilityProperty: true}))
                    .filter((one) => !one.matches(".headerlink") && !inALine(one))
                    .map((one) => one.closest("label") ?? one)
                    .map((one) => [one, one.getBoundingClientRect()])
                    .filter(([, box]) => box.width < 24 || box.height < 24)
                    .map(([one, box]) => `${one.closest("[class*=cr-]").className} > `
                        + `${one.textContent.trim().slice(0, 20)}: `
                        + `${Math.round(box.width)} × ${box.height.toFixed(1)}`);
            }"""
        )
        problems += [f"{path} at {width} px: {one}" for one in small]


@in_every_theme
def test_the_keyboard_reaches_every_link(open_page: OpenPage, theme: str) -> None:
    page = open_page(TALK)
    page.evaluate(
        """() => {
            // Themes hide the signs beside headings from the keyboard, or do not.
            const links = document.querySelectorAll(
                "[role=main] a[href]:not(.headerlink)");
            const seen = (link) => link.checkVisibility({visibilityProperty: true});
            window.unreached = new Set([...links].filter(seen));
            window.unseen = [];
            document.addEventListener("focusin", ({target}) => {
                unreached.delete(target);
                const {outlineStyle, boxShadow} = getComputedStyle(target);
                if (target.closest(".confrecap")
                    && outlineStyle === "none" && boxShadow === "none")
                    unseen.push(target.outerHTML);
            });
        }"""
    )
    focusable = page.locator("a[href], button, input, label, summary, [tabindex]")
    assert page.evaluate("unreached.size") > 10
    for _ in range(focusable.count()):
        page.keyboard.press("Tab")
    assert page.evaluate("[...unreached].map(a => a.outerHTML)") == []
    assert page.evaluate("unseen") == []


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
