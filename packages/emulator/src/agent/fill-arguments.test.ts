import { describe, expect, it } from 'vitest';
import { fillArguments } from './fill-arguments.ts';

function fill(
  text: string,
  properties: Readonly<Record<string, unknown>>,
  required = Object.keys(properties),
): unknown {
  return fillArguments(text, {
    name: 'x',
    description: '',
    parameters: { type: 'object', properties, required },
  });
}

describe('arguments', () => {
  it('are places with capitals, also of several words', () => {
    expect(fill('is it warm in san francisco right now?', { location: { type: 'string' } })).toEqual({
      location: 'San Francisco',
    });
    expect(fill("what is the weather in cote d'ivoire", { city: { type: 'string' } })).toEqual({
      city: "Cote D'ivoire",
    });
  });

  it('are the words of the phrase, or all words', () => {
    expect(fill('search for red shoes, please', { query: { type: 'string' } })).toEqual({
      query: 'red shoes',
    });
    expect(fill('play something nice.', { query: { type: 'string' } })).toEqual({
      query: 'play something nice',
    });
  });

  it('are days', () => {
    expect(
      fill('the weather in rome tomorrow', { city: { type: 'string' }, date: { type: 'string' } }),
    ).toEqual({
      city: 'Rome',
      date: 'tomorrow',
    });
  });

  it('are numbers, in figures and in words', () => {
    const count = { count: { type: 'number' } };
    expect(fill('add 2.5 of them', count)).toEqual({ count: 2.5 });
    expect(fill('add seventeen of them', count)).toEqual({ count: 17 });
    expect(fill('add forty two of them', count)).toEqual({ count: 42 });
    expect(fill('add some of them', count)).toEqual({ count: 1 });
  });

  it('are choices, and a yes or a no', () => {
    const schema = { color: { enum: ['red', 'green'] }, isOn: { type: 'boolean' } };
    expect(fill('make the light green', schema)).toEqual({ color: 'green', isOn: true });
    expect(fill('switch it off', schema)).toEqual({ color: 'red', isOn: false });
  });

  it('fit types that may be null, lists, and defaults', () => {
    const schema = {
      unit: { type: ['string', 'null'], default: 'metric' },
      tags: { type: 'array' },
      more: { type: 'object' },
    };
    expect(fill('hello', schema)).toEqual({ unit: 'metric', tags: ['hello'], more: {} });
  });

  it('are left out if they are optional and the text has none', () => {
    expect(
      fill('the weather in rome', { city: { type: 'string' }, days: { type: 'integer' } }, ['city']),
    ).toEqual({ city: 'Rome' });
  });
});
