"use strict";

// What a mail says is only ever shown as text, or in a frame that can do nothing.
const element = id => document.getElementById(id);
const REFRESH_MS = 2000;

let messages = [];
let opened = null;
let view = "html";

async function refresh() {
  const to = element("to").value.trim();
  const query = new URLSearchParams({ limit: "200" });
  if (to) query.set("to", to);
  const answer = await fetch(`/api/messages?${query}`);
  if (!answer.ok) return;
  const found = await answer.json();
  if (JSON.stringify(found) !== JSON.stringify(messages)) {
    messages = found;
    drawList();
  }
}

function drawList() {
  element("count").textContent = messages.length === 0 ? "" : `${messages.length}`;
  element("list").replaceChildren(...messages.map(message => {
    const entry = document.createElement("button");
    entry.type = "button";
    entry.setAttribute("aria-current", String(opened !== null && opened.id === message.id));
    entry.append(
      line("strong", message.subject || "(no subject)"),
      line("span", `to ${message.to}`),
      line("span", new Date(message.received_at).toLocaleString()));
    entry.addEventListener("click", () => open(message.id));
    return entry;
  }));
  if (opened !== null && !messages.some(message => message.id === opened.id)) opened = null;
  element("mail").hidden = opened === null;
  element("empty").hidden = opened !== null;
  element("empty").textContent = messages.length === 0
    ? "No mail yet. Whatever the platform sends appears here."
    : "Choose a mail.";
}

function line(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

async function open(id) {
  const answer = await fetch(`/page/messages/${encodeURIComponent(id)}`);
  if (!answer.ok) return;
  opened = await answer.json();
  element("subject").textContent = opened.subject || "(no subject)";
  element("from").textContent = opened.from;
  element("recipient").textContent = opened.to;
  element("received").textContent = new Date(opened.received_at).toLocaleString();
  element("attachments").textContent = opened.attachments.join(", ");
  element("attachments").hidden = element("attachments-label").hidden = opened.attachments.length === 0;
  element("raw").href = `/api/messages/${encodeURIComponent(id)}/raw`;
  element("html").src = `/page/messages/${encodeURIComponent(id)}/html`;
  show(opened[view] ? view : ["html", "text", "calendar"].find(kind => opened[kind]) || "text");
  drawList();
}

function show(kind) {
  for (const tab of element("tabs").querySelectorAll("button")) {
    tab.hidden = !opened[tab.dataset.view];
    tab.setAttribute("aria-selected", String(tab.dataset.view === kind));
  }
  element("html").hidden = kind !== "html";
  element("text").hidden = kind === "html";
  element("text").textContent = kind === "html" ? "" : opened[kind] || "";
}

element("tabs").addEventListener("click", event => {
  const tab = event.target.closest("button");
  if (tab !== null) {
    view = tab.dataset.view;
    show(view);
  }
});
element("to").addEventListener("input", refresh);
element("clear").addEventListener("click", async () => {
  await fetch("/api/messages", { method: "DELETE" });
  await refresh();
});
refresh();
setInterval(refresh, REFRESH_MS);
