/* One small question a screen. Without this file the same form is one page, in the same order. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-steps]");
  if (!form) return;
  const all = (selector, within = form) => [...within.querySelectorAll(selector)];
  const steps = all("[data-step]");
  const nav = form.querySelector("[data-steps-nav]");
  const line = form.querySelector("[data-steps-line]");
  const last = steps.length - 1;
  let here = 0;

  const chosen = (pair) => {
    const [name, value] = pair.split("=");
    return all(`[name="${name}"]`).some((box) => box.checked && box.value === value);
  };
  const fit = () => {
    all("[data-if]").forEach((part) => { part.hidden = !part.dataset.if.split(" ").some(chosen); });
    all("[data-unless]").forEach((part) => { part.hidden = part.dataset.unless.split(" ").some(chosen); });
  };
  const told = (field) => {
    const boxes = all("input:not([type=hidden]), select, textarea", field).filter((box) => box.offsetParent !== null || !box.closest("[hidden] [hidden]"));
    return boxes.map((box) => {
      if (box.type === "radio" || box.type === "checkbox") return box.checked ? box.closest("label").querySelector("strong").textContent : "";
      if (box.type === "file") return [...box.files].map((file) => file.name).join(", ");
      if (box.tagName === "SELECT") return box.value ? box.selectedOptions[0].textContent : "";
      return box.value.trim();
    }).filter(Boolean).join(" ");
  };
  const summarise = () => {
    const list = document.createElement("dl");
    list.className = "facts";
    for (const field of all(".field")) {
      if (field.closest("[data-unless]")?.hidden || field.closest("[data-if]")?.hidden) continue;
      const words = told(field);
      if (!words) continue;
      const term = document.createElement("dt");
      term.textContent = (field.querySelector("label, legend")?.firstChild?.textContent || "").trim();
      const text = document.createElement("dd");
      text.className = "prewrap";
      text.textContent = words;
      list.append(term, text);
    }
    form.querySelector("[data-summary]").replaceChildren(list);
  };
  const show = (number, focus = true) => {
    here = Math.max(0, Math.min(last, number));
    steps.forEach((step, index) => { step.hidden = index !== here; });
    nav.querySelector("[data-back]").hidden = here === 0;
    nav.querySelector("[data-next]").hidden = here === last;
    nav.querySelector("[data-last]").hidden = here >= last - 0;
    line.textContent = line.dataset.stepsLine.replace("{n}", here + 1).replace("{all}", steps.length).replace("{name}", steps[here].dataset.name);
    fit();
    if (here === last) summarise();
    if (!focus) return;
    const heading = steps[here].querySelector("h1, h2");
    heading.tabIndex = -1;
    heading.focus();
    scrollTo({ top: 0 });
  };
  const spoken = () => {
    const box = form.querySelector("textarea[name=text]");
    if (box.value.trim()) return true;
    box.setCustomValidity(" ");
    box.focus();
    box.setCustomValidity("");
    return false;
  };
  nav.hidden = false;
  nav.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("back" in button.dataset) show(here - 1);
    else if (spoken()) show("last" in button.dataset ? last : here + 1);
  });
  form.addEventListener("change", (event) => {
    if (event.target.dataset.sets) form.elements[event.target.dataset.sets].value = event.target.value;
    fit();
  });
  // The place read from the words stands in the list on the next page, until the person chooses.
  const area = form.elements.area;
  if (area.value) area.dataset.chosen = "1";
  area.addEventListener("change", () => { area.dataset.chosen = "1"; });
  document.body.addEventListener("htmx:afterSwap", () => {
    const read = form.querySelector("[data-area]");
    if (!area.dataset.chosen) area.value = read ? read.dataset.area : "";
  });
  // Enter in a short box goes on instead of sending before it was read once more.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.tagName === "INPUT" && here < last) { event.preventDefault(); show(here + 1); }
  });
  const wrong = steps.findIndex((step) => step.querySelector(".wrong"));
  show(wrong < 0 ? 0 : wrong, false);
})();
