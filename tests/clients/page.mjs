// Run the script of the page at the service's root with minimal replacements of the browser objects it uses, send each
// example query, and print the answers as JSON. Argument 1 is the address.
import { runInNewContext } from "node:vm";

const address = process.argv[2];
const html = await (await fetch(address, { headers: { accept: "text/html" } })).text();
const script = html.match(/<script>([^]*?)<\/script>/)[1];
const options = [...html.matchAll(/<option value="(\w+)"/g)].map(([, value]) => value);

const element = () => ({ value: "", textContent: "", heard: {}, addEventListener(name, hear) { this.heard[name] = hear; } });
const parts = Object.fromEntries(["form", "#example", "#query", "#variables", "#answer"].map((name) => [name, element()]));
parts["#example"].value = options[0];

const document = { querySelector: (name) => parts[name] };
const asked = (path, options) => fetch(`${address}/${path}`, options);
runInNewContext(script, { document, fetch: asked, JSON, String });

const answers = {};
for (const option of options) {
  parts["#example"].value = option;
  parts["#example"].heard.change();
  await parts.form.heard.submit({ preventDefault() {} });
  answers[option] = parts["#answer"].textContent;
}
parts["#variables"].value = "{";
await parts.form.heard.submit({ preventDefault() {} });
process.stdout.write(JSON.stringify({ answers, mistake: parts["#answer"].textContent }));
