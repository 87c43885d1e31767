import { callRules } from './reduce-playout.ts';
import { describe, expect, it } from 'vitest';
import { responseDone } from '../../test/response-done.ts';
import { RealtimeError } from '../errors/realtime-error.ts';
import type { Capabilities } from '../protocol/capabilities.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { entryOf, listEntries } from './transcript/transcript.ts';
import { createInternalState } from './initial-state.ts';
import type { InternalState } from './internal-state.ts';
import { continuityRules } from './continuity-rules.ts';
import { reduceSession } from './reduce-session.ts';
import type { SessionEffect } from './session-effect.ts';
import type { SessionInput } from './session-input.ts';
import type { InputMode } from './session-state.ts';

const CAPABILITIES: Capabilities = {
  transports: ['websocket'],
  canSendText: true,
  canSendImages: true,
  truncation: 'client',
  canCancelResponse: true,
  canCommitTurns: true,
  turnDetection: ['server', 'off'],
  isResponseOnDemand: true,
  canRespondOutOfBand: true,
  canUseTools: true,
  canUseRemoteTools: false,
  canSeedHistory: 'items',
  canResume: false,
  canOverlapConnections: false,
  hasInterimTranscript: true,
  hasWordTimes: false,
  outputModalities: ['audio', 'text'],
  updatable: ['instructions'],
  sessionCapMs: null,
  usageUnit: 'tokens',
};

/** A session under test: takes inputs and keeps what they led to. */
class Bench {
  state: InternalState;
  effects: SessionEffect[] = [];
  now = 0;

  constructor(
    options: {
      inputMode?: InputMode;
      autoInterrupt?: boolean;
      isLive?: boolean;
      playoutOnLoss?: 'finish' | 'stop';
    } = {},
  ) {
    this.state = createInternalState({
      capabilities: CAPABILITIES,
      outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
      config: {},
      inputMode: options.inputMode ?? 'hands-free',
      volume: 1,
      playoutOnLoss: options.playoutOnLoss,
    });
    if (options.isLive === false) return;
    this.goLive(options.autoInterrupt ?? true);
    this.effects = [];
  }

  goLive(autoInterrupt = true): this {
    this.input({ type: 'connect-requested' });
    this.input({ type: 'transport-opened', connection: this.state.public.connection });
    return this.configured(autoInterrupt);
  }

  configured(autoInterrupt = true): this {
    return this.says({
      type: 'session-configured',
      sessionId: 's',
      expiresAtMs: null,
      turnDetection: { mode: 'server', autoInterrupt },
      model: null,
      voice: null,
    });
  }

  input(input: SessionInput): this {
    const { state, effects } = reduceSession(this.state, input, {
      continuity: continuityRules,
      call: callRules,
    });
    this.state = state;
    this.effects.push(...effects);
    return this;
  }

  says(...events: ServerEvent[]): this {
    for (const event of events) {
      const { connection } = this.state.public;
      this.input({ type: 'server-event-received', connection, event, atMs: this.now, lastVoicedAtMs: null });
    }
    return this;
  }

  /** The agent answers: a response with one spoken item and `ms` of audio. */
  speaks(id: string, ms: number, options: { isEnded?: boolean; words?: string } = {}): this {
    const at = { responseId: `r-${id}`, itemId: id, contentIndex: 0 };
    const item = { type: 'message', id, role: 'agent', status: 'in-progress', content: [] } as const;
    this.says(
      { type: 'response-started', responseId: at.responseId, isOutOfBand: false, metadata: null },
      { type: 'output-item-added', responseId: at.responseId, outputIndex: 0, item },
      { type: 'item-added', item },
      { ...at, type: 'output-transcript-delta', delta: options.words ?? 'Once upon a time' },
      { ...at, type: 'audio-delta', audio: new Uint8Array(ms * 48) },
    );
    return options.isEnded ? this.ends(id) : this;
  }

  ends(id: string, outcome: 'completed' | 'cancelled' = 'completed'): this {
    return this.says(
      { type: 'audio-done', responseId: `r-${id}`, itemId: id, contentIndex: 0 },
      responseDone(`r-${id}`, { outcome }),
    );
  }

  hears(id: string): this {
    return this.input({ type: 'item-playout-started', itemId: id, atMs: this.now });
  }

  flushed(heard: Record<string, number>, by: 'user' | 'app' = 'user'): this {
    return this.input({
      type: 'output-flushed',
      by,
      heard: Object.entries(heard).map(([itemId, heardMs]) => ({ itemId, heardMs })),
    });
  }

  get sent() {
    return this.effects.flatMap((effect) => (effect.type === 'send' ? [effect.command] : []));
  }

  get notices() {
    return this.effects.flatMap((effect) => (effect.type === 'emit' ? [effect.event] : []));
  }

  count(type: SessionEffect['type']): number {
    return this.effects.filter((effect) => effect.type === type).length;
  }

  get rows() {
    return listEntries(this.state.public.transcript).map((entry) =>
      entry.kind === 'message' ? `${entry.role}: ${entry.text}` : `${entry.kind}: ${entry.state}`,
    );
  }

  message(id: string) {
    const entry = entryOf(this.state.public.transcript, id);
    if (entry?.kind !== 'message') throw new Error(`no message ${id}`);
    return entry;
  }
}

const speechStarted = (itemId: string | null): ServerEvent => ({
  type: 'speech-started',
  itemId,
  audioStartMs: 0,
});

describe('interruption', () => {
  it('flushes at once and truncates at what the speaker says was heard', () => {
    const bench = new Bench().speaks('a', 2000, { isEnded: true }).hears('a').says(speechStarted('u'));
    expect(bench.count('flush-output')).toBe(1);
    expect(bench.state.public.phase).toBe('user-speaking');
    expect(bench.sent).toEqual([]);
    bench.flushed({ a: 1240.7 });
    expect(bench.sent).toMatchObject([
      { type: 'truncate-item', itemId: 'a', contentIndex: 0, audioEndMs: 1240 },
    ]);
    expect(bench.message('a')).toMatchObject({ state: 'interrupted', heardMs: 1240, receivedMs: 2000 });
  });

  it('never reports more than was received', () => {
    const bench = new Bench().speaks('a', 500).hears('a').says(speechStarted('u')).flushed({ a: 900 });
    expect(bench.sent).toMatchObject([{ type: 'truncate-item', audioEndMs: 500 }]);
  });

  it('truncates nothing at 0 ms: an unheard item is removed once its response has ended', () => {
    const bench = new Bench().speaks('a', 500).says(speechStarted('u')).flushed({ a: 0.4 });
    expect(bench.sent).toEqual([]);
    bench.ends('a', 'cancelled');
    expect(bench.sent).toMatchObject([{ type: 'remove-item', itemId: 'a' }]);
    bench.says({ type: 'item-removed', itemId: 'a' });
    expect(bench.message('a')).toMatchObject({ state: 'interrupted', heardMs: 0 });
  });

  it('does nothing when the same item is interrupted again', () => {
    const bench = new Bench().speaks('a', 2000).hears('a').input({ type: 'interrupt-requested' });
    bench.input({ type: 'interrupt-requested' }).says(speechStarted('u'));
    expect(bench.count('flush-output')).toBe(1);
    bench.flushed({ a: 300 }, 'app').input({ type: 'interrupt-requested' });
    expect(bench.sent.map((command) => command.type)).toEqual(['cancel-response', 'truncate-item']);
  });

  it('leaves the cancel to a vendor that cancels by itself, and cancels for one that does not', () => {
    const vendorCancels = new Bench().speaks('a', 500).hears('a').says(speechStarted('u'));
    expect(vendorCancels.sent).toEqual([]);
    const appCancels = new Bench().speaks('a', 500).hears('a').input({ type: 'interrupt-requested' });
    expect(appCancels.sent).toMatchObject([{ type: 'cancel-response', responseId: 'r-a' }]);
  });

  it('goes on speaking under a voice where the vendor was told not to interrupt', () => {
    const bench = new Bench({ autoInterrupt: false }).speaks('a', 500).hears('a').says(speechStarted('u'));
    expect(bench.count('flush-output')).toBe(0);
    expect(bench.state.public.phase).toBe('speaking');
  });

  it('drops late audio and words of a response that was cut', () => {
    const bench = new Bench().speaks('a', 500).hears('a').says(speechStarted('u')).flushed({ a: 200 });
    bench.effects = [];
    bench.says(
      { type: 'audio-delta', responseId: 'r-a', itemId: 'a', contentIndex: 0, audio: new Uint8Array(4800) },
      {
        type: 'output-transcript-delta',
        responseId: 'r-a',
        itemId: 'a',
        contentIndex: 0,
        delta: ' there was',
      },
      { type: 'audio-delta', responseId: 'r-a', itemId: 'b', contentIndex: 0, audio: new Uint8Array(4800) },
    );
    expect(bench.count('play')).toBe(0);
    expect(bench.message('a').text).toBe('Once upon a time');
  });

  it('cuts an item whose audio has all come and not all been heard, with nothing left to cancel', () => {
    const bench = new Bench()
      .speaks('a', 5000, { isEnded: true })
      .hears('a')
      .input({ type: 'interrupt-requested' });
    bench.flushed({ a: 1000 }, 'app');
    expect(bench.sent.map((command) => command.type)).toEqual(['truncate-item']);
  });

  it('is no interruption when the item had been heard to its end', () => {
    const bench = new Bench()
      .speaks('a', 500, { isEnded: true })
      .hears('a')
      .says(speechStarted('u'))
      .flushed({ a: 500 });
    expect(bench.sent).toEqual([]);
    expect(bench.message('a')).toMatchObject({ state: 'done', heardMs: 500, cut: null });
  });

  it('cancels a response that was asked for and had not begun', () => {
    const bench = new Bench()
      .input({ type: 'response-requested', options: {} })
      .input({ type: 'interrupt-requested' });
    bench.speaks('a', 500);
    expect(bench.sent.map((command) => command.type)).toEqual(['create-response', 'cancel-response']);
    expect(bench.count('play')).toBe(0);
  });
});

describe('the transcript', () => {
  it('reserves the place of the user when speech starts, whatever comes first', () => {
    const bench = new Bench().says(speechStarted('u'), {
      type: 'turn-committed',
      itemId: 'u',
      previousItemId: null,
    });
    bench.speaks('a', 500, { words: 'Fine.' });
    bench.says({ type: 'input-transcript-done', itemId: 'u', transcript: 'How are you?', usage: null });
    expect(bench.rows).toEqual(['user: How are you?', 'agent: Fine.']);
  });

  it('gives a reserved place its real id', () => {
    const bench = new Bench().says(speechStarted(null)).speaks('a', 100, { words: 'Hm.' });
    bench.says(
      { type: 'turn-committed', itemId: 'u' },
      { type: 'input-transcript-delta', itemId: 'u', delta: 'Hi' },
    );
    expect(bench.rows).toEqual(['user: Hi', 'agent: Hm.']);
  });

  it('puts a question that comes late in front of its answer', () => {
    const answer = { type: 'message', id: 'a', role: 'agent', status: 'in-progress', content: [] } as const;
    const question = {
      type: 'message',
      id: 'u',
      role: 'user',
      status: 'completed',
      content: [{ type: 'text', text: 'Q' }],
    } as const;
    const bench = new Bench().says(
      { type: 'item-added', item: answer, previousItemId: 'u' },
      { type: 'item-added', item: question, previousItemId: null },
    );
    expect(bench.rows).toEqual(['user: Q', 'agent: ']);
  });

  it('takes the final words over the deltas', () => {
    const bench = new Bench().speaks('a', 100, { words: 'Once upn' });
    const at = { responseId: 'r-a', itemId: 'a', contentIndex: 0 };
    bench.says({ ...at, type: 'output-transcript-done', transcript: 'Once upon.' });
    expect(bench.rows).toEqual(['agent: Once upon.']);
  });

  it('keeps finished entries out of what a delta copies', () => {
    const bench = new Bench();
    for (let turn = 0; turn < 50; turn += 1) {
      bench.speaks(`a${turn}`, 20, { isEnded: true }).hears(`a${turn}`);
      bench.input({ type: 'item-playout-done', itemId: `a${turn}`, heardMs: 20 });
    }
    expect(bench.state.public.transcript.live.size).toBe(0);
    expect(bench.rows).toHaveLength(50);
  });
});

describe('the phase', () => {
  it('is speaking only while audio is played, not while it is generated', () => {
    const bench = new Bench().speaks('a', 500, { isEnded: true });
    expect(bench.state.public.phase).toBe('thinking');
    expect(bench.hears('a').state.public.phase).toBe('speaking');
    bench.input({ type: 'item-playout-done', itemId: 'a', heardMs: 500 });
    expect(bench.state.public.phase).toBe('listening');
  });

  it('stays speaking in a gap of a response that goes on', () => {
    const bench = new Bench().speaks('a', 500).hears('a').input({ type: 'playback-drained' });
    expect(bench.state.public.phase).toBe('speaking');
  });
});

describe('tools', () => {
  const requested = (callId: string): ServerEvent => ({
    type: 'tool-call-requested',
    responseId: 'r-t',
    itemId: `i-${callId}`,
    callId,
    name: 'get_weather',
    argumentsText: '{}',
  });
  const started: ServerEvent = {
    type: 'response-started',
    responseId: 'r-t',
    isOutOfBand: false,
    metadata: null,
  };
  const done: ServerEvent = responseDone('r-t');
  const settled = (callId: string): SessionInput => ({
    type: 'tool-done',
    callId,
    output: 'sunny',
    error: null,
    isAnswered: true,
  });

  it('asks once for an answer, when all calls are settled and the response has ended', () => {
    const bench = new Bench().says(started, requested('1'), requested('2'));
    bench.input(settled('1')).input(settled('2'));
    expect(bench.sent.map((command) => command.type)).toEqual(['send-tool-output', 'send-tool-output']);
    bench.says(done);
    expect(bench.sent.filter((command) => command.type === 'create-response')).toHaveLength(1);
    expect(bench.state.public.phase).toBe('thinking');
  });

  it('waits for the slowest call', () => {
    const bench = new Bench().says(started, requested('1'), requested('2'), done).input(settled('1'));
    expect(bench.sent.map((command) => command.type)).toEqual(['send-tool-output']);
    bench.input(settled('2'));
    expect(bench.sent.map((command) => command.type)).toEqual([
      'send-tool-output',
      'send-tool-output',
      'create-response',
    ]);
  });

  it('runs a call once, however often it is told', () => {
    const bench = new Bench()
      .says(started, requested('1'), requested('1'))
      .input(settled('1'))
      .says(requested('1'));
    expect(bench.count('run-tool')).toBe(1);
  });

  it('tells the model of an aborted call and does not ask it to go on', () => {
    const bench = new Bench().says(started, requested('1'), done);
    const error = new RealtimeError('aborted', 'The user interrupted.');
    bench.input({ type: 'tool-done', callId: '1', output: 'aborted', error, isAnswered: true });
    expect(bench.sent).toMatchObject([{ type: 'send-tool-output', isError: true }]);
    expect(bench.rows).toEqual(['tool: cancelled']);
    expect(bench.state.public.phase).toBe('listening');
  });
});

describe('the connection', () => {
  const lost = new RealtimeError('connection-lost', 'The network went away.');

  it('holds what is written before live, and sends it in order after the configuration is acknowledged', () => {
    const bench = new Bench({ isLive: false });
    const item = { type: 'message', id: 'm', role: 'user', status: 'completed', content: [] } as const;
    bench.input({ type: 'message-sent', item, isAnswered: true, atMs: 0 });
    expect(bench.sent).toEqual([]);
    bench.goLive();
    expect(bench.sent.map((command) => command.type)).toEqual([
      'configure',
      'create-item',
      'create-response',
    ]);
  });

  it('keeps rows over a loss, tells the new connection of them, and of an answer only what was heard', () => {
    const bench = new Bench({ playoutOnLoss: 'stop' });
    const item = {
      type: 'message',
      id: 'm',
      role: 'user',
      status: 'completed',
      content: [{ type: 'text', text: 'Tell me a story' }],
    } as const;
    bench.input({ type: 'message-sent', item, isAnswered: true, atMs: 0 });
    bench.speaks('a', 1000, { words: 'one two three four' }).hears('a');
    bench.effects = [];
    bench.input({
      type: 'connection-lost',
      connection: 1,
      error: lost,
      cause: 'connection-lost',
      dropsHandle: false,
      attempt: 1,
      retryDelayMs: 500,
      nextAttemptAtMs: 500,
      isOffline: false,
      playhead: { itemId: 'a', heardMs: 500 },
    });
    expect(bench.state.public).toMatchObject({
      status: 'reconnecting',
      reconnection: { cause: 'connection-lost', attempt: 1, nextAttemptAtMs: 500, isOffline: false },
      connection: 2,
      phase: 'idle',
    });
    expect(bench.effects).toContainEqual({
      type: 'open-connection',
      connection: 2,
      resumeHandle: null,
      delayMs: 500,
    });
    bench.effects = [];
    bench.input({ type: 'transport-opened', connection: 2 }).configured();
    const seeded = bench.sent.flatMap((command) => (command.type === 'seed-history' ? command.items : []));
    expect(seeded).toMatchObject([
      { role: 'system', content: [{ text: expect.stringContaining('do not greet') as string }] },
      { role: 'user', content: [{ text: 'Tell me a story' }] },
      { role: 'agent', content: [{ text: 'one two' }] },
    ]);
    expect(bench.rows).toEqual(['user: Tell me a story', 'agent: one two three four', 'continuity: done']);
  });

  it('ignores what comes of an earlier connection', () => {
    const bench = new Bench();
    const before = bench.state;
    bench.input({ type: 'connection-failed', connection: 0, error: lost, playhead: null });
    expect(bench.state).toBe(before);
  });

  it('gives every end a reason', () => {
    const byUser = new Bench().input({ type: 'close-requested', reason: 'user', playhead: null });
    expect(byUser.input({ type: 'release-done', playhead: null }).state.public).toMatchObject({
      status: 'closed',
      endReason: 'user',
    });
    const remote = new Bench().input({ type: 'connection-closed', connection: 1, error: null });
    expect(remote.state.public).toMatchObject({ status: 'closed', endReason: 'remote' });
    const failed = new Bench().input({
      type: 'connection-failed',
      connection: 1,
      error: lost,
      playhead: null,
    });
    expect(failed.state.public).toMatchObject({ status: 'failed', endReason: 'failed', error: lost });
  });

  it('lets what the agent has said be heard when the other side ends', () => {
    const bench = new Bench().speaks('a', 1000, { isEnded: true }).hears('a');
    bench.input({ type: 'connection-closed', connection: 1, error: null });
    expect(bench.effects).toContainEqual({ type: 'release', isDraining: true });
    expect(bench.count('flush-output')).toBe(0);
  });
});

describe('push-to-talk', () => {
  it('commits the turn, then asks for a response', () => {
    const bench = new Bench({ inputMode: 'push-to-talk' }).input({ type: 'turn-started' });
    expect(bench.state.public).toMatchObject({ isTurnOpen: true, phase: 'user-speaking' });
    bench.input({ type: 'turn-done', audioMs: 800, atMs: 800, lastVoicedAtMs: 700 });
    expect(bench.sent.map((command) => command.type)).toEqual([
      'begin-turn',
      'commit-turn',
      'create-response',
    ]);
    expect(bench.state.public).toMatchObject({ isTurnOpen: false, phase: 'thinking' });
  });

  it('throws away a turn that is too short to hold a word', () => {
    const bench = new Bench({ inputMode: 'push-to-talk' }).input({ type: 'turn-started' });
    bench.input({ type: 'turn-done', audioMs: 60, atMs: 60, lastVoicedAtMs: null });
    expect(bench.sent.map((command) => command.type)).toEqual(['begin-turn', 'clear-input']);
    expect(bench.state.public.phase).toBe('listening');
  });

  it('waits for the cancelled response to end before it asks for the next', () => {
    const bench = new Bench({ inputMode: 'push-to-talk' })
      .speaks('a', 2000)
      .hears('a')
      .input({ type: 'turn-started' });
    bench.flushed({ a: 700 }).input({ type: 'turn-done', audioMs: 800, atMs: 0, lastVoicedAtMs: null });
    const types = () => bench.sent.map((command) => command.type);
    expect(types()).toEqual(['cancel-response', 'begin-turn', 'truncate-item', 'commit-turn']);
    bench.ends('a', 'cancelled');
    expect(types().at(-1)).toBe('create-response');
  });
});
