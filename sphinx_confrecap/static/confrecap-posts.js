// Turns the links of posts with `live: click` into buttons. Nothing is loaded from a
// platform before a reader presses one. Without this script the links stay links.
"use strict";

const WIDGETS = "https://platform.twitter.com/widgets.js";

function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.dataset.dnt = "true";
    script.onload = resolve;
    script.onerror = () => reject(new Error("not loaded"));
    document.head.append(script);
  });
}

async function loadX(place, id) {
  await loadScript(WIDGETS);
  // If a blocker answers for the platform, there is no twttr.
  await new Promise((resolve) => window.twttr.ready(resolve));
  const made = await window.twttr.widgets.createTweet(id, place, { dnt: true });
  if (!made) throw new Error("no such post");
}

function loadFrame(place, address, title) {
  const frame = document.createElement("iframe");
  // Mastodon and Bluesky both send their height to a page that sends them a number.
  const id = String(document.querySelectorAll(".cr-loaded").length);
  frame.src = `${address}?id=${id}`;
  frame.title = title;
  frame.referrerPolicy = "no-referrer";
  frame.sandbox = "allow-scripts allow-same-origin allow-popups";
  window.addEventListener("message", ({ source, data }) => {
    if (source === frame.contentWindow && data?.height > 0)
      frame.style.height = `${Math.min(data.height, 2000)}px`;
  });
  return new Promise((resolve, reject) => {
    // A frame that a policy forbids causes no error event.
    document.addEventListener("securitypolicyviolation", ({ blockedURI, disposition }) => {
      // A policy in report-only mode does not block.
      if (disposition === "enforce" && address.startsWith(blockedURI))
        reject(new Error("forbidden"));
    });
    frame.onload = () => {
      frame.contentWindow.postMessage({ type: "setHeight", id }, "*");
      resolve();
    };
    place.append(frame);
  });
}

async function replace(post, live, link) {
  const { platform, embed } = live.dataset;
  const place = document.createElement("div");
  place.className = "cr-loaded";
  place.tabIndex = -1;
  // As high as the element that it replaces, so that nothing below moves.
  place.style.minHeight = `${post.offsetHeight}px`;
  post.before(place);
  post.hidden = true;
  place.focus({ preventScroll: true });
  try {
    const load = platform === "x" ? loadX : loadFrame;
    await load(place, embed, link.textContent);
  } catch {
    // Blocked, or gone: the page shows the post as before.
    place.remove();
    post.hidden = false;
    live.replaceChildren(link);
    link.focus({ preventScroll: true });
  }
}

for (const live of document.querySelectorAll(".cr-live")) {
  const post = live.closest(".cr-post");
  const link = live.querySelector("a");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = link.textContent;
  button.addEventListener("click", () => replace(post, live, link));
  live.replaceChildren(button);
}
