import { greet } from "greet";
import { shout } from "./parts/shout.js";
import { count } from "parts/letters.js";

const line = document.getElementById("greeting");
line.textContent = `${shout(greet(line.dataset.name))} ${count(line.dataset.name)}`;
import("parts/slow.js").then(({ done }) => { line.dataset.slow = done; });
