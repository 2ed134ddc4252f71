// Reads pages, [{ name, html }], and writes what is wrong with each as HTML, a line a fault. Nothing written: all is well.
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const rules = new HtmlValidate(new StaticConfigLoader({
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: { "no-implicit-button-type": "off" }, // a button in a form sends it, as the standard has it
}));

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);

for (const { name, html } of JSON.parse(Buffer.concat(chunks).toString("utf8")))
  for (const file of (await rules.validateString(html)).results)
    for (const { line, column, ruleId, message } of file.messages)
      console.log(`${name}:${line}:${column}: ${message} (${ruleId})`);
