// A client typed by the served document (openapi-typescript, openapi-fetch), compiled strictly and run against the service:
// node obj/typed.js BASE_URL. Prints a line of JSON per check, as checks.js does.
import assert from 'node:assert/strict';
import createClient from 'openapi-fetch';
import type { components, paths } from './obj/api.js';

const address = process.argv[2]!;
const client = createClient<paths, 'application/json' | 'application/problem+json'>({ baseUrl: address });
const text = 'Please call Jane Roe at Initech, 555-0134.';
const schema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };

const checks: Record<string, () => Promise<void>> = {
  'extract': async () => {
    const mode: components['schemas']['GenerationMode'] = 'grammar';
    const { data, error } = await client.POST('/v1/extract', { body: { schema, text, mode }, params: { header: { 'Idempotency-Key': crypto.randomUUID() } } });
    assert.equal(error, undefined);
    const answer = data as components['schemas']['ExtractAnswer'];
    assert.equal((answer.data as { name: string }).name, 'Jane Roe');
    assert.equal(answer.mode, mode);
    assert.equal(answer.evidence['/name']?.[0]?.start, text.indexOf('Jane'));
    assert.equal(answer.validation.valid, true);
  },
  'extract as events': async () => {
    const response = await fetch(`${address}/v1/extract`, {
      method: 'POST',
      headers: { Accept: 'text/event-stream', 'Content-Type': 'application/json' },
      body: JSON.stringify({ schema, text, stream: { partials: true } } satisfies components['schemas']['ExtractBody']),
    });
    const read = (await response.text()).split('\n\n').filter(Boolean).map((block) => {
      const [event, data] = block.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
      return { event, data: JSON.parse(data!) } as components['schemas']['ExtractEvent'];
    });
    const last = read.at(-1)!;
    assert.equal(last.event, 'result');
    if (last.event === 'result') assert.equal(last.data.mode, 'grammar'); // Narrowed by the event's name.
  },
  'problem': async () => {
    const { data, error, response } = await client.POST('/v1/extract', { body: { schemaName: 'nobody', text } });
    assert.equal(data, undefined);
    assert.equal(response.status, 404);
    assert.equal(error?.type, 'urn:structgen:problem:unknown-schema');
  },
  'places of a problem': async () => {
    const { error } = await client.POST('/v1/extract', { body: { schema: { type: 'strin' }, text } });
    assert.equal(error?.errors?.[0]?.keyword, 'type');
  },
  'tool calls': async () => {
    const { data } = await client.POST('/v1/tool-calls', { body: { input: 'What is the weather in Lisbon tomorrow?', tools: ['get_weather'], toolChoice: 'required' } });
    assert.equal(data && 'calls' in data && data.calls[0]!.name, 'get_weather');
  },
  'chat completion': async () => {
    const { data } = await client.POST('/v1/chat/completions', { body: { messages: [{ role: 'user', content: text }], max_completion_tokens: 8 } });
    assert.equal((data as components['schemas']['ChatCompletion']).choices[0]!.message.role, 'assistant');
  },
  'registry with conditions': async () => {
    const params = { path: { name: 'typed_client' } };
    const { data: made, response } = await client.PUT('/v1/schemas/{name}', { params: { ...params, header: { 'If-None-Match': '*' } }, body: schema });
    assert.equal(made?.version, 1);
    const tag = response.headers.get('ETag')!;
    const known = await client.GET('/v1/schemas/{name}', { params: { ...params, header: { 'If-None-Match': tag } } });
    assert.equal(known.response.status, 304);
    const { data: versions } = await client.GET('/v1/schemas/{name}/versions', { params });
    assert.equal(versions?.items[0]!.hash, tag.slice(1, -1));
    const gone = await client.DELETE('/v1/schemas/{name}', { params: { ...params, header: { 'If-Match': tag } } });
    assert.equal(gone.response.status, 204);
  },
  'report': async () => {
    const { data } = await client.POST('/v1/schemas/check', { body: schema });
    const status: components['schemas']['Enforcement'] = data!.entries[0]!.status;
    assert.equal(status, 'enforced');
  },
  'models': async () => {
    const { data } = await client.GET('/v1/models');
    assert.ok(data?.items.some((model) => model.modes.includes('grammar')));
  },
};

for (const [name, check] of Object.entries(checks)) {
  const error = await check().then(() => null, (caught: unknown) => String(caught));
  console.log(JSON.stringify({ name: `typed: ${name}`, error }));
}
