// Applies joins and diffs with the client's own code: a line in, {"join":...}, {"diff":...}, {"reset":[...]} or {"prune":[...]}; a line out, the HTML as a JSON string.
import { createRequire } from "node:module";
import readline from "node:readline";
import esbuild from "esbuild";

const rendered = createRequire(import.meta.url)
  .resolve("phoenix_live_view")
  .replace(/priv.*/, "assets/js/phoenix_live_view/rendered.js");
const { outputFiles } = await esbuild.build({ entryPoints: [rendered], bundle: true, format: "esm", write: false });
const { default: Rendered } = await import("data:text/javascript;base64," + Buffer.from(outputFiles[0].contents).toString("base64"));

// It clones trees with window.structuredClone.
globalThis.window = globalThis;

let view;
for await (const line of readline.createInterface({ input: process.stdin })) {
  try {
    const { join, diff, reset, prune } = JSON.parse(line);
    if (join) view = new Rendered("view", join);
    else if (diff) view.mergeDiff(diff);
    // Components that the page shows no longer: what the client does before and after it has told the server.
    else if (reset) reset.forEach((cid) => view.resetRender(cid));
    else view.pruneCIDs(prune);
    console.log(JSON.stringify(view.toString().buffer));
  } catch (error) {
    console.log(JSON.stringify(`the client failed: ${error.stack}`));
  }
}
