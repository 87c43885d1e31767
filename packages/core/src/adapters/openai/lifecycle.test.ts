import { expect, test } from 'vitest';
import { createAdapter } from './adapter.ts';
import { writeExchange } from './exchange-fixtures.ts';

const write = (index: number, isInterrupted = false) =>
  writeExchange({ index, isInterrupted, audio: [new Uint8Array(2)] });

const [before, exchange, after] = [write(0), write(1, true), [...write(2), ...write(3)]];

const withNull = (frame: string) =>
  JSON.stringify(JSON.parse(frame), (key, value: unknown) =>
    key === 'type' || (typeof value === 'object' && value !== null) ? value : null,
  );

/** Each single fault that can happen to a frame of the second exchange. */
const FAULTS = exchange.flatMap((frame, at) => {
  const [head, tail] = [exchange.slice(0, at), [...exchange.slice(at + 1), ...after]];
  const { type } = JSON.parse(frame) as { type: string };
  const late = Array.from({ length: tail.length - after.length / 2 }, (_, by) => by + 1);
  return [
    [type, 'lost', [...head, ...tail]],
    [type, 'doubled', [...head, frame, frame, ...tail]],
    [type, 'cut off', [...head, frame.slice(0, -20), ...tail]],
    [type, 'garbled', [...head, withNull(frame), ...tail]],
    ...late.map((by) => [type, `late by ${by}`, [...head, ...tail.slice(0, by), frame, ...tail.slice(by)]]),
  ] as [string, string, string[]][];
});

test.each(FAULTS)('every response starts and ends once when %s is %s', (_type, _fault, frames) => {
  const codec = createAdapter().createCodec();
  const events = [...before, ...frames].flatMap((frame) => codec.decode(frame));
  const marks = events.flatMap((event) =>
    event.type === 'response-started' || event.type === 'response-done'
      ? [`${event.responseId} ${event.type}`]
      : [],
  );
  expect(marks.filter((mark) => mark.endsWith('done'))).toEqual(
    [0, 1, 2, 3].map((index) => `resp_${index} response-done`),
  );
  const starts = marks.filter((mark) => mark.endsWith('started'));
  expect(starts).toEqual(expect.arrayContaining(['resp_0 response-started', 'resp_2 response-started']));
  // No response starts again after its end. The start of the second one may be lost.
  expect(marks.lastIndexOf('resp_1 response-started')).toBeLessThan(marks.indexOf('resp_1 response-done'));
});
