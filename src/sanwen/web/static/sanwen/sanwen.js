/* Small comforts: every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  const body = document.body;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const shelf = {
    // Storage may be forbidden: then nothing is kept.
    read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };
  root.classList.add("js");

  /* Words to the person, where screen readers listen */
  const say = (words, name) => {
    hush(name);
    const line = document.createElement("p");
    line.className = "notice";
    line.dataset.name = name;
    line.textContent = words;
    document.getElementById("notice").append(line);
    return line;
  };
  const hush = (name) => all(`#notice [data-name="${name}"]`).forEach((line) => line.remove());
  addEventListener("offline", () => say(body.dataset.lost, "lost"));
  addEventListener("online", () => hush("lost"));
  body.addEventListener("htmx:sendError", () => say(body.dataset.lost, "lost"));
  body.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) hush("lost"); });

  /* Drafts: kept here until the receipt page says they were sent */
  const MONTH = 30 * 24 * 3600 * 1000;
  const kept = (form) => [...form.elements].filter((box) => box.name && !["hidden", "file", "password", "submit", "button"].includes(box.type));
  const keep = (form) => {
    const fields = kept(form).map((box) => [box.name, box.value, /radio|checkbox/.test(box.type) ? box.checked : null]);
    shelf.write(`draft:${form.dataset.draft}`, { at: Date.now(), fields });
  };
  const restore = (form) => {
    const draft = shelf.read(`draft:${form.dataset.draft}`);
    if (!draft || Date.now() - draft.at > MONTH) return;
    let changed = false;
    for (const [name, value, checked] of draft.fields) {
      for (const box of kept(form).filter((box) => box.name === name)) {
        if (checked !== null) { if (box.value === value && checked && !box.checked) { box.checked = true; changed = true; } }
        else if (!box.value && value) { box.value = value; changed = true; }
      }
    }
    if (changed) say(body.dataset.restored, "draft");
  };
  all("form[data-draft]").forEach((form) => {
    restore(form);
    let later;
    form.addEventListener("input", () => { clearTimeout(later); later = setTimeout(keep, 300, form); });
    addEventListener("pagehide", () => { if (later && !form.dataset.dropped) keep(form); });
  });
  all("[data-clear-draft]").forEach((mark) => shelf.drop(`draft:${mark.dataset.clearDraft}`));

  /* Sending once, and not into a dead line */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (!navigator.onLine && form.dataset.draft) {
      event.preventDefault();
      keep(form);
      say(body.dataset.lost, "lost").scrollIntoView({ block: "center" });
      return;
    }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(awake, 20000, form);
  });
  const awake = (form) => {
    delete form.dataset.sent;
    all("[aria-busy]", form).forEach((button) => button.removeAttribute("aria-busy"));
  };
  addEventListener("pageshow", () => all("form[data-sent]").forEach(awake));

  /* The code: aloud, copied, as a picture, on paper */
  const aloud = (button) => {
    const code = document.querySelector(button.dataset.readAloud).dataset.code;
    const words = new SpeechSynthesisUtterance(code.split("-").map((group) => [...group].join("，")).join("。"));
    words.lang = root.lang === "en" ? "en" : "zh-CN";
    words.rate = 0.7;
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
  };
  const copy = async (button) => {
    const source = document.querySelector(button.dataset.copy);
    const words = source.dataset.code || source.value || source.textContent.trim();
    try { await navigator.clipboard.writeText(words); }
    catch { getSelection().selectAllChildren(source); document.execCommand("copy"); }
    if (button.dataset.done) say(button.dataset.done, "copied");
  };
  const picture = (button) => {
    const lines = all("[data-line]", document.querySelector(button.dataset.picture));
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const font = getComputedStyle(body).fontFamily;
    canvas.width = 1080;
    canvas.height = 220 + lines.length * 110;
    pen.fillStyle = "#faf6ee"; pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#1f1b16"; pen.fillRect(72, 72, 936, 8); pen.fillRect(72, 88, 936, 2);
    let top = 180;
    for (const line of lines) {
      const code = line.dataset.line === "code";
      pen.font = code ? "600 84px monospace" : `44px ${font}`;
      pen.fillText(line.dataset.code || line.textContent.trim().replace(/\s+/g, " "), 72, top, 936);
      top += code ? 130 : 96;
    }
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `${button.dataset.name}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    });
  };
  if (!window.speechSynthesis) all("[data-read-aloud]").forEach((button) => { button.hidden = true; });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.readAloud) aloud(button);
    if (button.dataset.copy) copy(button);
    if (button.dataset.picture) picture(button);
    if ("print" in button.dataset) print();
    if (button.dataset.dropDraft) {
      shelf.drop(`draft:${button.dataset.dropDraft}`);
      all(`form[data-draft="${button.dataset.dropDraft}"]`).forEach((form) => { form.dataset.dropped = "1"; form.reset(); });
      hush("draft");
    }
  });

  // Wide tables move by keys.
  all(".scroll").forEach((box) => { if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; });

  /* How much fits */
  all("textarea[maxlength]").forEach((box) => {
    const line = document.createElement("p");
    const count = () => { const used = [...box.value].length; line.hidden = used < box.maxLength / 2; line.textContent = `${used} / ${box.maxLength}`; };
    line.className = "count";
    box.after(line);
    box.addEventListener("input", count);
    count();
  });
  all("[data-focus]").slice(0, 1).forEach((summary) => summary.focus());

  /* Keys: a page names its own with data-key; j and k walk the list */
  const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  const walk = (step) => {
    const rows = all(".rows a");
    const here = rows.findIndex((row) => row === document.activeElement || row.hasAttribute("aria-current"));
    const row = rows[Math.max(0, Math.min(rows.length - 1, here + step))];
    if (row) { rows.forEach((other) => other.removeAttribute("aria-current")); row.focus(); row.scrollIntoView({ block: "nearest" }); }
  };
  // The list marks the matter that stands open beside it.
  body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "matter") return;
    const { pathname } = new URL(event.detail.requestConfig.path, location.href);
    all(".rows a").forEach((row) => row.toggleAttribute("aria-current", row.pathname === pathname));
    event.detail.target.scrollTop = 0;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (shelf.read("keys") === "off") return;
    if (event.key === "j" || event.key === "k") { walk(event.key === "j" ? 1 : -1); return; }
    const target = all("[data-key]").find((part) => part.dataset.key === event.key && part.offsetParent);
    if (!target) return;
    event.preventDefault();
    if (typing(target)) target.focus(); else target.click();
  });
  // Single keys disturb speech input: they can be off.
  all("[data-keys-switch]").forEach((box) => {
    box.checked = shelf.read("keys") !== "off";
    box.addEventListener("change", () => shelf.write("keys", box.checked ? "on" : "off"));
  });
})();
