import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeSpeaker } from '../testing/fake-speaker.ts';
import { createScriptedAdapter } from '../testing/scripted-adapter.ts';
import { createRealtimeSession } from './create-realtime-session.ts';
import type { RealtimeSessionOptions } from './session-options.ts';

afterEach(() => vi.unstubAllGlobals());

/** A session of calls in a browser without WebRTC, as WebKitGTK of Debian. */
function createCaller(adapter: RealtimeSessionOptions['adapter']) {
  vi.stubGlobal('RTCPeerConnection', undefined);
  Reflect.deleteProperty(globalThis, 'RTCPeerConnection');
  const credential = vi.fn(() => Promise.resolve('a-credential'));
  const microphone = createFakeMicrophone();
  const callSpeaker = createFakeSpeaker();
  const open = vi.spyOn(microphone, 'open');
  const session = createRealtimeSession({ adapter, credential, ports: { microphone, callSpeaker } });
  return { session, asked: () => [credential.mock.calls.length, open.mock.calls.length] };
}

const call = () => createScriptedAdapter({ transport: 'webrtc' });

describe('a call where the browser has no WebRTC', () => {
  it.each([
    ['an adapter', call],
    [
      'an adapter that is loaded',
      () => {
        const { id, capabilities } = call();
        return { id, capabilities, load: () => Promise.resolve(call()) };
      },
    ],
  ])('is refused with a code before anything is asked for, with %s', async (_name, create) => {
    const { session, asked } = createCaller(create() as RealtimeSessionOptions['adapter']);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(session.connect()).rejects.toMatchObject({
        code: 'unsupported-capability',
        isRetryable: false,
        message: expect.stringContaining('WebSocket'),
      });
      const { status, error } = session.store.getState();
      expect([status, error?.code]).toEqual(['failed', 'unsupported-capability']);
    }
    expect(asked()).toEqual([0, 0]);
  });
});
