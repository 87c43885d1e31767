import { describe, expect, it } from 'vitest';
import { ReducerBench } from '../../test/reducer-bench.ts';
import { responseDone } from '../../test/response-done.ts';
import type { ConversationItem } from '../protocol/conversation-item.ts';
import type { ReportedError, ResponseOutcome, ServerEvent } from '../protocol/server-event.ts';

const started = (responseId: string, isOutOfBand = false): ServerEvent => ({
  type: 'response-started',
  responseId,
  isOutOfBand,
  metadata: null,
});

const done = (responseId: string, outcome: ResponseOutcome): ServerEvent =>
  responseDone(responseId, { outcome });

const call = { callId: 'c1', name: 'find', argumentsText: '{"a' } as const;
const added = (item: ConversationItem): ServerEvent => ({
  type: 'output-item-added',
  responseId: 'r1',
  outputIndex: 0,
  item,
});

describe('every entry closes when its response ends', () => {
  it.each<[ResponseOutcome, string]>([
    ['cancelled', 'cancelled'],
    ['failed', 'failed'],
    ['incomplete', 'failed'],
    ['completed', 'failed'],
  ])('a tool call without complete arguments (%s): %s', (outcome, state) => {
    const bench = new ReducerBench().hear(
      started('r1'),
      added({ type: 'tool-call', id: 'i1', status: 'in-progress', ...call }),
      done('r1', outcome),
    );
    expect(bench.entry('i1')).toMatchObject({ state });
    expect(bench.state.public.transcript.live.size).toBe(0);
  });

  it('a tool call that runs ends by itself', () => {
    const bench = new ReducerBench().hear(
      started('r1'),
      { type: 'tool-call-requested', responseId: 'r1', itemId: 'i1', ...call },
      done('r1', 'incomplete'),
    );
    expect(bench.entry('i1')).toMatchObject({ state: 'requested' });
    bench.input({ type: 'tool-done', callId: 'c1', output: '1', error: null, isAnswered: true });
    expect(bench.entry('i1')).toMatchObject({ state: 'succeeded' });
  });

  it.each<ResponseOutcome>(['cancelled', 'failed', 'incomplete', 'completed'])(
    'a remote call without a result (%s)',
    (outcome) => {
      const remote = {
        approvalRequestId: null,
        serverLabel: 's',
        name: 'n',
        argumentsText: '',
        output: null,
        errorMessage: null,
      };
      const bench = new ReducerBench().hear(
        started('r1'),
        added({ type: 'remote-tool-call', id: 'i1', ...remote }),
        done('r1', outcome),
      );
      expect(bench.entry('i1')).toMatchObject({ state: 'failed' });
    },
  );

  it.each<[ResponseOutcome, string]>([
    ['cancelled', 'interrupted'],
    ['failed', 'failed'],
    ['incomplete', 'done'],
    ['completed', 'done'],
  ])('a written answer (%s): %s', (outcome, state) => {
    const place = { responseId: 'r1', itemId: 'a1', contentIndex: 0 };
    const bench = new ReducerBench().hear(
      started('r1'),
      { type: 'text-delta', ...place, delta: 'Hel' },
      done('r1', outcome),
    );
    expect(bench.entry('a1')).toMatchObject({ state });
  });

  it('an answer whose end is lost closes when the next one starts', () => {
    const place = { responseId: 'r1', itemId: 'a1', contentIndex: 0 };
    const bench = new ReducerBench().hear(
      started('r1'),
      { type: 'text-delta', ...place, delta: 'Hel' },
      started('r2'),
    );
    expect(bench.entry('a1')).toMatchObject({ state: 'done' });
    expect(bench.state.responses.gate.active).toBe('r2');
    expect([...bench.state.responses.active.keys()]).toEqual(['r2']);
  });
});

function requestIdOf({ sent }: ReducerBench): string | null {
  const request = sent.findLast((command) => command.type === 'create-response');
  return request?.type === 'create-response' ? request.commandId : null;
}

describe('a refused response', () => {
  const refusal = (bench: ReducerBench, more: Partial<ReportedError>): ServerEvent => ({
    type: 'error-received',
    error: {
      code: 'vendor-failed',
      message: 'No.',
      vendorCode: null,
      commandId: requestIdOf(bench),
      effect: 'benign',
      wire: null,
      ...more,
    },
  });

  it('is over where the refusal is harmless', () => {
    const bench = new ReducerBench().input({ type: 'response-requested', options: {} });
    bench.hear(refusal(bench, {}));
    expect(bench.state.responses.gate).toMatchObject({ requested: null, waiting: [] });
    expect(bench.state.public.phase).toBe('listening');
  });

  it('waits for the end of the running one where the vendor is busy', () => {
    const bench = new ReducerBench().input({ type: 'response-requested', options: {} });
    bench.hear(started('vad'), refusal(bench, { effect: 'busy' }), done('vad', 'completed'));
    expect(bench.sent.filter(({ type }) => type === 'create-response')).toHaveLength(2);
  });
});

describe('a row of the app’s own speech', () => {
  it.each([false, true])('is removed at the vendor only where the vendor has it (heard: %s)', (isHeard) => {
    const bench = new ReducerBench().input(
      { type: 'app-speech-requested', itemId: 's1', text: 'Hello there.' },
      { type: 'app-speech-started', itemId: 's1' },
    );
    const place = { responseId: 's1', itemId: 's1', contentIndex: 0 };
    const audio = new Uint8Array(4_800);
    bench.input(
      { type: 'app-speech-received', event: { type: 'audio-delta', ...place, audio } },
      { type: 'app-speech-done', itemId: 's1', error: null },
    );
    if (isHeard) bench.input({ type: 'item-playout-done', itemId: 's1', heardMs: 100 });
    bench.input({ type: 'item-removal-requested', itemId: 's1' });
    expect(bench.sent.map(({ type }) => type)).toEqual(isHeard ? ['create-item', 'remove-item'] : []);
  });
});

describe('the response that is due after the output of a tool', () => {
  const requests = ({ sent }: ReducerBench) => sent.filter(({ type }) => type === 'create-response').length;

  /** The output of the call is there, and the out-of-band response that made the call still runs. */
  function createDueBench(): ReducerBench {
    const bench = new ReducerBench().hear(started('r1', true), {
      type: 'tool-call-requested',
      responseId: 'r1',
      itemId: 'i1',
      ...call,
    });
    bench.input({ type: 'tool-done', callId: 'c1', output: '1', error: null, isAnswered: true });
    expect(requests(bench)).toBe(0);
    return bench;
  }

  it('is not taken for the response at whose end it was requested', () => {
    const bench = createDueBench().hear(done('r2', 'completed'));
    expect(requests(bench)).toBe(1);
    bench.input({ type: 'response-requested', options: {} });
    expect(requests(bench)).toBe(1);
    bench.hear(started('r3'), done('r3', 'completed'));
    expect(requests(bench)).toBe(2);
  });

  it('is requested when the out-of-band response that made the call ends', () => {
    const bench = createDueBench().hear(done('r1', 'completed'));
    expect(requests(bench)).toBe(1);
  });

  it('is the one that waits already, if there is one', () => {
    const bench = createDueBench().hear(
      started('r2'),
      { type: 'tool-call-requested', responseId: null, itemId: 'i2', ...call, callId: 'c2' },
      { type: 'tool-call-requested', responseId: 'r2', itemId: 'i3', ...call, callId: 'c3' },
    );
    const settled = { type: 'tool-done', output: '1', error: null, isAnswered: true } as const;
    bench.input({ ...settled, callId: 'c2' }, { ...settled, callId: 'c3' });
    bench.hear(done('r2', 'completed'), started('r3'), done('r3', 'completed'));
    expect(requests(bench)).toBe(1);
  });
});
