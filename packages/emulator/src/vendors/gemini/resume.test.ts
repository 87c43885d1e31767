import { createManualClock } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { openLive, refusedBy } from '../../../test/live-client.ts';
import type { LiveClient } from '../../../test/live-client.ts';
import { saying, startEmulator } from '../../../test/start-emulator.ts';
import type { AgentTurn } from '../../agent/agent.ts';
import type { Emulator } from '../../create-emulator.ts';

const MODEL = 'models/gemini-3.8-live';
const setupWith = (handle: unknown) => ({ model: MODEL, sessionResumption: { handle } });
const LOST = { code: 1011, reason: 'Internal error encountered.' };

/** Opens a session that can be resumed, and gives its handle. */
async function open(emulator: Emulator, more: object = {}): Promise<{ client: LiveClient; handle: string }> {
  const client = await openLive(emulator, { sessionResumption: {}, ...more });
  const { sessionResumptionUpdate } = await client.until('sessionResumptionUpdate');
  return { client, handle: sessionResumptionUpdate.newHandle as string };
}

/** Tries to resume while time passes. */
async function attempt(
  emulator: Emulator,
  clock: ReturnType<typeof createManualClock>,
  handle: string,
): Promise<unknown> {
  const from = emulator.sessions.length;
  const closed = refusedBy(emulator, [{ setup: setupWith(handle) }]);
  await expect.poll(() => emulator.sessions[from]?.frames.length).toBeGreaterThan(0);
  clock.advance(500);
  return closed;
}

/** An agent that tells what it knows. */
function recalling(): {
  agent: { respond(turn: AgentTurn): readonly { type: 'speech'; text: string }[] };
  heard: string[];
} {
  const heard: string[] = [];
  return {
    heard,
    agent: {
      respond({ history }) {
        heard.push(history.map(({ role, text }) => `${role}: ${text}`).join(' | '));
        return [{ type: 'speech', text: 'Yes.' }];
      },
    },
  };
}

describe('a handle', () => {
  it('is given once, and names the latest state', async () => {
    const { agent, heard } = recalling();
    const emulator = await startEmulator({ agent });
    const { client, handle } = await open(emulator);
    expect(handle).toHaveLength(36);
    client.write('I am Ann.');
    await client.until('turnComplete');
    await client.close();
    expect(client.names.filter((name) => name === 'sessionResumptionUpdate')).toHaveLength(1);
    const again = await openLive(emulator, setupWith(handle));
    const { sessionResumptionUpdate } = await again.until('sessionResumptionUpdate');
    expect(sessionResumptionUpdate.newHandle).not.toBe(handle);
    again.write('Who am I?');
    await again.until('turnComplete');
    expect(heard.at(-1)).toBe('user: I am Ann. | agent: Yes. | user: Who am I?');
  });

  it.each([
    [{ kind: 'stale-handle' }, { code: 1008, reason: 'BidiGenerateContent session not found' }],
    [{ kind: 'stale-handle', how: 'internal-error' }, LOST],
  ] as const)('is refused by %j', async (fault, closed) => {
    const emulator = await startEmulator({ faults: [{ ...fault, trigger: { onConnection: 2 } }] });
    const { client, handle } = await open(emulator);
    await client.close();
    expect(await refusedBy(emulator, [{ setup: setupWith(handle) }])).toEqual(closed);
    await (await openLive(emulator, setupWith(handle))).close();
  });

  it('must not ask for what the developer API does not have', async () => {
    const setup = { model: MODEL, sessionResumption: { transparent: true } };
    expect(await refusedBy(await startEmulator(), [{ setup }])).toMatchObject({
      code: 1007,
      reason: expect.stringContaining('Unknown name "transparent"') as unknown,
    });
  });
});

describe('strict rules', () => {
  it('refuse an idle session for a second, half a second late, and resume it then', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock, resumeRules: 'strict' });
    const { client, handle } = await open(emulator);
    client.socket.terminate();
    await client.closed;
    await expect.poll(() => emulator.sessions[0]?.isOpen).toBe(false);
    expect(await attempt(emulator, clock, handle)).toEqual(LOST);
    clock.advance(500);
    await (await openLive(emulator, setupWith(handle))).close();
  });

  it('resume a session that was speaking at once, and it may say the cut sentence again', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({
      clock,
      pace: 1,
      resumeRules: 'strict',
      agent: saying('One two three. Four five six seven.'),
      faults: [
        { kind: 'drop', trigger: { at: 'speaking', afterMs: 900 } },
        { kind: 'repeat-sentence', trigger: { onConnection: 2 } },
      ],
    });
    const { client, handle } = await open(emulator, { outputAudioTranscription: {} });
    client.write('Go on.');
    await client.until('outputTranscription');
    // A piece of audio is 200 ms long, and so is a word.
    while (emulator.sessions[0]?.isOpen) await clock.advanceAsync(100);
    expect((await client.closed).code).toBe(1006);
    const again = await openLive(emulator, setupWith(handle));
    const said: string[] = [];
    for (let at = 0; at < 4; at += 1) {
      said.push(
        (await again.until('outputTranscription'))['serverContent'].outputTranscription.text as string,
      );
      await clock.advanceAsync(200);
    }
    expect(said.join('')).toBe('Four five six seven.');
    await again.until('turnComplete');
  });

  it('refuse while the old connection is open at the server, and resume as soon as it has been closed', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock, resumeRules: 'strict' });
    const { client, handle } = await open(emulator);
    emulator.sessions[0]?.inject({ kind: 'stall', forMs: 60_000 });
    for (let at = 0; at < 3; at += 1) expect(await attempt(emulator, clock, handle)).toEqual(LOST);
    // The old path comes back, and the client closes its end.
    clock.advance(60_000);
    await client.close();
    await expect.poll(() => emulator.sessions[0]?.isOpen).toBe(false);
    await (await openLive(emulator, setupWith(handle))).close();
  });

  it('give up a connection that is half open after eight minutes, and the session with it', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({ clock, resumeRules: 'strict' });
    const { handle } = await open(emulator);
    emulator.sessions[0]?.inject({ kind: 'drop', how: 'half-open' });
    clock.advance(479_000);
    expect(await attempt(emulator, clock, handle)).toEqual(LOST);
    clock.advance(1_000);
    expect(emulator.sessions[0]?.isOpen).toBe(false);
    expect(await refusedBy(emulator, [{ setup: setupWith(handle) }])).toMatchObject({ code: 1008 });
  });
});

describe('a tool call', () => {
  const tools = [
    {
      functionDeclarations: [
        { name: 'get_weather', description: 'Weather of a city.', behavior: 'BLOCKING' },
      ],
    },
  ];

  it('outlives its connection: the result is taken on the next one, and answered', async () => {
    const emulator = await startEmulator({ faults: [{ kind: 'drop', trigger: { at: 'tool-running' } }] });
    const { client, handle } = await open(emulator, { tools });
    client.write('What is the weather?');
    const { toolCall } = await client.until('toolCall');
    await client.closed;
    const [{ id, name }] = toolCall.functionCalls as [{ id: string; name: string }];
    const again = await openLive(emulator, { ...setupWith(handle), tools, outputAudioTranscription: {} });
    again.send({ toolResponse: { functionResponses: [{ id, name, response: { output: 'Sunny.' } }] } });
    expect((await again.until('outputTranscription'))['serverContent'].outputTranscription.text).toBe('Here');
    await again.until('turnComplete');
    // A session of its own does not know the call.
    const fresh = await openLive(emulator, { tools });
    fresh.send({ toolResponse: { functionResponses: [{ id, name, response: { output: 'Sunny.' } }] } });
    expect((await fresh.closed).code).toBe(1007);
  });
});

describe('the end of a connection', () => {
  it('is announced with any time left, and may be followed by silence', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({
      clock,
      faults: [{ kind: 'go-away', timeLeftMs: 7_000, outcome: 'silence', trigger: { at: 'listening' } }],
    });
    const client = await openLive(emulator);
    expect(await client.until('goAway')).toEqual({ goAway: { timeLeft: '7s' } });
    client.write('Are you there?');
    await clock.advanceAsync(6_999);
    expect(client.names.at(-1)).toBe('goAway');
    clock.advance(1);
    expect(await client.closed).toMatchObject({ code: 1008 });
  });

  it('comes without an announcement, too', async () => {
    const clock = createManualClock();
    const emulator = await startEmulator({
      clock,
      faults: [{ kind: 'session-cap', seconds: 30, announced: false }],
    });
    const client = await openLive(emulator);
    clock.advance(30_000);
    expect(await client.closed).toEqual({
      code: 1011,
      reason: 'Deadline expired before operation could complete.',
    });
    expect(client.names).not.toContain('goAway');
  });
});
