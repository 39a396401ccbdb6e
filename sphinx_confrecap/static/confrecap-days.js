// Takes what is over since the build out of lists of what is to come. A list of what
// is past on the page gets it, if both have the same filters. What that list cannot
// take, since it looks otherwise, stays until the next build.
"use strict";

{
  // Days as authors write them, by the clock of the reader.
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  const today = parts.map((part) => String(part).padStart(2, "0")).join("-");

  const itemOf = (mark) => mark.closest("li, tr");
  const itemsOf = (list) => [...list.querySelectorAll(".cr-due")].map(itemOf);
  const dayOf = (item) => item.querySelector(".cr-due").dataset.until;
  const isGroup = (node) => node?.matches(".cr-group");

  // A row of a table, or the part of a list around its items.
  function groupOf(item) {
    if (item.localName === "li") return item.closest(".cr-group");
    while (item && !isGroup(item)) item = item.previousElementSibling;
    return item;
  }

  const headingOf = (group) => group.querySelector("strong, .rubric");

  function itemsIn(group, list) {
    return itemsOf(list).filter((item) => !group || groupOf(item) === group);
  }

  function emptyCopy(list) {
    const copy = list.cloneNode(true);
    copy.querySelectorAll("li, tbody > tr").forEach((item) => item.remove());
    copy.querySelectorAll(".cr-group, form").forEach((part) => part.remove());
    return copy.querySelector("ul, .cr-wide");
  }

  // Returns the group that a list has for an item, made from another if it is new.
  function groupFor(item, from, past) {
    const given = groupOf(item);
    const same = from.dataset.group === past.dataset.group;
    const year = past.dataset.group === "year" && dayOf(item).slice(0, 4);
    const name = year || (same && given && headingOf(given).textContent);
    if (!name) return null;
    const groups = [...past.querySelectorAll(".cr-group")];
    const found = groups.find((group) => headingOf(group).textContent === name);
    if (found) return found;
    const shell = (same ? given : groups[0])?.cloneNode(true);
    if (!shell) return null;
    shell.querySelectorAll("li").forEach((one) => one.remove());
    if (year) headingOf(shell).textContent = name;
    const first = groups[0];
    const whole = first?.parentElement ?? past;
    whole.insertBefore(shell, past.dataset.sort ? null : (first ?? null));
    return shell;
  }

  function add(item, from, past) {
    const { group, look, limit, sort } = past.dataset;
    if (look !== from.dataset.look) return;
    if (!past.querySelector(".cr-due")) {
      // Nothing was past: there is no list yet, but words that say so.
      if (group) return;
      past.replaceChildren(emptyCopy(from));
    }
    const place = group ? groupFor(item, from, past) : null;
    if (group && !place) return;
    const others = itemsIn(place, past);
    const later = (other) =>
      sort ? dayOf(other) > dayOf(item) : dayOf(other) <= dayOf(item);
    const next = others.find(later);
    if (next) next.before(item);
    else if (others.length) others.at(-1).after(item);
    else if (place?.localName === "tr") place.after(item);
    else (place ?? past).querySelector("ul, tbody").append(item);
    if (limit) for (const extra of itemsOf(past).slice(limit)) extra.remove();
  }

  function leaveOutEmpty(list) {
    for (const group of list.querySelectorAll(".cr-group"))
      if (!itemsIn(group, list).length) group.remove();
    if (itemsOf(list).length) return;
    const words = document.createElement("p");
    words.textContent = list.dataset.empty ?? "";
    list.replaceChildren(...(words.textContent ? [words] : []));
  }

  // The form says how many rows there are.
  function recount(list, before) {
    const form = list.querySelector(".cr-filter");
    const language = document.documentElement.lang.match(/^[a-z\d-]+$/i) ?? [];
    const { format } = new Intl.NumberFormat(language);
    const counts = [before, itemsOf(list).length].map((count) => format(count));
    if (form) form.dataset.found = form.dataset.found.replace(...counts);
  }

  function update(list) {
    const items = itemsOf(list);
    const over = items.filter((item) => dayOf(item) < today);
    const past = [...document.querySelectorAll('[data-when="past"]')].find(
      (other) => other.dataset.filters === list.dataset.filters,
    );
    const were = past && itemsOf(past).length;
    for (const item of over) {
      // Before the item goes, as its group is in its own list.
      if (past) add(item, list, past);
      else item.remove();
      if (!list.contains(item)) item.querySelector(".cr-planned")?.remove();
    }
    if (!over.length && !list.querySelector(".cr-schedule")) return;
    recount(list, items.length);
    if (past) recount(past, were);
    if (over.length) leaveOutEmpty(list);
    for (const table of list.querySelectorAll(".cr-schedule")) {
      const day = table.id.match(/\d{4}-\d\d-\d\d$/)?.[0];
      if (day < today) table.remove();
    }
  }

  document.querySelectorAll('[data-when="upcoming"]').forEach(update);
}
