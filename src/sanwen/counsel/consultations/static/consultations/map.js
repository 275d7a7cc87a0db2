/* A number pointed at, or reached with the keyboard, shows how each group reacted to it. */
(() => {
  "use strict";
  const marks = [...document.querySelectorAll("[data-mark]")];
  const choose = (number) => {
    for (const mark of marks) mark.classList.toggle("chosen", mark.dataset.mark === number);
    for (const one of document.querySelectorAll("[data-how]")) one.classList.toggle("chosen", one.dataset.how === number);
  };
  for (const mark of marks) {
    const number = mark.dataset.mark;
    mark.addEventListener("pointerenter", () => choose(number));
    mark.addEventListener("focus", () => choose(number));
    mark.addEventListener("click", (event) => { event.preventDefault(); choose(number); });
  }
  if (marks.length) choose(marks[0].dataset.mark);
})();
