// Filters a list of talks. The list holds its data, the form its words.
"use strict";

{
  const NAMES = "speaker conference year kind language tag video".split(" ");
  const OFF = "cr-off";
  // A long menu costs time, so it is built on use.
  const MANY = 200;

  const language = document.documentElement.lang.match(/^[a-z\d-]+$/i) ?? [];
  const { compare } = new Intl.Collator(language, { numeric: true });
  const { format } = new Intl.NumberFormat(language);
  const names = new Intl.ListFormat(language, { type: "unit" });
  const count = (counts, value) => format(counts.get(value) ?? 0);

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const textOf = (talk) =>
    (talk.text ??= fold(`${talk.item.textContent} ${NAMES.map((name) => talk[name])}`));

  function read(found, group) {
    const item = found.closest("li, tr");
    const talk = { item, group };
    for (const name of NAMES) talk[name] = found.dataset[name]?.split("\n") ?? [];
    return talk;
  }

  class Facet {
    chosen = new Set();
    all = false;

    constructor(name, talks) {
      this.name = name;
      this.values = [...new Set(talks.flatMap((talk) => talk[name]))].sort(compare);
      if (name === "year") this.values.reverse();
    }

    fits(talk) {
      if (!this.chosen.size) return true;
      const held = (value) => talk[this.name].includes(value);
      return [...this.chosen][this.all ? "every" : "some"](held);
    }

    // Skips values that no talk has.
    choose(values) {
      this.chosen = new Set(values.filter((value) => this.values.includes(value)));
    }
  }

  class Menu extends Facet {
    constructor(select, talks) {
      super(select.name, talks);
      this.select = select;
      this.words = new Map([...select].map(({ value, text }) => [value, text]));
      for (const type of ["pointerdown", "focus"])
        select.addEventListener(type, () => this.fill(true));
    }

    take() {
      this.choose([this.select.value]);
    }

    // Its own change leaves its counts.
    show(counts, changed) {
      this.counts = counts;
      const used = this.select === document.activeElement;
      if (this.select !== changed) this.fill(used || this.values.length < MANY);
    }

    fill(whole) {
      const { select, counts, chosen } = this;
      const word = (value) => this.words.get(value) ?? value;
      const shown = this.values
        .filter((value) => chosen.has(value) || (whole && counts.has(value)))
        .map((value) => new Option(`${word(value)} (${count(counts, value)})`, value));
      select.replaceChildren(select[0], ...shown);
      [select.value = ""] = chosen;
    }
  }

  class Boxes extends Facet {
    constructor(name, talks, boxes) {
      super(name, talks);
      this.boxes = boxes ?? this.values.map(boxFor);
    }

    take() {
      this.choose(this.boxes.filter((box) => box.checked).map((box) => box.value));
    }

    show(counts, changed) {
      for (const box of this.boxes) {
        box.checked = this.chosen.has(box.value);
        // Chromium also draws closed menus.
        if (box.closest("details:not([open])")) continue;
        box.nextElementSibling.textContent = count(counts, box.value);
        const kept = counts.has(box.value) || box.checked || box === changed;
        box.parentElement.classList.toggle(OFF, !kept);
      }
    }
  }

  const make = (tag, given) => Object.assign(document.createElement(tag), given);

  function boxFor(value) {
    const box = make("input", { type: "checkbox", name: "tag", value });
    make("label").append(box, ` ${value} `, make("span", { className: "cr-n" }));
    return box;
  }

  function start(form, place) {
    const near = form.parentElement;
    // Beside the groups of an index, or in a list.
    const listed = near.querySelector(".cr-found") ? near : near.parentElement;
    const groups = listed.querySelectorAll("section, .cr-group");
    const talks = [];
    let group;
    for (const node of listed.querySelectorAll("section, .cr-group, .cr-found"))
      if (node.matches(".cr-found")) talks.push(read(node, group));
      else group = node;
    const { text, video, match } = form.elements;
    const menus = [...form.querySelectorAll("select:not([name=match])")];
    const facets = menus.map((select) => new Menu(select, talks));
    if (video) facets.push(new Boxes("video", talks, [video]));
    const tags = match && new Boxes("tag", talks);
    if (tags) {
      facets.push(tags);
      const place = form.querySelector(".cr-choices");
      place.append(...tags.boxes.map((box) => box.parentElement));
      place.parentElement.addEventListener("toggle", () => apply());
    }

    function apply(changed) {
      if (tags) tags.all = match.value === "all";
      const words = fold(text.value).split(/\s+/).filter(Boolean);
      const counts = new Map(facets.map((facet) => [facet, new Map()]));
      const filled = new Set();
      let shown = 0;
      for (const talk of talks) {
        const said = words.every((word) => textOf(talk).includes(word));
        const missed = facets.filter((facet) => !facet.fits(talk));
        // A choice counts the talks that pass the other facets.
        for (const facet of said && missed.length < 2 ? facets : []) {
          if (missed.length && (missed[0] !== facet || facet.all)) continue;
          const held = counts.get(facet);
          for (const value of talk[facet.name])
            held.set(value, (held.get(value) ?? 0) + 1);
        }
        const fits = said && !missed.length;
        talk.item.classList.toggle(OFF, !fits);
        shown += fits;
        for (let group = fits && talk.group; group && !filled.has(group); ) {
          filled.add(group);
          group = group.parentElement.closest("section");
        }
      }
      for (const group of groups) group.classList.toggle(OFF, !filled.has(group));
      for (const facet of facets) facet.show(counts.get(facet), changed);
      if (tags)
        form.querySelector("summary span").textContent = names.format(tags.chosen);
      form.querySelector("output").textContent =
        form.dataset.found.replace("{shown}", format(shown));
    }

    // A second form has its own names in the address.
    const inUrl = (name) => (place ? `${name}-${place + 1}` : name);

    function restore() {
      const given = new URLSearchParams(location.search);
      const noted = (name) => given.getAll(inUrl(name));
      [text.value = ""] = noted("text");
      for (const facet of facets) facet.choose(noted(facet.name));
      if (tags) [match.value = ""] = noted("match");
      apply();
    }

    // Words typed without a pause are one step back.
    let typing, pause;
    function save(typed) {
      clearTimeout(pause);
      const url = new URL(location);
      const { searchParams } = url;
      for (const name of ["text", "match", ...NAMES]) searchParams.delete(inUrl(name));
      for (const [name, value] of new FormData(form))
        if (value.trim()) searchParams.append(inUrl(name), value.trim());
      if (url.href !== location.href)
        history[typed && typing ? "replaceState" : "pushState"](null, "", url);
      typing = typed;
    }

    function take({ target }) {
      // From now on, only visible parts are drawn.
      form.classList.add("cr-used");
      for (const facet of facets) facet.take();
      apply(target);
      clearTimeout(pause);
      // Browsers refuse addresses that change with each key.
      if (target === text) pause = setTimeout(save, 300, true);
      else save(false);
    }

    form.addEventListener("input", take);
    form.addEventListener("reset", (event) => setTimeout(take, 0, event));
    form.addEventListener("submit", (event) => event.preventDefault());
    text.addEventListener("change", () => {
      save(true);
      typing = false;
    });
    addEventListener("popstate", restore);
    restore();
    form.hidden = false;
  }

  document.querySelectorAll(".cr-filter").forEach(start);
}
