import { continuityRules } from './continuity-rules.ts';
import { callRules } from './reduce-playout.ts';
import { describe, expect, it } from 'vitest';
import { responseDone } from '../../test/response-done.ts';
import type { OutputServerEvent, ServerEvent } from '../protocol/server-event.ts';
import { SCRIPTED_CAPABILITIES } from '../testing/scripted-capabilities.ts';
import { entryOf } from './transcript/transcript.ts';
import { createInternalState } from './initial-state.ts';
import type { InternalState } from './internal-state.ts';
import { reduceSession } from './reduce-session.ts';
import type { SessionEffect } from './session-effect.ts';
import type { SessionInput } from './session-input.ts';

const WORDS = 'Once upon a time there was a lighthouse keeper';

/** A session over a call: the vendor plays out, and nothing of the agent comes but words. */
class Call {
  state: InternalState = createInternalState({
    capabilities: { ...SCRIPTED_CAPABILITIES, truncation: 'vendor' },
    outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
    isCall: true,
    config: {},
    inputMode: 'hands-free',
    volume: 1,
  });
  effects: SessionEffect[] = [];

  constructor() {
    this.input({ type: 'connect-requested' }, { type: 'transport-opened', connection: 1 });
    this.says({
      type: 'session-configured',
      sessionId: 's',
      expiresAtMs: null,
      turnDetection: { mode: 'server' },
      model: null,
      voice: null,
    });
    this.take();
  }

  input(...inputs: readonly SessionInput[]): this {
    for (const input of inputs) {
      const { state, effects } = reduceSession(this.state, input, {
        continuity: continuityRules,
        call: callRules,
      });
      this.state = state;
      this.effects.push(...effects);
    }
    return this;
  }

  says(...events: readonly ServerEvent[]): this {
    for (const event of events) {
      const { connection } = this.state.public;
      this.input({ type: 'server-event-received', connection, event, atMs: 500, lastVoicedAtMs: null });
    }
    return this;
  }

  /** A response with one spoken item, whose words are all there at once. */
  begins(n = 1): this {
    const at = { responseId: `r${n}`, itemId: `a${n}`, contentIndex: 0 };
    const item = {
      type: 'message',
      id: at.itemId,
      role: 'agent',
      status: 'in-progress',
      content: [],
    } as const;
    return this.says(
      { type: 'response-started', responseId: at.responseId, isOutOfBand: false, metadata: null },
      { type: 'output-item-added', responseId: at.responseId, outputIndex: 0, item },
      { ...at, type: 'output-transcript-delta', delta: WORDS },
    );
  }

  made(n = 1): this {
    const at = { responseId: `r${n}`, itemId: `a${n}`, contentIndex: 0 };
    return this.says({ ...at, type: 'audio-done' }, responseDone(at.responseId));
  }

  playout(what: 'started' | 'stopped' | 'cleared', n = 1): this {
    const type = `playout-${what}` as const;
    return this.says({ type, responseId: `r${n}` } satisfies OutputServerEvent);
  }

  audible(n = 1): this {
    return this.input({ type: 'item-playout-started', itemId: `a${n}`, atMs: 700 });
  }

  /** The effects since the last look, by their types; commands by theirs. */
  take(): readonly string[] {
    const effects = this.effects;
    this.effects = [];
    return effects.flatMap((effect) => {
      if (/^(emit|log|.*-timer)$/.test(effect.type)) return [];
      return effect.type === 'send' ? [effect.command.type] : [effect.type];
    });
  }

  flushed(heardMs: number, by: 'user' | 'app' | 'vendor' = 'user', n = 1): this {
    const heard = [{ itemId: `a${n}`, heardMs }];
    return this.input({ type: 'output-flushed', by, heard, ...TIME });
  }

  truncated(audioEndMs: number, n = 1): this {
    return this.says({ type: 'item-truncated', itemId: `a${n}`, contentIndex: 0, audioEndMs });
  }

  get row() {
    const entry = entryOf(this.state.public.transcript, 'a1');
    if (entry?.kind !== 'message') throw new Error('There is no such row.');
    return entry;
  }
}

/** The moment of inputs that carry one. */
const TIME = { atMs: 900 };

const speech = { type: 'speech-started', itemId: 'u1', audioStartMs: 0 } as const;

describe('an answer that the vendor plays out', () => {
  it('is expected by the speaker when its playout begins, and speaks when it is audible', () => {
    const call = new Call().begins();
    expect(call.take()).toEqual([]);
    call.playout('started');
    expect(call.take()).toEqual(['play']);
    expect(call.state.public.phase).toBe('thinking');
    expect(call.audible().state.public).toMatchObject({ phase: 'speaking', speakingItemId: 'a1' });
  });

  it('shares what was heard of several items by their words, because the vendor tells but one end', () => {
    const call = new Call().begins();
    const second = { responseId: 'r1', itemId: 'a2', contentIndex: 0 } as const;
    call.says({ ...second, type: 'output-transcript-delta', delta: WORDS.slice(0, WORDS.length / 2) });
    call.playout('started').audible().made().playout('stopped');
    expect(call.take().filter((type) => type === 'end-item')).toHaveLength(1);
    call.input({ type: 'item-playout-done', itemId: 'a1', heardMs: 3_000 });
    expect(call.row).toMatchObject({ state: 'done', heardMs: 2_000, receivedMs: 2_000 });
    expect(entryOf(call.state.public.transcript, 'a2')).toMatchObject({
      state: 'done',
      heardMs: 1_000,
      receivedMs: 1_000,
    });
    expect(call.state.public).toMatchObject({ phase: 'listening', speakingItemId: null });
  });

  it('finds its item also when the playout is told first', () => {
    const call = new Call();
    call.says({ type: 'response-started', responseId: 'r1', isOutOfBand: false, metadata: null });
    expect(call.playout('started').take()).toEqual([]);
    expect(call.begins().take()).toEqual(['play']);
  });

  it('is not over when it has been made, but when it has been played', () => {
    const call = new Call().begins().playout('started').audible().made();
    expect(call.take()).not.toContain('end-item');
    expect(call.state.public.phase).toBe('speaking');
    expect(call.playout('stopped').take()).toEqual(['end-item']);
    expect(call.state.public.phase).toBe('speaking');
    call.input({ type: 'item-playout-done', itemId: 'a1', heardMs: 2_400 }, { type: 'playback-drained' });
    expect(call.state.public).toMatchObject({ phase: 'listening', speakingItemId: null });
    expect(call.row).toMatchObject({ state: 'done', heardMs: 2_400, receivedMs: 2_400, cut: null });
  });

  it('that had been made before it is played is played all the same', () => {
    const call = new Call().begins().made();
    expect(call.playout('started').take()).toEqual(['play']);
    expect(call.audible().state.public.phase).toBe('speaking');
  });

  it('takes the latency of the turn with it', () => {
    const call = new Call().says(speech, { type: 'speech-stopped', itemId: 'u1', audioEndMs: 1 });
    call.begins().playout('started').audible();
    expect(call.state.public.latencies).toMatchObject([
      { firstAudioAtMs: 500, audibleAtMs: 700, voiceToVoiceMs: 200 },
    ]);
  });
});

describe('a cut', () => {
  it('by the user’s voice is at what the vendor says, whatever was measured, in either order', () => {
    for (const isVendorFirst of [true, false]) {
      const call = new Call().begins().playout('started').audible().says(speech);
      expect(call.take()).toContain('flush-output');
      if (isVendorFirst) call.truncated(800).flushed(900);
      else call.flushed(900).truncated(800);
      call.playout('cleared');
      expect(call.row).toMatchObject({
        state: 'interrupted',
        heardMs: 800,
        cut: { by: 'user', heardMs: 800 },
      });
      expect(call.state.public.phase).toBe('user-speaking');
      expect(call.take()).not.toContain('truncate-item');
    }
  });

  it('leaves the rest of the words unheard, by their length', () => {
    const call = new Call().begins().playout('started').audible().says(speech).truncated(800).flushed(900);
    expect(call.row.receivedMs).toBe(Math.round((WORDS.length * 55) / 0.8));
    // More was said than the words seem to need: then that is how long they took.
    call.truncated(60_000);
    expect(call.row).toMatchObject({ heardMs: 60_000, receivedMs: 60_000 });
  });

  it('by the vendor alone is one, and is known by its truncation or by its buffer', () => {
    for (const tell of ['truncated', 'cleared'] as const) {
      const call = new Call().begins().playout('started').audible();
      if (tell === 'truncated') call.truncated(800);
      else call.playout('cleared');
      expect(call.take()).toContain('flush-output');
      call.flushed(850, 'vendor');
      expect(call.row).toMatchObject({ state: 'interrupted', cut: { by: 'vendor' } });
      expect(call.state.public.phase).toBe('listening');
    }
  });

  it('by the app cancels first and clears then', () => {
    const call = new Call().begins().playout('started').audible();
    call.take();
    expect(call.input({ type: 'interrupt-requested' }).take()).toEqual([
      'cancel-response',
      'interrupt-tools',
      'flush-output',
      'clear-output',
    ]);
  });

  it('by the app clears what has been made, where there is nothing to cancel', () => {
    const call = new Call().begins().playout('started').audible().made();
    call.take();
    expect(call.input({ type: 'interrupt-requested' }).take()).toEqual([
      'interrupt-tools',
      'flush-output',
      'clear-output',
    ]);
    expect(call.input({ type: 'interrupt-requested' }).take()).toEqual([]);
  });

  it('before anything was audible silences what begins on the way', () => {
    const call = new Call().begins().input({ type: 'interrupt-requested' });
    expect(call.take()).toContain('clear-output');
    expect(call.playout('started').take()).toEqual(['clear-output', 'flush-output']);
    expect(call.state.public.phase).toBe('listening');
  });

  it('of an earlier answer does not cut the next one', () => {
    const call = new Call().begins().playout('started').audible().says(speech).flushed(900);
    call.begins(2).playout('started', 2).audible(2);
    call.take();
    expect(call.playout('cleared', 1).truncated(800, 1).take()).toEqual([]);
    expect(call.state.public).toMatchObject({ phase: 'speaking', speakingItemId: 'a2' });
  });
});

it('is settled at the playhead when the connection is lost', () => {
  const call = new Call().begins().playout('started').audible();
  call.input({ type: 'close-requested', reason: 'user', playhead: { itemId: 'a1', heardMs: 400 } });
  expect(call.row).toMatchObject({ state: 'interrupted', heardMs: 400, cut: { by: 'disconnect' } });
});
