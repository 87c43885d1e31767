import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { CallClient } from '../../test/call-client.ts';
import { ConvaiClient, mintLink } from '../../test/convai-client.ts';
import { createScriptedRecognizer } from '../../test/fake-speech.ts';
import { LiveClient } from '../../test/live-client.ts';
import { startEmulator } from '../../test/start-emulator.ts';
import { WireClient } from '../../test/wire-client.ts';
import type { Emulator } from '../create-emulator.ts';
import type { EmulatorOptions } from '../emulator-options.ts';
import type { FaultMoment, PlannedFault } from './fault.ts';

/* Every vendor's socket, at every moment of a conversation, by bare clients. */

interface Talk {
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** Speaks a turn that is answered with a tool call, or with words. */
  speak(): void;
}

interface VendorCase {
  /** Connects, and configures the session. */
  start(emulator: Emulator): Promise<Talk>;
  /** Asks for a credential. */
  mint(emulator: Emulator): Promise<Response>;
}

const TOOL = {
  name: 'get_time',
  description: 'Tells what time it is.',
  parameters: { type: 'object', properties: {} },
};

const VENDORS: Readonly<Record<string, VendorCase>> = {
  openai: {
    async start(emulator) {
      const client = new WireClient(emulator);
      await client.opened;
      client.send({
        type: 'session.update',
        session: { type: 'realtime', tools: [{ type: 'function', ...TOOL }] },
      });
      return { closed: client.closed, speak: () => client.speak({ before: 300, after: 1_500 }) };
    },
    mint: ({ origin }) =>
      fetch(`${origin}/v1/realtime/client_secrets`, {
        method: 'POST',
        headers: { Authorization: 'Bearer sk-1' },
      }),
  },
  gemini: {
    async start(emulator) {
      const client = new LiveClient(emulator);
      await client.opened;
      client.send({ setup: { model: 'models/gemini-3.8-live', tools: [{ functionDeclarations: [TOOL] }] } });
      return { closed: client.closed, speak: () => client.speak() };
    },
    mint: ({ origin }) =>
      fetch(`${origin}/v1beta/auth_tokens`, { method: 'POST', headers: { 'x-goog-api-key': 'AIza' } }),
  },
  elevenlabs: {
    async start(emulator) {
      const client = new ConvaiClient(emulator);
      await client.opened;
      client.send({ type: 'conversation_initiation_client_data' });
      return { closed: client.closed, speak: () => client.say() };
    },
    mint: ({ origin }) =>
      fetch(`${origin}/v1/convai/conversation/get-signed-url?agent_id=agent_1`, {
        headers: { 'xi-api-key': 'sk_1' },
      }),
  },
  cartesia: {
    async start(emulator) {
      const client = new CallClient(emulator);
      await client.opened;
      client.send({ type: 'session_create', audio: { input_format: 'pcm_24000' } });
      return { closed: client.closed, speak: () => client.say() };
    },
    mint: ({ origin }) =>
      fetch(`${origin}/access-token`, {
        method: 'POST',
        headers: { 'X-API-Key': 'sk_1', 'Cartesia-Version': '2026-08-14' },
      }),
  },
};

const NAMES = Object.keys(VENDORS);
const caseOf = (name: string): VendorCase => VENDORS[name] as VendorCase;

/** An emulator that hears a question, and time that passes. */
async function begin(faults: readonly PlannedFault[], says: string, more: EmulatorOptions = {}) {
  const clock = createManualClock();
  const recognizer = createScriptedRecognizer([says]);
  const emulator = await startEmulator({ clock, pace: 1, latencyMs: 300, recognizer, faults, ...more });
  /** Lets time pass until something settles. */
  const until = async <T>(promise: Promise<T>): Promise<T> => {
    const state = { isSettled: false };
    void promise.finally(() => (state.isSettled = true)).catch(() => {});
    while (!state.isSettled) {
      await new Promise((resolve) => setImmediate(resolve));
      await clock.advanceAsync(50);
    }
    return promise;
  };
  return { clock, emulator, until };
}

const MOMENTS: readonly FaultMoment[] = [
  'configured',
  'listening',
  'user-speaking',
  'thinking',
  'speaking',
  'tool-running',
];

describe.each(NAMES)('a socket of %s', (name) => {
  it.each(MOMENTS)('is dropped at %s', async (at) => {
    // After a greeting the agent listens; the user then asks for the time, or says something.
    const says = at === 'tool-running' ? 'what time is it' : 'hello';
    const isGreeting = at === 'speaking' || at === 'thinking';
    const onlyAfter: PlannedFault['trigger'] = { at };
    const { emulator, until } = await begin(
      [{ kind: 'drop', how: 'clean', code: 4001, trigger: onlyAfter }],
      says,
    );
    const talk = await caseOf(name).start(emulator);
    if (at !== 'configured' && at !== 'listening') {
      const isListening = async () => {
        while (emulator.sessions[0]?.phase !== 'listening' && emulator.sessions[0]?.isOpen)
          await new Promise((resolve) => setImmediate(resolve));
      };
      // A vendor whose agent greets may be dropped in the greeting.
      await until(isListening());
      if (!isGreeting || emulator.sessions[0]?.isOpen) talk.speak();
    }
    expect((await until(talk.closed)).code).toBe(4001);
    expect(emulator.faults).toEqual([]);
  });

  it.each(['credential', 'rate-limit', 'quota'] as const)(
    'is refused for %s in the vendor’s own way',
    async (kind) => {
      const { emulator, until } = await begin([{ kind }], '');
      const talk = await caseOf(name)
        .start(emulator)
        .catch(() => null);
      const { code, reason } = await until(talk?.closed ?? Promise.reject(new Error('not opened')));
      expect(code).toBeGreaterThanOrEqual(1002);
      expect(reason).not.toBe('');
    },
  );

  it('ends at a cap in the vendor’s own way, with two connections side by side', async () => {
    const { emulator, until, clock } = await begin([{ kind: 'session-cap', seconds: 30 }], '');
    const first = await caseOf(name).start(emulator);
    const second = await caseOf(name).start(emulator);
    const { code } = await until(first.closed);
    expect([1000, 1001, 1008]).toContain(code);
    expect(clock.now()).toBeGreaterThanOrEqual(30_000);
    expect(emulator.sessions[1]?.isOpen).toBe(true);
    emulator.sessions[1]?.drop();
    await second.closed;
  });
});

describe.each(NAMES)('a request for a credential of %s', (name) => {
  it.each([
    [{ kind: 'refuse', status: 503, retryAfterS: 4 }, 503, '4'],
    [{ kind: 'rate-limit', retryAfterS: 9 }, 429, '9'],
  ] as const)('is answered by %j', async (fault, status, wait) => {
    const emulator = await startEmulator({ faults: [{ ...fault, trigger: { at: 'mint' } }] });
    const response = await caseOf(name).mint(emulator);
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, wait]);
    expect(await response.json()).toBeTypeOf('object');
    expect((await caseOf(name).mint(emulator)).status).toBe(200);
  });

  it('is refused, is broken, or gets no answer', async () => {
    const emulator = await startEmulator({
      faults: [
        { kind: 'credential', problem: 'rejected', trigger: { at: 'mint', onConnection: 1 } },
        { kind: 'drop', trigger: { at: 'mint', onConnection: 2 } },
        { kind: 'hang', trigger: { at: 'mint', onConnection: 3 } },
      ],
    });
    expect([400, 401]).toContain((await caseOf(name).mint(emulator)).status);
    await expect(caseOf(name).mint(emulator)).rejects.toThrow('fetch failed');
    const hanging = caseOf(name).mint(emulator);
    await expect.poll(() => emulator.faults.length).toBe(0);
    await emulator.close();
    await expect(hanging).rejects.toThrow('fetch failed');
  });
});

describe('the wait queue of elevenlabs', () => {
  it.each([
    ['admitted', 'agent_response', null],
    ['timed-out', null, 3008],
  ] as const)('ends %s', async (outcome, next, code) => {
    const { emulator, until } = await begin([{ kind: 'wait-queue', outcome }], '');
    const client = new ConvaiClient(emulator);
    await client.start();
    expect((await client.until('queue_status'))['queue_status_event']).toEqual({ status: 'waiting' });
    client.send({ type: 'user_message', text: 'Hello?' });
    await until(client.until('queue_status'));
    const ended = client.closed.then((closed) => closed.code);
    expect(await until(next === null ? ended : client.until(next).then(() => null))).toBe(code);
    expect((await mintLink(emulator, 'agent_id=agent_1')).status).toBe(200);
  });
});
