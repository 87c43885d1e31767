import fc from 'fast-check';
import type { BargeInPolicy } from '../src/session/barge-in/barge-in-policy.ts';
import type { ServerEvent } from '../src/protocol/server-event.ts';
import type { BargeInWorld, Sound } from './barge-in-world.ts';

/** One thing that happens to a session with barge-in. */
export interface BargeInHappening {
  readonly run: (world: BargeInWorld) => void;
  readonly [fc.toStringMethod]: () => string;
}

const happen = (name: string, run: (world: BargeInWorld) => void): BargeInHappening => ({
  run,
  [fc.toStringMethod]: () => name,
});

const VOICE: Sound = { levelDb: 15 };
const COUGH: Sound = { levelDb: 15, voicedMs: 0 };
const ECHO: Sound = { levelDb: 15, echoMatch: 0.95, couplingDb: -10 };

const itemId = fc.constantFrom('u1', 'u2', 'u3');
const POLICIES: readonly (BargeInPolicy | null)[] = [
  {},
  { preset: 'eager' },
  { detect: 'local' },
  { detect: 'vendor' },
  { interruptible: false },
  { continueAfterMs: 2_000 },
  { echo: 'half-duplex' },
  { pauseAfterMs: Infinity },
  null,
];

const say = (...events: readonly ServerEvent[]) =>
  happen(events.map((event) => JSON.stringify(event)).join(', '), (world) => world.hear(...events));
const policy = fc
  .constantFrom(...POLICIES)
  .map((given) => happen(`setBargeIn ${JSON.stringify(given)}`, (world) => world.configure(given)));
const message = {
  type: 'message',
  role: 'user',
  status: 'completed',
  content: [{ type: 'text', text: 'Hello' }],
} as const;

const sounds = fc.constantFrom(
  happen('a voice begins', (world) => world.begin(VOICE)),
  happen('a cough begins', (world) => world.begin(COUGH)),
  happen('an echo begins', (world) => world.begin(ECHO)),
  happen('it goes on for 100 ms', (world) => world.goOn(100)),
  happen('it goes on for 300 ms', (world) => world.goOn(300)),
  happen('it ends', (world) => world.end()),
);
/** A sound over the agent from its beginning on. */
const over = fc.constantFrom(
  happen('the agent speaks, and the vendor hears a short voice over it', (world) => {
    world.speak(true, true);
    world.begin(VOICE);
    world.goOn(100);
    world.hear({ type: 'speech-started', itemId: 'u1', audioStartMs: null });
    world.end();
  }),
  happen('the agent speaks, and is paused for a voice', (world) => {
    world.speak(true, true);
    world.begin(VOICE);
    world.goOn(240);
  }),
  happen('the agent speaks, and is cut by a voice', (world) => {
    world.speak(true, true);
    world.begin(VOICE);
    world.goOn(300);
    world.goOn(300);
  }),
);
const agent = fc.constantFrom(
  happen('the agent speaks', (world) => world.speak(true, false)),
  happen('the agent speaks, all of it has come', (world) => world.speak(true, true)),
  happen('the agent speaks, protected', (world) => world.speak(false, true)),
  happen('the agent ends', (world) => world.finish()),
);
const vendor = itemId.chain((id) =>
  fc.constantFrom(
    say({ type: 'speech-started', itemId: id, audioStartMs: null }),
    say({ type: 'turn-committed', itemId: id }),
    say({ type: 'input-transcript-delta', itemId: id, delta: 'What about ' }),
    say({ type: 'input-transcript-delta', itemId: id, delta: 'mhm' }),
    say({ type: 'input-transcript-done', itemId: id, transcript: '', usage: null }),
    say({ type: 'input-transcript-done', itemId: id, transcript: 'Stop', usage: null }),
  ),
);
const app = fc.constantFrom(
  happen('mute', (world) => world.take({ type: 'mute-changed', isMuted: true, by: 'user' })),
  happen('unmute', (world) => world.take({ type: 'mute-changed', isMuted: false, by: 'user' })),
  happen('push-to-talk', (world) => world.take({ type: 'input-mode-changed', mode: 'push-to-talk' })),
  happen('hands-free', (world) => world.take({ type: 'input-mode-changed', mode: 'hands-free' })),
  happen('begin a turn', (world) => world.take({ type: 'turn-started' })),
  happen('end a turn', (world) =>
    world.take({ type: 'turn-done', audioMs: 500, atMs: world.nowMs, lastVoicedAtMs: null }),
  ),
  happen('interrupt', (world) => world.take({ type: 'interrupt-requested' })),
  happen('respond', (world) => world.take({ type: 'response-requested', options: {} })),
  happen('interrupt, and send a text', (world) =>
    world.take(
      { type: 'interrupt-requested' },
      {
        type: 'message-sent',
        item: { ...message, id: `m${world.nowMs}` },
        isAnswered: true,
        atMs: world.nowMs,
      },
    ),
  ),
);
const devices = fc.constantFrom(
  happen('everything on its way arrives', (world) => world.deliver()),
  happen('everything on its way arrives', (world) => world.deliver()),
  happen('everything on its way arrives', (world) => world.deliver()),
  happen('the reflex is lost', (world) => world.closeReflex(true)),
  happen('the devices are replaced', (world) => (world.closeReflex(false), world.openReflex())),
  happen('the connection breaks', (world) => world.lose()),
  happen('pause', (world) => world.pause()),
  happen('resume', (world) => world.take({ type: 'resume-requested' })),
  happen('close', (world) => world.close()),
);

/** Anything that happens to a session with barge-in: sounds and the agent most of all. */
export const anyBargeIn: fc.Arbitrary<BargeInHappening> = fc.oneof(
  { weight: 10, arbitrary: sounds },
  { weight: 4, arbitrary: over },
  { weight: 4, arbitrary: agent },
  { weight: 5, arbitrary: vendor },
  { weight: 3, arbitrary: devices },
  { weight: 2, arbitrary: app },
  { weight: 1, arbitrary: policy },
);
