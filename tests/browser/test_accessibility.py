"""For all readers: the keyboard, and no motion where that is asked."""

import pytest

from tests.browser.conftest import OpenPage, in_every_theme
from tests.browser.sites import TALK

pytestmark = pytest.mark.browser


@in_every_theme
@pytest.mark.parametrize("site", ["example", "everything"])
def test_the_keyboard_reaches_every_link_and_it_is_seen_where(
    open_page: OpenPage, everything: str, theme: str, site: str
) -> None:
    page = open_page(everything if site == "everything" else TALK)
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
def test_nothing_moves_where_that_is_asked(open_page: OpenPage, theme: str) -> None:
    page = open_page("talks/index.html")
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll(".confrecap [class*=cr-]")]
            .filter((one) => {
                const {animationName, transitionDuration} = getComputedStyle(one);
                return animationName !== "none" || parseFloat(transitionDuration) > 0;
            }).map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert moving == []
    page.get_by_label("Text").last.fill("kubernetes")
    ours = "(one) => one.effect.target.closest('.confrecap')"
    assert page.evaluate(f"document.getAnimations().filter({ours}).length") == 0
