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
  const ids = new Map(rows.map((row) => [row.cells[0].firstChild.textContent.trim(), row.id]));
  const RATING = 1, STATUS = 2, TARGET = 3, REVIEWED = 4, WORDING = 5, OWNER = 6;
  let opener = null, shown = null, chosen = null;
  all("[data-script]").forEach((element) => { element.hidden = false; });

  // the words of a cell as they are now, without what went
  const said = (element, without = "del") => {
    if (!element) return "";
    const copy = element.cloneNode(true);
    all(without, copy).forEach((part) => part.remove());
    return copy.textContent.trim().replace(/\s+/g, " ");
  };
  const reveal = (element) => { for (let at = element; at; at = at.parentElement) if (at.matches("details")) at.open = true; };

  // the rows behind a figure: of each its ref, its cell and where it stands on the page
  const linked = (found) => {
    const link = made("a", "", found.ref);
    link.href = "#" + found.id;
    return link;
  };
  const line = (words, filed) => {
    const cut = filed ? words.lastIndexOf(" ") : words.length, ref = words.slice(0, cut), id = ids.get(ref);
    return { ref, id, cell: filed ? words.slice(cut + 1) : id ? said(one(id).querySelector("i")) : "" };
  };
  const lines = (list) => list.textContent.split("\n").map((words) => line(words, list.classList.contains("filed")));
  const behind = (details) => [
    ...all(".parts a", details).flatMap((part) => behind(one(part.hash.slice(1)))),
    ...all(":scope > .refs", details).flatMap(lines),
    ...all(":scope > ul > li", details).map((item) => ({ ...line(item.textContent, true), id: item.firstChild.hash.slice(1) })),
  ];
  const refs = (details) => all(":scope > .refs", details).forEach((list) => {
    const filed = list.classList.contains("filed");
    list.replaceChildren(...lines(list).flatMap((found, at) => [at ? "\n" : "", found.id ? linked(found) : found.ref, filed ? " " + found.cell : ""]));
  });
  all("#figures details").forEach((details) => details.addEventListener("toggle", () => refs(details)));
  all("#changed .moves b").forEach((ref) => { if (ids.has(ref.textContent)) ref.replaceWith(linked({ ref: ref.textContent, id: ids.get(ref.textContent) })); });
  const named = (details) => details.querySelector("summary").firstChild.textContent.trim();
  const targetsOf = (details) => new Set(behind(details).map((found) => found.id).filter(Boolean));

  // the evidence of a figure, beside what is being read
  const card = (found) => {
    const block = made("li"), line = made("div", "line"), row = found.id && one(found.id);
    const ref = found.id ? linked(found) : made("span", "", found.ref);
    ref.className = "ref";
    line.append(ref, made("i", "", found.cell));
    block.append(line);
    if (!row || !row.closest("#register")) return block;
    if (row.cells.length < 3) {
      line.append(made("span", "none", row.cells[1].textContent));
      return block;
    }
    line.append(...Array.from(row.cells[RATING].cloneNode(true).childNodes), made("span", "", said(row.cells[STATUS], "del, small")));
    if (!row.cells[TARGET].querySelector(".none")) line.append(made("span", "minor", "target " + said(row.cells[TARGET])));
    block.append(made("p", "words", said(row.cells[WORDING].querySelector("p"))));
    return block;
  };

  const open = (details, from) => {
    shown = details;
    if (from) {
      if (opener) opener.removeAttribute("aria-current");
      opener = from;
      opener.setAttribute("aria-current", "true");
    }
    title.textContent = named(details) + ": " + details.querySelector("summary b").textContent;
    inside.replaceChildren(...all(":scope > p:not(.refs)", details).map((part) => part.cloneNode(true)));
    const cards = made("ul", "cards");
    cards.append(...behind(details).map(card));
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

  const shut = () => {
    panel.hidden = true;
    document.body.classList.remove("beside");
    if (opener) opener.removeAttribute("aria-current");
  };
  const close = () => {
    shut();
    if (opener) opener.focus();
    opener = null;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = one(decodeURIComponent(link.getAttribute("href").slice(1)));
    if (!target) return;
    if (link.dataset.view) {
      event.preventDefault();
      view(link.dataset.view);
      address();
    } else if (target.matches("#figures details") && !panel.contains(link) && !target.closest("section").contains(link)) {
      event.preventDefault();
      open(target, link);
    } else if (target.matches("tr")) {
      event.preventDefault();
      visit(target);
    }
  });
  one("evidence-close").addEventListener("click", close);
  one("evidence-rows").addEventListener("click", () => {
    choose(shown);
    address();
    shut();
    one("rows").scrollIntoView();
    one("chosen-clear").focus({ preventScroll: true });
  });

  const visit = (row) => {
    if (row.hidden) clear();
    if (panel.contains(document.activeElement) && !window.matchMedia("(min-width: 80rem)").matches) shut();
    look(row);
  };
  const look = (element) => {
    element.tabIndex = -1;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
  };

  // the filters, which the address holds so that a view can be sent
  const fields = { text: one("filter-text"), rating: one("filter-rating"), status: one("filter-status"), changed: one("filter-changed") };
  const only = one("chosen-only"), facts = new Map();
  const fact = (row) => {
    if (!facts.has(row)) {
      const secret = row.cells.length < 3;
      const rating = secret ? "" : said(row.cells[RATING]).replace(/^→\s*/, "");
      facts.set(row, {
        rating: row.cells[RATING].querySelector("b") ? rating : "-", status: secret ? "" : said(row.cells[STATUS], "del, small"),
        words: said(row).toLowerCase(), secret,
      });
    }
    return facts.get(row);
  };
  const value = (name) => (fields[name] ? fields[name].value : "");

  const filter = () => {
    const words = value("text").toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    rows.forEach((row) => {
      const hit = chosen !== null && chosen.has(row.id);
      const fits = words.every((word) => fact(row).words.includes(word))
        && (!value("rating") || (!fact(row).secret && fact(row).rating === value("rating")))
        && (!value("status") || fact(row).status === value("status"))
        && (!value("changed") || row.classList.contains(value("changed"))) && (chosen === null || !only.checked || hit);
      row.hidden = !fits;
      row.classList.toggle("hit", hit && !only.checked);
      count += fits ? 1 : 0;
    });
    one("filter-count").textContent = count + " of " + rows.length + (rows.length === 1 ? " row" : " rows");
  };

  const choose = (details) => {
    Object.values(fields).forEach((field) => { if (field) field.value = ""; });
    shown = details;
    chosen = details ? targetsOf(details) : null;
    one("chosen").hidden = !details;
    if (details) {
      one("chosen-name").textContent = named(details) + ", " + details.querySelector("summary b").textContent;
      only.checked = true;
    }
    filter();
  };
  const clear = () => {
    choose(null);
    address();
  };

  const address = () => {
    const held = new URLSearchParams();
    Object.keys(fields).forEach((name) => { if (value(name)) held.set(name, value(name)); });
    if (chosen) held.set("figure", shown.id.slice(7));
    const found = held.toString();
    try {
      history.replaceState(null, "", "#rows" + (found && "?" + found));
    } catch (refused) { void refused; }
  };
  const view = (text) => {
    const wanted = new URLSearchParams(text), details = one("figure-" + wanted.get("figure"));
    choose(details && details.matches("details") ? details : null);
    Object.entries(fields).forEach(([name, field]) => {
      if (field) field.value = wanted.get(name) || "";
      if (field && field.selectedIndex < 0) field.value = "";
    });
    filter();
    one("rows").scrollIntoView();
  };
  [...Object.values(fields), only].forEach((control) => {
    if (control) control.addEventListener("input", () => { filter(); address(); });
  });
  one("filter-clear").addEventListener("click", clear);
  one("chosen-clear").addEventListener("click", () => { clear(); fields.text.focus(); });
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  filter();

  // the rows shown, as a file: a spreadsheet must run nothing of it
  const COLUMNS = all("#register thead th").map((head) => head.textContent);
  const safe = (text) => '"' + (/^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? "'" : "") + text.replace(/"/g, '""') + '"';
  const saved = (row) => {
    const cells = Array.from(row.cells), ref = cells[0].firstChild.textContent.trim(), cell = said(cells[0].querySelector("i"));
    if (cells.length < 3) return [ref, cell, said(cells[1])];
    const kept = (name) => (cells[name].querySelector(".none") ? "" : said(cells[name]));
    const wording = cells[WORDING], part = (kind) => said(wording.querySelector("." + kind));
    return [ref, cell, said(cells[RATING].querySelector("del")),
      fact(row).rating === "-" ? "" : fact(row).rating, said(cells[STATUS]), kept(TARGET), kept(REVIEWED), said(wording.querySelector("small")),
      said(wording.querySelector("p")), part("why"), part("up"), said(cells[OWNER])];
  };
  one("save").addEventListener("click", () => {
    const head = [COLUMNS[0], "Cell", COLUMNS[RATING] + " at the last meeting", COLUMNS[RATING], COLUMNS[STATUS], COLUMNS[TARGET], COLUMNS[REVIEWED],
      "Report", COLUMNS[WORDING], "Reason", "Update", COLUMNS[OWNER]];
    const table = [head, ...rows.filter((row) => !row.hidden).map(saved)].map((cells) => cells.map(safe).join(","));
    const link = made("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + table.join("\r\n") + "\r\n"], { type: "text/csv" }));
    link.download = one("save").dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });

  // the paper's changed paragraphs, one after the other
  const sheet = one("sheet"), marks = one("marks"), step = one("step");
  if (marks) {
    const changed = [...new Set(all("ins, del", sheet).map((found) => found.closest("p, li, tr, h3, h4, h5, h6")))];
    const total = changed.length + (changed.length === 1 ? " changed paragraph" : " changed paragraphs");
    let at = -1;
    const go = (by) => {
      if (!changed.length) return;
      if (!marks.checked) marks.click();
      at = at < 0 ? (by > 0 ? 0 : changed.length - 1) : (at + by + changed.length) % changed.length;
      all(".here", sheet).forEach((element) => element.classList.remove("here"));
      changed[at].classList.add("here");
      step.textContent = (at + 1) + " of " + total;
      look(changed[at]);
    };
    step.textContent = changed.length ? total : "No changed paragraph";
    ["step-back", "step-on"].forEach((id, place) => {
      one(id).disabled = !changed.length;
      one(id).addEventListener("click", () => { go(place ? 1 : -1); one(id).focus({ preventScroll: true }); });
    });
    marks.addEventListener("change", () => { sheet.classList.toggle("unmarked", !marks.checked); });
    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest && event.target.closest("input:not([type=checkbox]), select, textarea");
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !one("keys").checked) return;
      if (event.key === "j") go(1);
      if (event.key === "k") go(-1);
    });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });

  // a narrow table keeps its rows low
  if (window.matchMedia("(max-width: 48rem)").matches) all("#changed details[open]").forEach((element) => { element.open = false; });

  // where on the page one is, and what an address points at
  const links = new Map(all(".route a").map((link) => [link.getAttribute("href").slice(1), link]));
  const eye = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
    links.forEach((link) => link.removeAttribute("aria-current"));
    links.get(entry.target.id).setAttribute("aria-current", "true");
  }), { rootMargin: "-30% 0px -65% 0px" });
  links.forEach((_, id) => eye.observe(one(id)));
  const arrive = () => {
    if (location.hash.startsWith("#rows?")) view(location.hash.slice(6));
    else if (location.hash) reveal(one(decodeURIComponent(location.hash.slice(1))));
  };
  window.addEventListener("hashchange", arrive);
  arrive();

  // paper cannot be unfolded
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = all("main details:not([open])");
    folded.forEach((element) => { element.open = true; });
  });
  window.addEventListener("afterprint", () => { folded.forEach((element) => { element.open = false; }); });
})();
