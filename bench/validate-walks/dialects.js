// One ajv a schema: `$schema` chooses the dialect, 2020-12 where it is absent.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const Ajv = require("ajv").default;
const Ajv2019 = require("ajv/dist/2019").default;
const Ajv2020 = require("ajv/dist/2020").default;
const AjvDraft04 = require("ajv-draft-04").default;
const addFormats = require("ajv-formats").default;
const addMoreFormats = require("ajv-formats-draft2019");
const draft6 = require("ajv/dist/refs/json-schema-draft-06.json");

const base = { strict: false, validateFormats: true, logger: false, addUsedSchema: false, inlineRefs: false, validateSchema: false };

// The formats of 2020-12; what else ajv knows ("byte", "int32") is an annotation.
const asserted = new Set([
  "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference",
  "iri", "iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex",
]);

function dialect(schema) {
  const uri = typeof schema === "object" && schema !== null && typeof schema.$schema === "string" ? schema.$schema : "";
  if (uri.includes("draft-04") || uri.includes("draft-03")) return "4";
  if (uri.includes("draft-06")) return "6";
  if (uri.includes("draft-07") || /json-schema\.org\/schema#?$/.test(uri)) return uri.includes("draft-07") ? "7" : "2020";
  if (uri.includes("2019-09")) return "2019";
  return "2020";
}

function create(kind, options) {
  switch (kind) {
    case "4":
      return new AjvDraft04(options);
    case "6": {
      const ajv = new Ajv(options);
      ajv.addMetaSchema(draft6);
      return ajv;
    }
    case "7":
      return new Ajv(options);
    case "2019":
      return new Ajv2019(options);
    default:
      return new Ajv2020(options);
  }
}

// Without what ajv reads and the specification does not: an identifier that is an empty fragment, its own $async.
function root({ $schema, $async, ...rest }) {
  for (const name of ["id", "$id"]) if (typeof rest[name] === "string" && /^#?$/.test(rest[name])) delete rest[name];
  return rest;
}

export function validatorFor(schema) {
  const kind = dialect(schema);
  // ECMA-262 with the u flag first, as the specification says; schemas in the wild also hold patterns that only the old syntax reads.
  let failure;
  for (const unicodeRegExp of [true, false]) {
    const ajv = create(kind, { ...base, unicodeRegExp });
    if (kind !== "4") ajv.removeKeyword("id"); // An unknown keyword since draft 6, which ajv refuses.
    addMoreFormats(ajv);
    addFormats(ajv, { mode: "full" });
    for (const name of Object.keys(ajv.formats)) if (!asserted.has(name)) ajv.formats[name] = true;
    try {
      // Metaschema references of any dialect resolve; an unknown $schema is no reason to refuse.
      return ajv.compile(typeof schema === "object" && schema !== null ? root(schema) : schema);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
