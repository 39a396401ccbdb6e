// Turns the links of posts with `live: click` into buttons. Nothing is loaded from a
// platform before a reader presses one. Without this script the links stay links.
"use strict";

const WIDGETS = "https://platform.twitter.com/widgets.js";

function loadX(place, id) {
  return new Promise((resolve, reject) => {
    const draw = () =>
      window.twttr.widgets.createTweet(id, place, { dnt: true }).then((made) =>
        made ? resolve() : reject(new Error("no such post")),
      );
    const script = document.createElement("script");
    script.src = WIDGETS;
    script.async = true;
    script.dataset.dnt = "true";
    script.onload = () => window.twttr.ready(draw);
    script.onerror = () => reject(new Error("not loaded"));
    document.head.append(script);
  });
}

function loadFrame(place, address, title) {
  const frame = document.createElement("iframe");
  frame.src = address;
  frame.title = title;
  frame.referrerPolicy = "no-referrer";
  frame.sandbox = "allow-scripts allow-same-origin allow-popups";
  return new Promise((resolve, reject) => {
    // A frame that a policy forbids gives no error of its own.
    document.addEventListener("securitypolicyviolation", (event) => {
      if (address.startsWith(event.blockedURI)) reject(new Error("forbidden"));
    });
    frame.onload = resolve;
    place.append(frame);
  });
}

async function replace(post, live, link) {
  const { platform, embed } = live.dataset;
  const place = document.createElement("div");
  place.className = "cr-loaded";
  place.tabIndex = -1;
  // As high as what it replaces: what follows stays where it is.
  place.style.minHeight = `${post.offsetHeight}px`;
  post.before(place);
  try {
    const load = platform === "x" ? loadX : loadFrame;
    post.hidden = true;
    place.focus({ preventScroll: true });
    await load(place, embed, link.textContent);
  } catch {
    // Blocked, or gone: what stands in the page stays.
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
