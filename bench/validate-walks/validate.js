// Judges texts with ajv, formats asserted: node validate.js --data F.jsonl.gz [--walks G.jsonl] [--filter SUBSTR] [--out D.jsonl]
// With --walks every text should be valid; without, the labelled instances of the data file show the validator's own errors.
import { createReadStream, writeFileSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { createInterface } from "node:readline";
import { validatorFor } from "./dialects.js";
import { read } from "./json.js";

const options = Object.fromEntries(
  process.argv.slice(2).map((argument, i, all) => (argument.startsWith("--") ? [argument.slice(2), all[i + 1]] : null)).filter(Boolean),
);
if (!options.data) {
  console.error("--data F.jsonl.gz is needed");
  process.exit(2);
}

async function* lines(path) {
  const file = createReadStream(path);
  const input = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) if (line.length > 0) yield line;
}

const textsById = new Map();
if (options.walks) {
  for await (const line of lines(options.walks)) {
    const { id, text } = JSON.parse(line);
    if (!textsById.has(id)) textsById.set(id, []);
    textsById.get(id).push(text);
  }
}

const totals = { schemas: 0, texts: 0, agreed: 0, disagreed: 0, notJson: 0, duplicateNames: 0, uncompiled: 0, schemasWithDisagreement: 0 };
const disagreements = [];

function judge(id, validate, text, expected) {
  totals.texts++;
  let document;
  try {
    document = read(text);
  } catch (error) {
    totals.notJson++;
    return report(id, text, `not JSON: ${error.message}`);
  }
  if (document.duplicate !== null) {
    totals.duplicateNames++;
    return report(id, text, `duplicate name ${JSON.stringify(document.duplicate)}`);
  }
  let reason = "the validator accepts it";
  try {
    const { valid, errors } = validate(document);
    if (valid === expected) {
      totals.agreed++;
      return false;
    }
    if (!valid) reason = errors.slice(0, 2).map((e) => `${e.instancePath} ${e.keyword} ${e.message} (${e.schemaPath})`).join("; ");
  } catch (error) {
    reason = `validator failed: ${error.message}`;
  }
  return report(id, text, reason);
}

function report(id, text, reason) {
  totals.disagreed++;
  disagreements.push({ id, text, reason });
  console.log(`${id}\t${reason}\t${text.length > 300 ? text.slice(0, 300) + "…" : text}`);
  return true;
}

for await (const line of lines(options.data)) {
  const { id, schema, tests } = JSON.parse(line);
  if (options.filter && !id.includes(options.filter)) continue;
  const texts = options.walks ? textsById.get(id) : tests;
  if (!texts || texts.length === 0) continue;
  totals.schemas++;
  let validate;
  try {
    validate = validatorFor(schema);
  } catch (error) {
    totals.uncompiled++;
    console.log(`${id}\tdoes not compile: ${error.message.slice(0, 200)}`);
    continue;
  }
  let any = false;
  if (options.walks) for (const text of texts) any = judge(id, validate, text, true) || any;
  else for (const [i, text] of read(line, /^\/tests\/\d+\/data$/).texts.entries()) any = judge(id, validate, text, tests[i].valid) || any;
  if (any) totals.schemasWithDisagreement++;
}

if (options.out) writeFileSync(options.out, disagreements.map((d) => JSON.stringify(d) + "\n").join(""));
console.log(JSON.stringify(totals));
process.exitCode = totals.disagreed > 0 ? 1 : 0;
