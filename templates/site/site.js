// What pages do beyond being read: search over everything, and filters. Without it nothing is missing but these.
"use strict";
(() => {
  const root = document.body.dataset.root;
  const make = (name, attributes) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  // Without a script there is nothing to search with, so the box is made here.
  const box = make("search", { class: "search" });
  const label = make("label", { for: "_search" });
  label.append("Search");
  const input = make("input", {
    id: "_search", type: "search", placeholder: "Search (press /)", autocomplete: "off", role: "combobox",
    "aria-expanded": "false", "aria-controls": "_hits", "aria-autocomplete": "list",
  });
  const list = make("ul", { id: "_hits", role: "listbox", "aria-label": "Search results", hidden: "" });
  box.append(label, input, list);
  document.querySelector(".top").append(box);
  // Of hits for the same words, what one may call stands before what is wrong with it.
  const weight = (_id, _term, stored) => ({ operation: 1.5, finding: 0.3 })[stored.k] ?? 1;
  let index = null;
  let loading = null;

  const load = (file) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = root + file;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const ready = () => {
    loading ??= Promise.all([load("minisearch.js"), load("search-index.js")]).then(() => {
      index = new MiniSearch({
        fields: ["t", "w"], storeFields: ["t", "k", "v", "u", "s"], idField: "i",
        tokenize: (text) => text.split(/[\s\-_/.:{}(),'"«»]+|(?<=[a-z0-9])(?=[A-Z])/u).filter(Boolean),
        searchOptions: { prefix: true, fuzzy: (term) => (term.length > 4 ? 0.2 : 0), boost: { t: 4 }, boostDocument: weight, combineWith: "AND" },
      });
      index.addAll(window.speclift_index.map((row, i) => ({ i, t: row[0], k: row[1], s: row[2], v: row[3], u: row[4], w: row[5] })));
      if (input.value) show();
    });
    return loading;
  };

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = () => {
    list.replaceChildren();
    const text = input.value.trim();
    if (!index || !text) return close();
    const started = performance.now();
    const hits = index.search(text).slice(0, 30);
    list.dataset.milliseconds = (performance.now() - started).toFixed(1);
    hits.forEach((hit, at) => {
      const item = document.createElement("li");
      item.role = "option";
      item.id = `_hit-${at}`;
      item.setAttribute("aria-selected", "false");
      const link = document.createElement("a");
      link.href = root + hit.u;
      link.tabIndex = -1;
      link.append(hit.t);
      const small = document.createElement("small");
      small.append([hit.k, hit.s, hit.v].filter(Boolean).join(" · "));
      link.append(small);
      item.append(link);
      list.append(item);
    });
    if (!hits.length) {
      const item = document.createElement("li");
      item.role = "option";
      item.setAttribute("aria-disabled", "true");
      item.setAttribute("aria-selected", "false");
      item.append("Nothing found");
      list.append(item);
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const move = (step) => {
    const items = [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
    if (!items.length) return;
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = (now + step + items.length) % items.length;
    items.forEach((item, at) => item.setAttribute("aria-selected", String(at === next)));
    items[next].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[next].id);
  };

  input.addEventListener("focus", ready, { once: true });
  input.addEventListener("input", () => (index ? show() : ready()));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { move(1); event.preventDefault(); }
    else if (event.key === "ArrowUp") { move(-1); event.preventDefault(); }
    else if (event.key === "Escape") close();
    else if (event.key === "Enter") {
      const chosen = list.querySelector("[aria-selected=true] a") ?? list.querySelector("a");
      if (chosen && !list.hidden) location.assign(chosen.href);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) { input.focus(); event.preventDefault(); }
  });
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) close(); });

  const filters = document.querySelector(".filters");
  if (filters) {
    filters.hidden = false;
    const filter = document.getElementById("_filter");
    const differing = document.getElementById("_differing");
    const shown = document.getElementById("_shown");
    const rows = [...document.querySelectorAll(".matrix tbody tr, .findings > li")];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const apply = () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      const kinds = new Set([...filters.querySelectorAll("[name=kind]:checked")].map((one) => `k-${one.value}`));
      let count = 0;
      rows.forEach((row, at) => {
        const visible = words.every((word) => texts[at].includes(word))
          && (!row.className || kinds.has(row.className)) && (!differing?.checked || "d" in row.dataset);
        row.hidden = !visible;
        count += visible;
      });
      document.querySelectorAll(".rule").forEach((rule) => { rule.hidden = !rule.querySelector("li:not([hidden])"); });
      shown.value = `${count} of ${rows.length}`;
    };
    filters.addEventListener("input", apply);
    filters.addEventListener("submit", (event) => event.preventDefault());
    apply();
  }
})();
