import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlannedFault } from '@repartee/emulator';
import { openRecoveryPage } from '../node/recovery.ts';

/* Calls and rooms over real WebRTC: what the matrix of faults tries over sockets in virtual time. */

let opened: Awaited<ReturnType<typeof openRecoveryPage>>;

beforeAll(async () => {
  opened = await openRecoveryPage(process.env['REPARTEE_CHROMIUM'] ?? '/usr/bin/chromium');
});

afterAll(() => opened?.close());

const OPENAI = 'OpenAI, WebRTC';
const ELEVENLABS = 'ElevenLabs, WebRTC';
const STALL = { kind: 'stall', forMs: 3_000 } as const;
/** Far longer than another call takes to be opened, on any machine. */
const LONG_STALL = { kind: 'stall', forMs: 20_000 } as const;
const THROTTLE = { kind: 'throttle', bytesPerSecond: 50_000, forMs: 5_000 } as const;
const CAP = { kind: 'session-cap', seconds: 0.1 } as const;
const SILENT = ['connection-silent'];

const CASES: readonly (readonly [
  name: string,
  what: string,
  fault: PlannedFault,
  causes: readonly string[],
])[] = [
  // Another call is opened beside the one whose sound has stopped.
  [OPENAI, 'the network stands still for 20 s', LONG_STALL, SILENT],
  [OPENAI, 'the network is slow for 5 s', THROTTLE, []],
  [OPENAI, 'the call is half open', { kind: 'drop', how: 'half-open' }, SILENT],
  [OPENAI, 'the session reaches its cap', CAP, ['session-expired']],
  [ELEVENLABS, 'the network stands still for 3 s', STALL, []],
  [ELEVENLABS, 'the network is slow for 5 s', THROTTLE, []],
  [ELEVENLABS, 'the session reaches its cap', CAP, ['session-expired']],
  // The room's own client enters it again, where the agent has gone.
  [ELEVENLABS, 'the room is half open', { kind: 'drop', how: 'half-open' }, ['connection-lost']],
];

it.each(CASES)(
  '%s: %s, and the agent answers again',
  { timeout: 150_000 },
  async (name, _, fault, causes) => {
    const { page, origin } = opened;
    const end = await page.evaluate((request) => recovery.suffer(request), { name, origin, fault });
    expect(end).toEqual({ status: 'live', isAnswered: true, causes });
  },
);
