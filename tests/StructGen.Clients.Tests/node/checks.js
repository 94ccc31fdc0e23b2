// The official Node client against the running service: node checks.js ADDRESS
// Prints one line of JSON for every check: {"name", "error"}; error is null where it held.
import assert from 'node:assert/strict';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, stepCountIs, tool as vercelTool } from 'ai';
import OpenAI from 'openai';
import { z } from 'zod';

const address = process.argv[2];
const model = 'structgen-extract-135m';
const client = new OpenAI({ baseURL: `${address}/v1`, apiKey: 'any key' });
const user = (content) => [{ role: 'user', content }];
const contactText = 'Please call Jane Roe at Initech, 555-0134.';
const weatherText = 'What is the weather in Lisbon tomorrow?';

const contactSchema = {
  type: 'object',
  properties: { name: { type: 'string' }, company: { type: ['string', 'null'] }, phone: { type: ['string', 'null'] } },
  required: ['name', 'company', 'phone'],
  additionalProperties: false,
};
const format = (strict) => ({ type: 'json_schema', json_schema: { name: 'contact_of_mine', schema: contactSchema, ...(strict === undefined ? {} : { strict }) } });
const tool = (name, properties, strict) => ({
  type: 'function',
  function: { name, description: name, strict, parameters: { type: 'object', properties, required: Object.keys(properties), additionalProperties: false } },
});
const weather = tool('get_weather', { city: { type: 'string', maxLength: 40 } }, true);
const mail = tool('send_mail', { to: { type: 'string', maxLength: 30 }, text: { type: 'string', maxLength: 50 } });
const ask = (options) => client.chat.completions.create({ model, max_completion_tokens: 80, ...options });

function isContact(text) {
  assert.deepEqual(Object.keys(JSON.parse(text)), ['name', 'company', 'phone']);
}

function isCalls(message, finish, expected) {
  assert.equal(finish, expected);
  assert.ok(message.tool_calls.length > 0);
  for (const call of message.tool_calls) {
    assert.equal(call.type, 'function');
    assert.match(call.id, /^call_/);
    assert.deepEqual(Object.keys(JSON.parse(call.function.arguments)), call.function.name === 'get_weather' ? ['city'] : ['to', 'text']);
  }
}

async function refused(promise, status, param) {
  const error = await promise.then(() => assert.fail('no error'), (caught) => caught);
  assert.equal(error.status, status, String(error));
  assert.equal(error.param, param);
  assert.match(error.requestID, /^req_/);
  return error;
}

const checks = {
  'text': async () => {
    const answer = await ask({ messages: user('Hello'), max_completion_tokens: 8 });
    assert.equal(answer.object, 'chat.completion');
    assert.equal(typeof answer.choices[0].message.content, 'string');
    assert.equal(answer.choices[0].message.tool_calls, undefined);
    assert.equal(answer.choices[0].message.refusal, null);
    assert.equal(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens);
  },
  'json_object': async () => {
    const answer = await ask({ messages: user(contactText), response_format: { type: 'json_object' } });
    assert.equal(typeof JSON.parse(answer.choices[0].message.content), 'object');
  },
  'json_schema strict': async () => isContact((await ask({ messages: user(contactText), response_format: format(true) })).choices[0].message.content),
  'json_schema not strict': async () => isContact((await ask({ messages: user(contactText), response_format: format(false) })).choices[0].message.content),
  'json_schema without strict': async () => isContact((await ask({ messages: user(contactText), response_format: format() })).choices[0].message.content),
  'registered schema by name': async () => {
    const answer = await ask({ messages: user(contactText), response_format: { type: 'json_schema', json_schema: { name: 'contact' } } });
    assert.equal(typeof JSON.parse(answer.choices[0].message.content).name, 'string');
  },
  'parse of a schema': async () => {
    const answer = await client.chat.completions.parse({ model, messages: user(contactText), response_format: { ...format(true), $brand: 'auto-parseable-response-format', $parseRaw: JSON.parse } });
    assert.deepEqual(Object.keys(answer.choices[0].message.parsed), ['name', 'company', 'phone']);
  },
  'parse of a cut answer throws': async () => {
    const request = { model, messages: user(contactText), max_completion_tokens: 22, response_format: { ...format(true), $brand: 'auto-parseable-response-format', $parseRaw: JSON.parse } };
    await assert.rejects(client.chat.completions.parse(request), OpenAI.LengthFinishReasonError ?? /length/i);
  },
  'length': async () => {
    const answer = await ask({ messages: user(contactText), response_format: format(true), max_completion_tokens: 22 });
    assert.equal(answer.choices[0].finish_reason, 'length');
    isContact(answer.choices[0].message.content);
  },
  'tools auto': async () => {
    const { message, finish_reason } = (await ask({ messages: user(weatherText), tools: [weather, mail] })).choices[0];
    if (message.tool_calls) isCalls(message, finish_reason, 'tool_calls');
    else assert.ok(message.content.length > 0);
  },
  'tools none': async () => {
    const { message } = (await ask({ messages: user(weatherText), tools: [weather, mail], tool_choice: 'none' })).choices[0];
    assert.equal(message.tool_calls, undefined);
  },
  'tools required, parallel': async () => {
    const { message, finish_reason } = (await ask({ messages: user(weatherText), tools: [weather, mail], tool_choice: 'required' })).choices[0];
    isCalls(message, finish_reason, 'tool_calls');
  },
  'tools required, one': async () => {
    const { message, finish_reason } = (await ask({ messages: user(weatherText), tools: [weather, mail], tool_choice: 'required', parallel_tool_calls: false })).choices[0];
    isCalls(message, finish_reason, 'tool_calls');
    assert.equal(message.tool_calls.length, 1);
  },
  'tools named': async () => {
    const choice = { type: 'function', function: { name: 'send_mail' } };
    const { message, finish_reason } = (await ask({ messages: user(weatherText), tools: [weather, mail], tool_choice: choice, parallel_tool_calls: false })).choices[0];
    isCalls(message, finish_reason, 'stop');
    assert.equal(message.tool_calls[0].function.name, 'send_mail');
  },
  'tools allowed': async () => {
    const choice = { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [{ type: 'function', function: { name: 'send_mail' } }] } };
    const { message, finish_reason } = (await ask({ messages: user(weatherText), tools: [weather, mail], tool_choice: choice })).choices[0];
    isCalls(message, finish_reason, 'tool_calls');
    assert.ok(message.tool_calls.every((call) => call.function.name === 'send_mail'));
  },
  'stream to final completion': async () => {
    const stream = client.chat.completions.stream({ model, messages: user(contactText), response_format: format(true), stream_options: { include_usage: true } });
    const deltas = [];
    stream.on('content', (delta) => deltas.push(delta));
    const answer = await stream.finalChatCompletion();
    assert.equal(deltas.join(''), answer.choices[0].message.content);
    assert.equal(answer.choices[0].message.role, 'assistant');
    isContact(answer.choices[0].message.content);
    assert.ok((await stream.totalUsage()).completion_tokens > 10);
  },
  'stream of calls': async () => {
    const stream = client.chat.completions.stream({ model, messages: user(weatherText), tools: [weather, mail], tool_choice: 'required', max_completion_tokens: 80 });
    const done = [];
    stream.on('tool_calls.function.arguments.done', (event) => done.push(event));
    const { message, finish_reason } = (await stream.finalChatCompletion()).choices[0];
    isCalls(message, finish_reason, 'tool_calls');
    assert.deepEqual(done.map((event) => event.arguments), message.tool_calls.map((call) => call.function.arguments));
  },
  'stream without usage': async () => {
    const chunks = [];
    for await (const chunk of await ask({ messages: user('Hello'), stream: true, max_completion_tokens: 8 })) chunks.push(chunk);
    assert.ok(chunks.every((chunk) => chunk.choices.length === 1 && chunk.usage === undefined));
    assert.equal(chunks.filter((chunk) => chunk.choices[0].finish_reason).length, 1);
  },
  'stream with usage': async () => {
    const chunks = [];
    for await (const chunk of await ask({ messages: user('Hello'), stream: true, stream_options: { include_usage: true }, max_completion_tokens: 8 })) chunks.push(chunk);
    const last = chunks.pop();
    assert.deepEqual(last.choices, []);
    assert.ok(last.usage.total_tokens > 0);
    assert.ok(chunks.every((chunk) => chunk.usage === null));
  },
  'tool runner': async () => {
    const asked = [];
    const run = { type: 'function', function: { ...weather.function, parse: JSON.parse, function: async ({ city }) => { asked.push(city); return '22 degrees'; } } };
    const runner = client.chat.completions.runTools({ model, messages: user(weatherText), tools: [run], tool_choice: 'required', max_completion_tokens: 60 }, { maxChatCompletions: 1 });
    await runner.done().catch(() => {});
    assert.ok(asked.length > 0);
  },
  // Loops that the clients run by themselves end with words, long before their limit: an answered call is not offered again.
  'tool runner ends': async () => {
    const asked = [];
    const run = { type: 'function', function: { ...weather.function, parse: JSON.parse, function: async ({ city }) => { asked.push(city); return 'rain, 12 degrees'; } } };
    const runner = client.chat.completions.runTools({ model, messages: user('What is the weather in Oslo?'), tools: [run], max_completion_tokens: 60 }, { maxChatCompletions: 8 });
    assert.ok((await runner.finalContent()).length > 0);
    assert.deepEqual(asked, ['Oslo']);
  },
  'Vercel steps end': async () => {
    const provider = createOpenAICompatible({ name: 'structgen', baseURL: `${address}/v1`, apiKey: 'any key', supportsStructuredOutputs: true });
    const asked = [];
    const { text, steps } = await generateText({
      model: provider(model),
      prompt: 'What is the weather in Oslo?',
      maxOutputTokens: 60,
      stopWhen: stepCountIs(8),
      tools: { get_weather: vercelTool({ description: 'Weather of a city', inputSchema: z.object({ city: z.string().max(40) }), execute: async ({ city }) => { asked.push(city); return 'rain, 12 degrees'; } }) },
    });
    assert.ok(text.length > 0);
    assert.equal(steps.length, 2);
    assert.deepEqual(asked, ['Oslo']);
  },
  'logprobs refused': () => refused(ask({ messages: user('Hello'), logprobs: true }), 400, 'logprobs'),
  'error before': async () => {
    const error = await refused(client.chat.completions.create({ model: 'gpt-9', messages: user('Hello'), stream: true }), 404, 'model');
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, 'model_not_found');
  },
  'error inside': async () => {
    const pieces = [];
    await assert.rejects(async () => {
      for await (const chunk of await client.chat.completions.create({ model: 'breaking', messages: user('Hello'), stream: true })) pieces.push(chunk);
    }, OpenAI.APIError);
    assert.ok(pieces.length > 1);
    assert.ok(pieces.every((chunk) => chunk.choices[0].finish_reason === null));
  },
  'models': async () => {
    const names = [];
    for await (const listed of client.models.list()) names.push(listed.id);
    assert.ok(names.includes(model));
    assert.equal((await client.models.retrieve(model)).owned_by, 'local');
    await refused(client.models.retrieve('nobody/none'), 404, 'model');
  },
};

for (const [name, check] of Object.entries(checks)) {
  const error = await Promise.resolve().then(check).then(() => null, (caught) => String(caught?.stack ?? caught));
  console.log(JSON.stringify({ name, error }));
}
