"use strict";
// The page reads without this script; with it, rows are filtered and marks are walked through.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// What plain text holds in two languages, in the order in which words.py writes them.
const BETWEEN = "\u2002";
const inOne = (text, chinese) => text.split(/( · |\n)/).map((cell) => {
  const [english, other = english, ...rest] = cell.split(BETWEEN);
  return [chinese ? other : english, ...rest].join(" ");
}).join("");

function speak(language) {
  document.documentElement.lang = language;
  const chinese = language.startsWith("zh");
  all("[data-zh]").forEach((element) => {
    const said = chinese ? element.dataset.zh : element.dataset.en;
    if (element.matches("option")) element.textContent = said;
    else element.setAttribute("aria-label", said);
  });
  tell(told);
}

// The note at the foot follows whichever came last, the pointer or the focus, and stays while it is pointed at.
const note = document.getElementById("note");
let told = null;
let focused = null;
let resting = "";

function tell(mark) {
  told = mark;
  note.textContent = mark ? inOne(mark.dataset.n, document.documentElement.lang.startsWith("zh")) : "";
}

function point(event) {
  const place = `${event.clientX} ${event.clientY}`;
  // A page that scrolls beneath a pointer at rest is not pointed at.
  if (place === resting) return;
  resting = place;
  if (event.target === note) return;
  const mark = event.target.closest("[data-n]") ?? focused;
  if (mark !== told) tell(mark);
}

function press(event) {
  if (event.target === note || event.target.closest("[data-n]")) return;
  focused = null;
  tell(null);
}

function attend(event) {
  focused = event.target.closest("[data-n]");
  tell(focused);
}

function filter(form) {
  const rows = all("tbody > tr", document.getElementById(form.dataset.filter));
  const haystacks = rows.map((row) => `${row.textContent} ${row.dataset.sought ?? ""}`.toLowerCase());
  const words = form.querySelector("input");
  const choices = all("select", form);
  const hits = form.querySelector("output");
  const nothing = form.querySelector(".nothing > span");
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
    nothing.hidden = shown > 0 || !rows.length;
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
  if (event.key === "Escape") tell(null);
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
document.addEventListener("pointermove", point);
document.addEventListener("pointerdown", press);
document.addEventListener("focusin", attend);
document.documentElement.classList.add("scripted");
