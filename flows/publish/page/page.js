"use strict";
// The page reads without this script; with it, rows are filtered and marks are walked through.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

function speak(language) {
  document.documentElement.lang = language;
}

function filter(form) {
  const rows = all("tbody > tr", document.getElementById(form.dataset.filter));
  const haystacks = rows.map((row) => `${row.textContent} ${row.dataset.sought ?? ""}`.toLowerCase());
  const words = form.querySelector("input");
  const choices = all("select", form);
  const hits = form.querySelector("output");
  const apply = () => {
    const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits = sought.every((word) => haystacks[at].includes(word))
        && choices.every((choice) => !choice.value || row.dataset[choice.dataset.column] === choice.value);
      row.hidden = !fits;
      shown += fits;
    });
    hits.value = `${shown} / ${rows.length}`;
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser that goes back to the page may have kept what was typed.
  apply();
}

// Simplified characters stand one for one, so the marks stay where they are.
function rewrite(paragraph, simplified) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest(".number")) texts.push(walker.currentNode);
  }
  paragraph.published ??= texts.map((text) => text.data);
  const characters = [...paragraph.dataset.simplified];
  let at = 0;
  texts.forEach((text, number) => {
    const published = paragraph.published[number];
    const length = [...published].length;
    text.data = simplified ? characters.slice(at, at + length).join("") : published;
    at += length;
  });
}

function walk(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const here = document.activeElement?.closest?.("[data-n]");
  if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
  const marks = all("article [data-n][tabindex]");
  const next = marks[marks.indexOf(here) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

function hush(event) {
  if (event.key === "Escape") document.body.classList.add("quiet");
}

const languages = all("input[name=language]");
if (navigator.language.startsWith("zh")) document.getElementById("in-zh").checked = true;
languages.forEach((radio) => radio.addEventListener("change", () => speak(radio.value)));
speak(languages.find((radio) => radio.checked).value);

all("form[data-filter]").forEach(filter);

const rewritten = all("[data-simplified]");
if (rewritten.length) {
  document.querySelector("fieldset.script").hidden = false;
  all("input[name=script]").forEach((radio) =>
    radio.addEventListener("change", () => rewritten.forEach((one) => rewrite(one, radio.value === "simplified"))));
}

document.addEventListener("keydown", walk);
document.addEventListener("keydown", hush);
["pointermove", "focusin"].forEach((kind) =>
  document.addEventListener(kind, () => document.body.classList.remove("quiet")));
