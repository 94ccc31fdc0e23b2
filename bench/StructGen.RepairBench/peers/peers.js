// One JSON string per line in; per line out a list with the JSON text that each library makes of it, or null where it throws.
import { createInterface } from 'node:readline'
import { jsonrepair } from 'jsonrepair'
import { parse } from 'partial-json'

const libraries = [jsonrepair, text => JSON.stringify(parse(text))]

function attempt(library, text) {
  try {
    return library(text) ?? null
  } catch {
    return null
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line)
  process.stdout.write(JSON.stringify(libraries.map(library => attempt(library, text))) + '\n')
}
