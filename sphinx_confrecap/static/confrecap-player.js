// Plays recordings, and opens slides, in the place of the links to them. Nothing is
// loaded before a reader clicks. Without this script the links stay links.
"use strict";

const MAKE = {
  frame(address) {
    const frame = document.createElement("iframe");
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    // YouTube plays nothing for a page that sends no referrer.
    frame.referrerPolicy = "strict-origin";
    frame.src = address;
    return frame;
  },
  document(address) {
    const slides = document.createElement("object");
    slides.type = "application/pdf";
    slides.data = address;
    slides.tabIndex = 0;
    return slides;
  },
  media(address, kind) {
    const media = document.createElement(kind);
    media.autoplay = media.controls = true;
    media.src = address;
    return media;
  },
};

function play(card, link) {
  const { kind, start } = card.dataset;
  const { embed = link.href + (start ? `#t=${start}` : "") } = card.dataset;
  const player = (MAKE[kind] ?? MAKE.media)(embed, kind);
  const bar = link.parentElement;
  player.title = link.querySelector(".cr-what").textContent;
  // From now on the link is a plain link.
  delete card.dataset.kind;
  const giveUp = () => {
    player.remove();
    bar.hidden = false;
    link.focus({ preventScroll: true });
  };
  player.addEventListener("error", giveUp, { once: true });
  // A frame that a policy forbids causes no error event.
  document.addEventListener("securitypolicyviolation", ({ blockedURI, disposition }) => {
    // A policy in report-only mode does not block.
    const forbidden = disposition === "enforce" && embed.startsWith(blockedURI);
    if (player.isConnected && forbidden) giveUp();
  });
  // At least as high as the element that it replaces.
  card.style.minHeight = `${card.getBoundingClientRect().height}px`;
  bar.hidden = true;
  card.append(player);
  player.focus({ preventScroll: true });
}

for (const card of document.querySelectorAll(".cr-play[data-kind]")) {
  const link = card.querySelector("a");
  link.addEventListener("click", (event) => {
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (elsewhere || !card.dataset.kind) return;
    event.preventDefault();
    play(card, link);
  });
}
