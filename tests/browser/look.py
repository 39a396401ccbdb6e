"""All that is looked at on a page, which is opened once for it."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.sites import CONTROL, EXAMPLE, KINDS, RECAP, TALK, Sites
from tests.browser.window import Scheme, Window, resize, screenshot, settle

CONTROLS = ("index.html", "guide/index.html", "guide/page.html", "orphan.html")
PRINTED = (RECAP, TALK)
"""Pages of which a picture is taken as they are on paper."""
SHIFT = 0.02
"""By less than this nothing moves that somebody would see."""
# What moves a page without us: scripts that wrap tables before the first paint, or
# after; letters that come late; images of authors without a size.
THEIRS = re.compile(r"/(?!confrecap)[^/]*\.(js|ttf|woff2?)(\?|$)")
HIDE_IMAGES = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("img:not(.cr-post img, .cr-play img) { display: none; }");
    document.adoptedStyleSheets = [sheet];
"""

# A theme lets colours change slowly, and begins whenever it has heard of the scheme.
STILL = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("*, ::before, ::after { transition: none !important; }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

Rules = Mapping[str, object]
"""The options of axe; without any, it applies all of its rules."""
Rounds = Mapping[Scheme, Rules | None]
"""The schemes in which a page is looked at, and by which rules of axe, or by none."""

COLOURS = ["color-contrast", "link-in-text-block"]
# Other rules do not depend on the scheme, and no colour depends on the width.
ROUNDS: Mapping[int, Rounds] = {
    1280: {"light": {}, "dark": {"runOnly": COLOURS}},
    360: {"light": {"rules": {r: {"enabled": False} for r in COLOURS}}, "dark": None},
}
WITHOUT_AXE: Rounds = {"light": None, "dark": None}

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
        (node) => [`${id}: ${sign(node)}`, node.target.join(" ")]
    ));
}"""

# That may be the page, or a box that the theme puts around something of ours. The page
# may also scroll without us, where a theme lets a table of an author do it.
TOO_WIDE = """() => {
    const root = document.documentElement;
    const wide = (box) => box.scrollWidth > box.clientWidth;
    const scrolls = (box) =>
        ["auto", "scroll"].includes(getComputedStyle(box).overflowX);
    const ours = [...document.querySelectorAll(".confrecap, .cr-table")];
    const width = root.scrollWidth;
    for (const one of ours)
        for (let box = one; box !== root; box = box.parentElement)
            if (scrolls(box) && wide(box)) return [`${box.className} is too wide`];
    if (!wide(root)) return [];
    const displays = ours.map((one) => one.style.display);
    ours.forEach((one) => { one.style.display = "none"; });
    const without = root.scrollWidth;
    ours.forEach((one, i) => { one.style.display = displays[i]; });
    return width > without ? ["the page is too wide"] : [];
}"""

# One main part; each list of links with a name of its own; no heading more than a level
# below the one before; no style that a policy would forbid in a post.
OUTLINE = """() => {
    const all = (css) => [...document.querySelectorAll(css)];
    const found = [];
    if (all("main, [role=main]").length !== 1) found.push("has not one main part");
    const names = all(".confrecap nav").map((one) => one.ariaLabel);
    if (names.includes(null) || new Set(names).size < names.length)
        found.push(`has parts named ${names}`);
    let before = 0;
    for (const heading of all("[role=main] :is(h1, h2, h3, h4, h5, h6)")) {
        const level = Number(heading.localName[1]);
        if (level > before + 1) found.push(`skips a level at ${heading.textContent}`);
        before = level;
    }
    if (all(".cr-post [style], .cr-post style").length) found.push("styles a post");
    return [...found, ...violations.map((one) => `breaks the policy: ${one}`)];
}"""

# Words in a sentence are left out, as WCAG 2.5.8 does.
TOO_SMALL = """() => [...document.querySelectorAll(
        ".confrecap :is(a[href], button, summary, select, input)")]
    // What an author wrote, or a theme sets beside a heading
    .filter((one) => one.closest(".confrecap, .cr-notes, .cr-described")
        .matches(".confrecap:not(.cr-described)"))
    .filter((one) => !one.matches(
        ".headerlink, blockquote a, .cr-profile > p:not(.cr-kicker) a"))
    .filter((one) => one.checkVisibility({visibilityProperty: true}))
    .map((one) => one.type === "checkbox" ? one.parentElement : one)
    .filter((one) => ![...one.getClientRects()].some(
        ({width, height}) => width >= 24 && height >= 24))
    .map((one) => `is under 24 pixels: ${one.outerHTML}`)"""

# Buttons are not printed. A link that leads to another site, and says so in
# words of ours, has its address behind it; paper cannot go to another page. Nothing
# that is one thing is cut in two.
ON_PAPER = """() => {
    const all = (css) => [...document.querySelectorAll(css)]
        .filter((one) => one.checkVisibility({visibilityProperty: true}));
    const named = (link) => getComputedStyle(link, "::after").content
        .includes(link.getAttribute("href"));
    const pressed = all(".cr-filter, .cr-live, .cr-calls, .confrecap nav");
    const outside = all(
        ":is(.cr-links, .cr-play, .cr-conf > .cr-name, .cr-when) a.external");
    const inside = all(".confrecap a.internal");
    const whole = [...document.querySelectorAll(".cr-talk, .cr-post, .cr-list > li")];
    const torn = whole.filter(
        (one) => getComputedStyle(one).breakInside !== "avoid-page");
    return [
        ...pressed.map((one) => `prints ${one.className}`),
        ...outside.filter((one) => !named(one)).map(
            (one) => `prints no address at ${one.outerHTML}`),
        ...inside.filter(named).map((one) => `prints an address at ${one.outerHTML}`),
        ...torn.map((one) => `may cut in two ${one.className}`),
    ];
}"""


def ask(page: Page, script: str) -> list[str]:
    """Return what a script finds, each thing once."""
    found: list[str] = page.evaluate(script)
    return list(dict.fromkeys(found))


def too_wide(page: Page) -> list[str]:
    """Return what scrolls sideways because of us."""
    return ask(page, TOO_WIDE)


def run_axe(page: Page, rules: Rules) -> dict[str, str]:
    """Return what axe finds by its *rules*, each with a selector of where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found: list[tuple[str, str]] = page.evaluate(RUN_AXE, rules)
    return dict(found)


class View(NamedTuple):
    """A page in a theme, in a window of some width."""

    source: Path
    theme: str
    path: str
    width: int

    @property
    def picture(self) -> str:
        """The name of its pictures."""
        site = "" if self.source == EXAMPLE else f"{self.source.name}-"
        return site + self.path.removesuffix(".html").replace("/", "-")


class Looker:
    """Looks at pages in a window, and knows what themes do wrong without us."""

    def __init__(self, window: Window, sites: Sites) -> None:
        self._window = window
        self._page = window.page
        self._sites = sites

    def look(self, view: View, rounds: Rounds) -> list[str]:
        """Open a page once, and return all that is wrong with it."""
        place = f"{view.path} in {view.theme} at {view.width} px"
        found: list[str] = []

        def note(how: str, faults: list[str]) -> None:
            found.extend(f"{place}, {how}: {fault}" for fault in faults)

        scheme = next(iter(rounds))
        self._open(self._page, view, scheme)
        note(f"{scheme}, loaded", self._shift(view, scheme) + ask(self._page, OUTLINE))
        self._page.evaluate(STILL)
        for scheme, rules in rounds.items():
            resize(self._page, view.width, scheme)
            settle(self._page)
            if view.path in KINDS:
                name = f"{view.picture}-{view.width}-{scheme}"
                screenshot(self._page, view.theme, name, full=True)
            note(scheme, too_wide(self._page))
            if rules is not None:
                note(scheme, self._axe(view, scheme, rules))
        note(f"{scheme}, unfolded", self._unfold())
        note(f"{scheme}, on paper", self._print(view))
        note(f"{scheme}, from right to left", self._mirror())
        note("/".join(rounds), self._window.problems)
        self._window.problems.clear()
        return found

    def _open(self, page: Page, view: View, scheme: Scheme) -> None:
        resize(page, view.width, scheme)
        page.goto(self._sites.serve(view.source, view.theme) + view.path)
        settle(page)

    def _shift(self, view: View, scheme: Scheme) -> list[str]:
        """Return by how much the page shifts, unless it does so because of others.

        What we do to a page we do each time. On a busy machine, a page that comes in
        pieces moves now and then.
        """
        shift = self._page.evaluate("layoutShift")
        if shift < SHIFT:
            return []
        with self._other_page() as page:
            page.route(THEIRS, lambda route: route.abort())
            page.add_init_script(HIDE_IMAGES)
            for _ in range(3):
                self._open(page, view, scheme)
                if page.evaluate("layoutShift") < SHIFT:
                    return []
        return [f"shifts by {shift:.3f}"]

    def _axe(self, view: View, scheme: Scheme, rules: Rules) -> list[str]:
        """Return what axe finds, but for what the theme has without us."""
        faults = run_axe(self._page, rules)
        for path in CONTROLS:
            if faults:
                control = view._replace(source=CONTROL, path=path)
                for known in self._themes_own(control, scheme, rules):
                    faults.pop(known, None)
        return [f"{fault} at {where}" for fault, where in faults.items()]

    def _themes_own(self, control: View, scheme: Scheme, rules: Rules) -> list[str]:
        """Return what axe finds on a page with nothing of ours."""

        def write(file: Path) -> None:
            with self._other_page() as page:
                self._open(page, control, scheme)
                file.write_text(json.dumps([*run_axe(page, rules)]), "utf-8")

        told = ("axe", control.theme, control.path, control.width, scheme, rules)
        name = re.sub(r"\W+", "-", " ".join(map(str, told)))
        found: list[str] = json.loads(self._sites.shared.once(name, write).read_text())
        return found

    @contextmanager
    def _other_page(self) -> Iterator[Page]:
        page = self._page.context.new_page()
        yield page
        page.close()

    def _unfold(self) -> list[str]:
        """Return what is too small to be pressed, or too wide, with all tags shown."""
        self._page.locator(".cr-filter summary").evaluate_all(
            "all => all.forEach((one) => one.click())"
        )
        return ask(self._page, TOO_SMALL) + too_wide(self._page)

    def _print(self, view: View) -> list[str]:
        self._page.emulate_media(media="print")
        found = ask(self._page, ON_PAPER)
        if view.path in PRINTED:
            screenshot(self._page, view.theme, f"print-{view.picture}")
        self._page.emulate_media(media="null")
        return found

    def _mirror(self) -> list[str]:
        self._page.evaluate("document.documentElement.dir = 'rtl'")
        settle(self._page)
        return too_wide(self._page)
