// The browser's half of Trestle's live views: the stock Phoenix LiveView client, wired to /live.
//
// An app adds to it by a script of its own, before or after this one: window.liveHooks.Map = { mounted() { ... } }
import { Socket } from "phoenix";
import { LiveSocket } from "phoenix_live_view";

const csrfToken = document.querySelector("meta[name='csrf-token']")?.content ?? "";
const hooks = (window.liveHooks ??= {});
const uploaders = (window.liveUploaders ??= {});

// What views give their page to keep while the connection is lost: sealed, a token a view.
const checkpoints = {};
window.addEventListener("phx:trestle:checkpoint", ({ detail }) => (checkpoints[detail.id] = detail.token ?? undefined));

// Asked by the socket, for its address, and by each view when it joins: by then the token has been looked at.
const params = (view) => (view ? { _checkpoint: checkpoints[view.id] } : { _csrf_token: csrfToken });
const liveSocket = new LiveSocket("/live", Socket, { params, hooks, uploaders, longPollFallbackMs: 2500 });

// One WebSocket that has worked is enough: while a server is started anew the next ones fail, and all pages would ask and ask from then on.
const { socket } = liveSocket;
socket.onMessage(() => {
  if (socket.transport !== socket.getLongPollTransport()) socket.longPollFallbackMs = undefined;
});

// On localhost the client logs every message unless told not to; liveSocket.enableDebug() brings that back.
if (!liveSocket.isDebugEnabled()) liveSocket.disableDebug();

// The client hears of the focus of the window, and then drops what did not happen to an element.
for (const happened of ["focus", "blur"])
  window.addEventListener(happened, ({ target }) => {
    if (target !== window) return;
    for (const element of document.querySelectorAll(`[phx-window-${happened}]`)) {
      const handler = element.getAttribute(`phx-window-${happened}`);
      const commands = handler.startsWith("[") ? handler : JSON.stringify([["push", { event: handler }]]);
      liveSocket.execJS(element, commands, happened);
    }
  });

// ConnectionStatus: read out when its text changes, so it has none while all is well. Most connections are back before one could read of it.
const status = document.getElementById("connection-status");
let shown = "";
let delay;
function tell() {
  const view = document.querySelector("[data-phx-main]")?.classList;
  const text = !view?.contains("phx-error") ? "" : view.contains("phx-server-error") ? status.dataset.crashed : status.dataset.lost;
  if (text === shown) return;
  shown = text;
  clearTimeout(delay);
  delay = setTimeout(() => (status.textContent = text), text ? 400 : 0);
}
if (status) new MutationObserver(tell).observe(document.body, { subtree: true, attributeFilter: ["class"] });

// ProcessLink: in development the server says which process a view is.
const processLink = document.getElementById("process-link");
if (processLink)
  window.addEventListener("phx:trestle:process", ({ detail }) => {
    processLink.href = `${processLink.dataset.to}#process-${detail.id}`;
    processLink.textContent = `${detail.view}, process ${detail.id}`;
    processLink.hidden = false;
  });

// One class on <html> while a page or a form is under way, for stylesheets that want to show it.
const busy = (is) => () => document.documentElement.classList.toggle("live-busy", is);
window.addEventListener("phx:page-loading-start", busy(true));
window.addEventListener("phx:page-loading-stop", busy(false));

// While one writes the application: a page without a live view is loaded again when the code has changed, or its server was started anew.
const { reload } = document.currentScript?.dataset ?? {};
if (reload && !document.querySelector("[data-phx-session]")) {
  let isAgain = false;
  const changes = new EventSource(reload);
  changes.onmessage = () => location.reload();
  changes.onopen = () => (isAgain ? location.reload() : (isAgain = true));
}

window.liveSocket = liveSocket;

// Once all scripts of the page have run: hooks may come in one after this.
const haveRun = performance.getEntriesByType("navigation")[0]?.domContentLoadedEventStart > 0;
if (haveRun) liveSocket.connect();
else document.addEventListener("DOMContentLoaded", () => liveSocket.connect());
