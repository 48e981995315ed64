"use strict";
(() => {
  const one = (id) => document.getElementById(id);
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const made = (name, kind, text) => {
    const element = document.createElement(name);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  };
  const panel = one("evidence"), inside = one("evidence-body"), title = one("evidence-title");
  const rows = all("#register tbody tr[id]");
  const haystack = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  let opener = null, shown = null, chosen = null;
  all("[data-script]").forEach((element) => { element.hidden = false; });

  // the evidence of a figure, beside what is being read
  const targetsOf = (details) => new Set(all(".refs a", details).map((link) => link.getAttribute("href").slice(1)));

  const card = (item) => {
    const link = item.querySelector("a"), block = made("li"), line = made("div", "line");
    const row = link && one(link.getAttribute("href").slice(1));
    const cell = item.querySelector(".cell");
    if (link) {
      const ref = link.cloneNode(true);
      ref.className = "ref";
      line.append(ref);
    } else {
      line.append(made("span", "ref", item.firstChild.textContent.trim()));
    }
    if (cell) line.append(cell.cloneNode(true));
    block.append(line);
    if (!row) return block;
    const copy = (selector) => {
      const found = row.querySelector(selector);
      if (found && found.textContent.trim()) line.append(...Array.from(found.cloneNode(true).childNodes));
    };
    copy("td.rating");
    const status = row.querySelector("td.status");
    if (status) line.append(made("span", "", status.firstChild ? status.firstChild.textContent : ""));
    const target = row.querySelector("td.target");
    if (target && !target.querySelector(".none")) line.append(made("span", "minor", "target " + target.textContent.trim()));
    if (row.classList.contains("secret")) line.append(made("span", "none", row.querySelector("td").textContent));
    const words = row.querySelector(".wording .words");
    if (words) block.append(words.cloneNode(true));
    return block;
  };

  const open = (details, from) => {
    shown = details;
    if (from) {
      if (opener) opener.removeAttribute("aria-current");
      opener = from;
      opener.setAttribute("aria-current", "true");
    }
    const name = details.querySelector(".name").textContent, value = details.querySelector(".value").textContent;
    title.textContent = name + ": " + value;
    inside.replaceChildren(...all(":scope > dl, :scope > p", details).map((part) => part.cloneNode(true)));
    const cards = made("ul", "cards");
    cards.append(...all(".refs li", details).map(card));
    inside.append(cards);
    inside.scrollTop = 0;
    one("evidence-rows").parentElement.hidden = !Array.from(targetsOf(details)).some((id) => id.startsWith("row-"));
    const top = opener ? opener.getBoundingClientRect().top : 0;
    panel.hidden = false;
    document.body.classList.add("beside");
    if (opener) keep(top);
    title.focus({ preventScroll: true });
  };

  // what was being read stays where it was, and in sight above the panel
  const keep = (top) => {
    window.scrollBy({ top: opener.getBoundingClientRect().top - top, behavior: "instant" });
    const place = panel.getBoundingClientRect(), low = opener.getBoundingClientRect().bottom + 24 - place.top;
    if (place.top > 0 && low > 0) window.scrollBy({ top: low, behavior: "instant" });
  };

  const close = () => {
    panel.hidden = true;
    document.body.classList.remove("beside");
    if (opener) {
      opener.removeAttribute("aria-current");
      opener.focus();
    }
    opener = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = one(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    if (link.classList.contains("figure") && target.matches("details.evidence")) {
      event.preventDefault();
      open(target, link);
    } else if (target.matches("tr")) {
      event.preventDefault();
      visit(target);
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });
  one("evidence-close").addEventListener("click", close);
  one("evidence-rows").addEventListener("click", () => {
    choose(shown);
    panel.hidden = true;
    document.body.classList.remove("beside");
    if (opener) opener.removeAttribute("aria-current");
    one("rows").scrollIntoView();
    one("chosen-clear").focus({ preventScroll: true });
  });

  const visit = (row) => {
    if (row.hidden) clear();
    if (panel.contains(document.activeElement) && !window.matchMedia("(min-width: 80rem)").matches) {
      panel.hidden = true;
      document.body.classList.remove("beside");
    }
    row.scrollIntoView({ block: "center" });
    row.focus({ preventScroll: true });
  };

  // the filters
  const text = one("filter-text"), rating = one("filter-rating"), status = one("filter-status"), only = one("chosen-only");

  const filter = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row) => {
      const hit = chosen !== null && chosen.has(row.id);
      const fits = words.every((word) => haystack.get(row).includes(word))
        && (!rating.value || row.dataset.rating === rating.value) && (!status.value || row.dataset.status === status.value)
        && (chosen === null || !only.checked || hit);
      row.hidden = !fits;
      row.classList.toggle("hit", hit && !only.checked);
      count += fits ? 1 : 0;
    });
    one("filter-count").textContent = count + " of " + rows.length + (rows.length === 1 ? " row" : " rows");
  };

  const choose = (details) => {
    text.value = rating.value = status.value = "";
    chosen = details ? targetsOf(details) : null;
    one("chosen").hidden = !details;
    if (details) {
      one("chosen-name").textContent = details.querySelector(".name").textContent + ", " + details.querySelector(".value").textContent;
      only.checked = true;
    }
    filter();
  };

  const clear = () => choose(null);
  [text, rating, status, only].forEach((control) => control.addEventListener("input", filter));
  one("filter-clear").addEventListener("click", clear);
  one("chosen-clear").addEventListener("click", () => { clear(); text.focus(); });
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  filter();

  // the paper's changes
  const sheet = one("sheet"), marks = one("marks");
  if (marks) {
    const changes = all("ins, del", sheet);
    let at = -1;
    marks.addEventListener("change", () => { sheet.classList.toggle("unmarked", !marks.checked); });
    one("next-change").addEventListener("click", () => {
      if (!changes.length) return;
      if (!marks.checked) marks.click();
      const before = at >= 0 ? changes[at].closest("p, li, tr, h3, h4, h5, h6") : null;
      do { at = (at + 1) % changes.length; } while (before && before.contains(changes[at]) && at !== 0);
      const block = changes[at].closest("p, li, tr, h3, h4, h5, h6");
      all(".here", sheet).forEach((element) => element.classList.remove("here"));
      block.classList.add("here");
      block.scrollIntoView({ block: "center" });
    });
  }

  // a narrow table keeps its rows low
  if (window.matchMedia("(max-width: 48rem)").matches) all(".movement details").forEach((element) => { element.open = false; });

  // where on the page one is, and what an address points at
  const links = new Map(all(".route a").map((link) => [link.getAttribute("href").slice(1), link]));
  const eye = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
    links.forEach((link) => link.removeAttribute("aria-current"));
    links.get(entry.target.id).setAttribute("aria-current", "true");
  }), { rootMargin: "-30% 0px -65% 0px" });
  links.forEach((_, id) => eye.observe(one(id)));
  const reveal = () => {
    const target = location.hash && one(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details")) target.open = true;
  };
  window.addEventListener("hashchange", reveal);
  reveal();
  window.addEventListener("beforeprint", () => all("details.finding").forEach((element) => { element.open = true; }));
})();
