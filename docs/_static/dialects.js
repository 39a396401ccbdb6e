/* Tabs for examples in MyST and reST: one choice for all of them, which is kept. */
(() => {
  "use strict";
  const KEY = "dialect";
  const NAMES = ["md", "rst"];
  const page = document.documentElement;

  // Storage may be forbidden: then the choice lasts as long as the page.
  function kept() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  function keep(name) {
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // Nothing to do.
    }
  }

  // The stylesheet goes by this attribute, and shows both blocks without it.
  function show(name) {
    page.dataset.dialect = NAMES.includes(name) ? name : NAMES[0];
    for (const tab of document.querySelectorAll(".dialects-tab")) {
      const chosen = tab.dataset.dialect === page.dataset.dialect;
      tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  // Blocks above change their height, too. The tab stays where it is on the screen.
  function choose(tab) {
    const before = tab.getBoundingClientRect().top;
    show(tab.dataset.dialect);
    keep(tab.dataset.dialect);
    tab.focus({ preventScroll: true });
    const moved = tab.getBoundingClientRect().top - before;
    scrollBy({ top: moved, behavior: "instant" });
  }

  function onKey(event) {
    const tabs = [...event.currentTarget.children];
    const now = tabs.indexOf(event.target);
    const next = {
      ArrowLeft: (now || tabs.length) - 1,
      ArrowRight: (now + 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(tabs[next]);
  }

  function wire(group) {
    const [row, ...panels] = group.children;
    row.setAttribute("role", "tablist");
    row.setAttribute("aria-label", "Markup");
    row.addEventListener("keydown", onKey);
    [...row.children].forEach((tab, index) => {
      const panel = panels[index];
      panel.id ||= `${tab.id}-panel`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", panel.id);
      tab.addEventListener("click", () => choose(tab));
    });
  }

  show(kept());
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".dialects").forEach(wire);
    // A link may lead to a block that is hidden.
    const target = document.getElementById(location.hash.slice(1));
    const panel = target?.closest(".dialect-md, .dialect-rst");
    if (panel) {
      show(panel.classList.contains("dialect-rst") ? "rst" : "md");
      panel.scrollIntoView();
    } else {
      show(page.dataset.dialect);
    }
  });
  // Back to a page that the browser kept as it was, after a choice on another.
  addEventListener("pageshow", (event) => {
    if (event.persisted) show(kept() ?? page.dataset.dialect);
  });
})();
