import { expect, it } from 'vitest';
import type { Capabilities } from '../protocol/capabilities.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { RealtimeSession } from './realtime-session.ts';

const image = { type: 'image', url: 'data:image/png;base64,AAAA' } as const;

const REFUSALS: readonly [string, Partial<Capabilities>, (session: RealtimeSession) => unknown, string][] = [
  ['sendText()', { canSendText: false }, ({ sendText }) => sendText('Hello'), 'canSendText'],
  ['sendMessage()', { canSendImages: false }, ({ sendMessage }) => sendMessage([image]), 'canSendImages'],
  ['turn.begin()', { canCommitTurns: false }, ({ turn }) => turn.begin(), 'canCommitTurns'],
  [
    "setInputMode('push-to-talk')",
    { canCommitTurns: false },
    (one) => one.setInputMode('push-to-talk'),
    'canCommitTurns',
  ],
  ['respond()', { isResponseOnDemand: false }, ({ respond }) => respond(), 'isResponseOnDemand'],
  [
    'respond({ outOfBand: true })',
    { canRespondOutOfBand: false },
    ({ respond }) => respond({ outOfBand: true }),
    'canRespondOutOfBand',
  ],
  [
    "bargeIn.detect: 'local'",
    { canHoldInterruption: false },
    ({ setBargeIn }) => setBargeIn({ detect: 'local' }),
    'canHoldInterruption',
  ],
];

it.each(REFUSALS)(
  'refuses %s by its name, and names the capability',
  async (written, capabilities, call, fact) => {
    const { session } = createScriptedSession({ vendor: { capabilities } });
    await session.connect();
    expect(() => call(session)).toThrow(
      expect.objectContaining({ code: 'unsupported-capability', message: expect.stringContaining(written) }),
    );
    expect(() => call(session)).toThrow(`session.capabilities.${fact}`);
  },
);

it('refuses an input mode that the vendor does not support when the session is created, by its name', () => {
  const create = () =>
    createScriptedSession({ inputMode: 'push-to-talk', vendor: { capabilities: { canCommitTurns: false } } });
  expect(create).toThrow(expect.objectContaining({ code: 'unsupported-capability' }));
  expect(create).toThrow("inputMode: 'push-to-talk'");
});
