// One ajv a schema: `$schema` chooses the dialect, 2020-12 where it is absent.
// ajv's numbers are doubles and its formats narrower or wider than the RFCs, so the former come from json.js, the latter from hyperjump's grammars.
import { createRequire } from "node:module";
import * as rfc from "@hyperjump/json-schema-formats";
import { compare, decimal, isMultiple } from "./json.js";

const require = createRequire(import.meta.url);
const Ajv = require("ajv").default;
const Ajv2019 = require("ajv/dist/2019").default;
const Ajv2020 = require("ajv/dist/2020").default;
const AjvDraft04 = require("ajv-draft-04").default;
const draft6 = require("ajv/dist/refs/json-schema-draft-06.json");

const base = { strict: false, validateFormats: true, logger: false, addUsedSchema: false, inlineRefs: false, validateSchema: false };

// The formats of 2020-12; any other is an annotation.
const formats = {
  "date-time": rfc.isDateTime, date: rfc.isDate, time: rfc.isTime, duration: rfc.isDuration, email: rfc.isEmail, "idn-email": rfc.isIdnEmail,
  hostname: rfc.isAsciiIdn, "idn-hostname": rfc.isIdn, ipv4: rfc.isIPv4, ipv6: rfc.isIPv6, uri: rfc.isUri, "uri-reference": rfc.isUriReference,
  iri: rfc.isIri, "iri-reference": rfc.isIriReference, "uri-template": rfc.isUriTemplate, uuid: rfc.isUuid, "json-pointer": rfc.isJsonPointer,
  "relative-json-pointer": rfc.isRelativeJsonPointer, regex: rfc.isRegex,
};

// The exact numbers of the text that is being judged, by JSON pointer.
let exact = new Map();

function addNumbers(ajv, isDraft4) {
  const bounds = {
    multipleOf: (value, bound) => isMultiple(value, bound),
    minimum: (value, bound, { exclusiveMinimum }) => compare(value, bound) >= (exclusiveMinimum === true ? 1 : 0),
    maximum: (value, bound, { exclusiveMaximum }) => compare(value, bound) <= (exclusiveMaximum === true ? -1 : 0),
    exclusiveMinimum: (value, bound) => compare(value, bound) > 0,
    exclusiveMaximum: (value, bound) => compare(value, bound) < 0,
  };
  // Draft 4's integer has no fraction and no exponent, whatever its value.
  ajv.addKeyword({ keyword: "spelledAsInteger", type: "number", validate: (on, data, schema, { instancePath }) => !isDraft4 || !exact.get(instancePath)?.hasPoint });
  for (const [keyword, holds] of Object.entries(bounds)) {
    ajv.removeKeyword(keyword);
    ajv.addKeyword({
      keyword,
      type: "number",
      schemaType: ["number", "boolean"],
      validate: (bound, data, schema, { instancePath }) =>
        typeof bound === "boolean" || holds(exact.get(instancePath) ?? decimal(String(data)), decimal(String(bound)), schema),
    });
  }
}

// Up to draft 7 what stands beside $ref says nothing; ajv reads it. Definitions stay, references may lead there.
const maps = new Set(["properties", "patternProperties", "definitions", "$defs", "dependencies", "dependentSchemas"]);
const values = new Set(["enum", "const", "default", "examples"]);

function without(schema, isDropped) {
  if (Array.isArray(schema)) return schema.map((inner) => without(inner, isDropped));
  if (typeof schema !== "object" || schema === null) return schema;
  const types = [schema.type].flat();
  const result = types.includes("integer") && !types.includes("number") ? { spelledAsInteger: true } : {};
  for (const [name, value] of Object.entries(schema)) {
    if (isDropped(name, schema)) continue;
    if (values.has(name)) result[name] = value;
    else if (maps.has(name) && typeof value === "object" && value !== null && !Array.isArray(value))
      result[name] = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, without(inner, isDropped)]));
    else result[name] = without(value, isDropped);
  }
  return result;
}

const isSibling = (name, schema) => typeof schema.$ref === "string" && !["$ref", "$schema", "definitions", "$defs"].includes(name);

// Identifiers that occur twice, or are "#", are more than ajv can take; references within the document do without them.
const isIdentifier = (name, schema) => ["id", "$id"].includes(name) && typeof schema[name] === "string";

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

// Without what ajv reads and the specification does not: an identifier that is an empty fragment, its own $async. ajv finds "#" only under an identifier.
function root({ $schema, $async, ...rest }, kind) {
  for (const name of ["id", "$id"]) if (typeof rest[name] === "string" && /^#?$/.test(rest[name])) delete rest[name];
  const name = kind === "4" ? "id" : "$id";
  return typeof rest[name] === "string" ? rest : { ...rest, [name]: "http://localhost/schema" };
}

export function validatorFor(schema) {
  const kind = dialect(schema);
  // ECMA-262 with the u flag first, as the specification says; schemas in the wild also hold patterns that only the old syntax reads.
  const plain = without(schema, ["4", "6", "7"].includes(kind) ? isSibling : () => false);
  let failure;
  for (const read of [plain, without(plain, isIdentifier)]) for (const unicodeRegExp of [true, false]) {
    const ajv = create(kind, { ...base, unicodeRegExp });
    if (kind !== "4") ajv.removeKeyword("id"); // An unknown keyword since draft 6, which ajv refuses.
    if (["4", "6"].includes(kind)) for (const name of ["if", "then", "else"]) ajv.removeKeyword(name);
    addNumbers(ajv, kind === "4");
    for (const [name, validate] of Object.entries(formats)) ajv.addFormat(name, { type: "string", validate });
    try {
      // Metaschema references of any dialect resolve; an unknown $schema is no reason to refuse.
      const validate = ajv.compile(typeof read === "object" && read !== null ? root(read, kind) : read);
      return ({ value, numbers }) => {
        exact = numbers;
        const valid = validate(value);
        return { valid, errors: valid ? [] : (validate.errors ?? []) };
      };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
