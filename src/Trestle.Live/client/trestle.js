// The browser's half of Trestle's live views: the stock Phoenix LiveView client, wired to /live.
import { Socket } from "phoenix";
import { LiveSocket } from "phoenix_live_view";

const csrfToken = document.querySelector("meta[name='csrf-token']")?.content ?? "";
const liveSocket = new LiveSocket("/live", Socket, { params: { _csrf_token: csrfToken } });

// On localhost the client logs every message unless told not to; liveSocket.enableDebug() brings that back.
if (!liveSocket.isDebugEnabled()) liveSocket.disableDebug();

// One class on <html> while a page or a form is under way, for stylesheets that want to show it.
const busy = (is) => () => document.documentElement.classList.toggle("live-busy", is);
window.addEventListener("phx:page-loading-start", busy(true));
window.addEventListener("phx:page-loading-stop", busy(false));

liveSocket.connect();
window.liveSocket = liveSocket;
