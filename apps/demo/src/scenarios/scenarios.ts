import type { RealtimeSession } from '@repartee/core';
import type { Case } from '../cases/Case.ts';
import type { DemoNetwork } from '../conversation/demo-network.ts';
import { OFFLINE, tryFailure } from '../drawer/faults.ts';
import { delayNextTool } from './delayedTool.ts';
import type { EchoRoom } from './echoRoom.ts';

/** The objects that a scenario acts on. */
export interface World {
  readonly session: RealtimeSession;
  readonly network: DemoNetwork;
  /** The address of the emulator. */
  readonly origin: string;
  readonly vendor: string;
  readonly example: Case;
  readonly room: EchoRoom;
}

/** Something that happens to a product, by one click. */
export interface Scenario {
  readonly name: string;
  /** The expected effect. */
  readonly hint: string;
  /** Whether it can happen before a conversation. @default false */
  readonly startsItself?: true;
  /** Whether it needs a spoken conversation. @default false */
  readonly isSpoken?: true;
  run(world: World): Promise<void> | void;
}

const SLOW_MS = 6_000;

/** The time until the budget ends, in minutes. */
const LAST_MINUTES = 0.1;

/** The scenarios of the bar. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'Deny the microphone',
    hint: 'The browser refuses the microphone once. The page says what to do, and offers to write.',
    startsItself: true,
    isSpoken: true,
    async run({ session }) {
      denyMicrophoneOnce();
      await session.close();
      // The failure is in the session's state, and a notice shows it.
      await session.connect().catch(() => {});
    },
  },
  {
    name: 'Lose the network',
    hint: 'The device is offline for eight seconds. Then the conversation continues, and the agent remembers it.',
    run({ network, origin, vendor }) {
      network.goOffline(OFFLINE.offlineMs);
      return tryFailure(origin, vendor, OFFLINE);
    },
  },
  {
    name: 'Slow down a tool',
    hint: 'The next tool takes six seconds. You can keep talking meanwhile.',
    run({ session, example }) {
      delayNextTool(SLOW_MS);
      if (session.capabilities.canSendText) session.sendText(example.toolRequest);
    },
  },
  {
    name: 'Use up the budget',
    hint: 'A few seconds are left. The agent is heard to the end of its sentence.',
    run({ session: { budget } }) {
      if (budget) budget.setLimits({ minutes: budget.store.getState().minutes + LAST_MINUTES });
    },
  },
  {
    name: 'Hear an echo',
    hint: 'The agent is heard by your microphone, as from loudspeakers. It hears itself, and is not interrupted. Click again to end it.',
    isSpoken: true,
    async run({ session, room }) {
      if (room.isOpen) return room.close(session);
      await room.open(session);
      if (session.capabilities.canSendText) session.sendText('Tell me a long story');
    },
  },
];

/** The next request for a microphone is refused, as by a user who says no. */
function denyMicrophoneOnce(): void {
  const { mediaDevices } = navigator;
  if (Object.hasOwn(mediaDevices, 'getUserMedia')) return;
  Object.defineProperty(mediaDevices, 'getUserMedia', {
    configurable: true,
    value: () => {
      Reflect.deleteProperty(mediaDevices, 'getUserMedia');
      return Promise.reject(new DOMException('The demo denies it.', 'NotAllowedError'));
    },
  });
}
