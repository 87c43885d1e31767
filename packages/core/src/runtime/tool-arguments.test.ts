import * as v from 'valibot';
import { describe, expect, it } from 'vitest';

import type { AnyClientTool } from './client-tool.ts';
import { isStandardSchema } from './client-tool.ts';
import { readArguments } from './tool-arguments.ts';

const place = v.object({ city: v.pipe(v.string(), v.minLength(2)), days: v.optional(v.number(), 3) });
const placeJson = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };

function read(
  text: string,
  schemas: Pick<AnyClientTool, 'parameters' | 'jsonSchema'> = {},
): Promise<unknown> {
  return readArguments({ name: 'look_up', execute: () => {}, ...schemas }, text);
}

describe('readArguments', () => {
  it('gives what a Standard Schema makes of the arguments', async () => {
    expect(await read('{"city":"Paris"}', { parameters: place })).toEqual({ city: 'Paris', days: 3 });
  });

  it('lists every issue with its place', async () => {
    const rejected = read('{"city":"P","days":"2"}', { parameters: place });
    await expect(rejected).rejects.toMatchObject({
      code: 'tool-rejected',
      message: expect.stringMatching(/"look_up".*\n- city: .*\n- days: /),
    });
    const list = v.object({ stops: v.array(v.object({ name: v.string() })) });
    await expect(read('{"stops":[{"name":"a"},{"name":1}]}', { parameters: list })).rejects.toThrow(
      '- stops[1].name: ',
    );
    await expect(read('3', { parameters: place })).rejects.toThrow('- arguments: ');
  });

  it('lists a bounded number of issues and tells how many more there are', async () => {
    const numbers = v.array(v.number());
    const text = JSON.stringify(Array.from({ length: 25 }, () => 'x'));
    const error: unknown = await read(text, { parameters: numbers }).catch((thrown: unknown) => thrown);
    expect((error as Error).message.match(/^- \[/gm)).toHaveLength(10);
    expect((error as Error).message).toContain('- and 15 more');
  });

  it('waits for a schema that validates asynchronously', async () => {
    const parameters = v.pipeAsync(
      v.object({ city: v.string() }),
      v.checkAsync((value) => Promise.resolve(value.city === 'Paris'), 'no such city'),
    );
    expect(await read('{"city":"Paris"}', { parameters })).toEqual({ city: 'Paris' });
    await expect(read('{"city":"Atlantis"}', { parameters })).rejects.toThrow('no such city');
  });

  it('validates by a JSON Schema, in `parameters` or alone beside it', async () => {
    await expect(read('{"city":1}', { parameters: placeJson })).rejects.toThrow('- city: must be string');
    await expect(read('{}', { jsonSchema: placeJson })).rejects.toThrow('- city: is missing');
    expect(await read('{"city":"Paris"}', { jsonSchema: placeJson })).toEqual({ city: 'Paris' });
  });

  it('refuses to run by a schema that would not restrict the arguments, and names the keyword and its place', async () => {
    const faulty = { properties: { city: { type: 'string', minLength: '2' } } };
    await expect(read('{"city":"P"}', { parameters: faulty })).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringMatching(/"look_up".*`minLength` at \/properties\/city\. It must be a number/),
    });
  });

  it('takes a Standard Schema before the JSON Schema that describes it', async () => {
    expect(await read('{"city":"Paris"}', { parameters: place, jsonSchema: { type: 'null' } })).toMatchObject(
      { days: 3 },
    );
  });

  it('refuses what is not JSON, and takes nothing for an empty object', async () => {
    await expect(read('{"city":')).rejects.toMatchObject({
      code: 'tool-rejected',
      cause: expect.any(SyntaxError),
    });
    expect(await read('')).toEqual({});
    expect(await read(' \n')).toEqual({});
  });

  it('lets no prototype through', async () => {
    const args = await read('{"__proto__":{"isAdmin":true},"city":{"__proto__":{"isAdmin":true}}}');
    expect(args).toEqual({ city: {} });
    expect('isAdmin' in Object.assign({}, args)).toBe(false);
  });
});

it('knows a Standard Schema also where it is a function', () => {
  expect(isStandardSchema(Object.assign(() => {}, place))).toBe(true);
  expect(isStandardSchema(place)).toBe(true);
  for (const other of [placeJson, undefined, null, true, () => {}])
    expect(isStandardSchema(other)).toBe(false);
});

describe('arguments beyond all measure', () => {
  const nest = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;

  it.each([
    ['5,000 levels deep', nest(5_000), /deeper than 100 levels/],
    ['100,000 levels deep and broken', '['.repeat(100_000), /deeper than 100 levels/],
    ['two megabytes long', JSON.stringify({ a: 'x'.repeat(2_000_000) }), /longer than 1000000 characters/],
  ])('%s are refused with a reason for the model', async (_what, text, reason) => {
    const refused = readArguments({ name: 'deep', execute: () => 1 }, text);
    await expect(refused).rejects.toMatchObject({ code: 'tool-rejected' });
    await expect(refused).rejects.toThrow(reason);
  });

  it('are not those with many brackets in a text', async () => {
    const text = JSON.stringify({ a: '\\"[[['.repeat(500), b: nest(90) });
    expect(await readArguments({ name: 'deep', execute: () => 1 }, text)).toEqual(JSON.parse(text));
  });
});
