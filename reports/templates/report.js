"use strict";
(() => {
  const findings = [...document.querySelectorAll(".finding")];

  // A permalink opens what it points at.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    target.hidden = false;
    if (target.matches("details")) target.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Printing unfolds all but the findings that no control rests on, which stay a line each.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")].filter((each) => {
      const finding = each.closest(".finding");
      return !finding || finding.querySelector(":scope > summary .outcome") || finding.open;
    });
    for (const each of folded) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of folded) each.open = false;
  });

  for (const button of document.querySelectorAll("button.copy")) {
    if (!navigator.clipboard) break;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.classList.add("done");
      setTimeout(() => button.classList.remove("done"), 1200);
    });
  }

  const form = document.querySelector("form.filters");
  if (!form) return;
  form.hidden = false;
  const shown = form.querySelector("output");
  const filter = () => {
    const wanted = Object.fromEntries(new FormData(form));
    const text = wanted.text.trim().toLowerCase();
    let count = 0;
    for (const each of findings) {
      each.hidden = !["tool", "kind", "grade"].every((name) => !wanted[name] || each.dataset[name] === wanted[name])
        || (text !== "" && !each.textContent.toLowerCase().includes(text));
      if (!each.hidden) count += 1;
    }
    shown.textContent = shown.dataset.template.replace("{shown}", count).replace("{all}", findings.length);
  };
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
