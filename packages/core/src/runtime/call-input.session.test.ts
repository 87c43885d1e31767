import { expect, it } from 'vitest';
import type { MicrophonePort } from '../media/microphone-port.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createFixedLevel } from '../testing/fixed-level.ts';
import { createScriptedSession } from '../testing/scripted-session.ts';
import type { TransportPort } from '../transport/transport-port.ts';

/** A microphone whose devices have tracks, which are known by the device's id. */
const microphone: MicrophonePort = {
  open: ({ deviceId = 'default' }) =>
    Promise.resolve({
      level: createFixedLevel(0),
      deviceId,
      track: { id: deviceId } as MediaStreamTrack,
      setMuted: () => {},
      close: () => {},
    }),
};

/** A call that takes its time to open. */
function createSlowCall() {
  const inputs: (string | null)[] = [];
  let admit = () => {};
  const admitted = new Promise<void>((resolve) => {
    admit = resolve;
  });
  const transport: TransportPort = {
    async open({ media }) {
      inputs.push(media?.input?.id ?? null);
      await admitted;
      return {
        isCall: true,
        send: () => true,
        bufferedBytes: () => 0,
        setInput: (track) => Promise.resolve(void inputs.push(track?.id ?? null)),
        close: () => {},
      };
    },
  };
  return { inputs, transport, admit: () => admit() };
}

it.each([
  ['switched off', false, null],
  ['changed', { deviceId: 'headset' }, 'headset'],
] as const)('takes the microphone that was %s while the call was opening', async (_, choice, expected) => {
  const { inputs, transport, admit } = createSlowCall();
  const { session, settle } = createScriptedSession({
    vendor: { transport: 'webrtc' },
    ports: { microphone, transport, callSpeaker: createFakeSpeaker() },
  });
  session.connect().catch(() => {});
  await settle();
  expect(inputs).toEqual(['default']);
  await session.microphone.select(choice);
  admit();
  await settle();
  expect(inputs.at(-1)).toBe(expected);
  await session.close();
});
