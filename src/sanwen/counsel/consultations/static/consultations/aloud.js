/* Reads a paragraph aloud; the page is whole without it. */
(() => {
  "use strict";
  const buttons = [...document.querySelectorAll("[data-aloud]")];
  if (!window.speechSynthesis) { buttons.forEach((button) => { button.hidden = true; }); return; }
  buttons.forEach((button) => button.addEventListener("click", () => {
    if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
    const words = new SpeechSynthesisUtterance(document.querySelector(button.dataset.aloud).textContent);
    words.lang = document.documentElement.lang === "en" ? "en" : "zh-CN";
    words.rate = 0.9;
    speechSynthesis.speak(words);
  }));
})();
