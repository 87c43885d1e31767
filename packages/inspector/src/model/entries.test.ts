import { readRecording } from '@repartee/core/recording';
import type { RecordedStep } from '@repartee/core/recording';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordConversation } from '../../test/recordConversation.ts';
import { bothWords, directionOf, filterSteps, FIRST_FILTER, kindOf, titleOf } from './entries.ts';
import type { EntryFilter } from './entries.ts';
import { FilteredSteps } from './FilteredSteps.ts';

let steps: readonly RecordedStep[];
beforeAll(async () => {
  ({ steps } = await readRecording(await recordConversation()));
});

const frame = (text: string, direction: 'in' | 'out', atMs = 0): RecordedStep => ({
  kind: 'frame',
  atMs,
  direction,
  connection: 1,
  text,
});
const find = (filter: Partial<EntryFilter>) =>
  filterSteps(steps, { ...FIRST_FILTER, ...filter }).flatMap((at) => steps[at] ?? []);

describe('the table', () => {
  it('finds rows by text, kind and direction', () => {
    const tools = find({ text: 'GET_weather' });
    expect(tools.length).toBeGreaterThan(2);
    for (const step of tools) expect(JSON.stringify(step)).toContain('get_weather');
    expect(new Set(find({ kinds: new Set(['state']) }).map(kindOf))).toEqual(new Set(['state']));
    expect(new Set(find({ direction: 'out' }).map(directionOf))).toEqual(new Set(['out']));
    expect(find({ text: '.*' })).toEqual([]);
  });

  it('names a frame by what the vendor calls it', () => {
    expect(titleOf(frame('{"event_id":"a","type":"session.update"}', 'out'))).toBe('session.update');
    expect(titleOf(frame('{"serverContent":{"turnComplete":true}}', 'in'))).toBe('serverContent');
    expect(titleOf(frame('[640 bytes]', 'in'))).toBe('[640 bytes]');
  });

  it('looks only at what was added since it looked last', () => {
    const list = steps.slice(0, 10);
    const index = new FilteredSteps();
    const first = index.read(list, list.length, FIRST_FILTER);
    expect(index.read(list, list.length, FIRST_FILTER)).toBe(first);
    list.push(...steps.slice(10));
    expect(index.read(list, list.length, FIRST_FILTER)).toEqual(filterSteps(steps, FIRST_FILTER));
    const words = { ...FIRST_FILTER, text: 'Oslo' };
    expect(index.read(list, list.length, words)).toEqual(filterSteps(steps, words));
  });

  it('shows a message in the vendor’s words and in ours', () => {
    const event = (type: string, inner: string, atMs: number) =>
      ({ kind: 'event', atMs, type, event: { type: inner } }) as unknown as RecordedStep;
    const list = [
      frame('{"type":"before"}', 'in', 10),
      event('server-event', 'unknown', 10),
      frame('{"type":"both"}', 'in', 10.4),
      event('server-event', 'turn-committed', 10.5),
      event('phase-changed', '', 10.5),
      event('server-event', 'response-started', 10.5),
      event('command-sent', 'create-response', 11),
      frame('{"type":"answer"}', 'out', 11.1),
    ];
    for (const at of [2, 3, 5])
      expect(bothWords(list, at)).toEqual({
        vendor: ['{\n  "type": "both"\n}'],
        ours: [{ type: 'turn-committed' }, { type: 'response-started' }],
      });
    for (const at of [6, 7])
      expect(bothWords(list, at)).toEqual({
        vendor: ['{\n  "type": "answer"\n}'],
        ours: [{ type: 'create-response' }],
      });
    expect(bothWords(list, 4)).toEqual({ vendor: [], ours: [{ type: '' }] });
  });
});
