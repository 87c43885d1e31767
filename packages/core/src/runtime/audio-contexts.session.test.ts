import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createScriptedAdapter } from '../testing/scripted-adapter.ts';
import { createScriptedTransport } from '../testing/scripted-transport.ts';
import { settle } from '../testing/settle.ts';
import { createLazy } from '../util/lazy.ts';
import { resolveDevicePorts } from './device-ports.ts';
import { CONVERSATION_MODULES } from './conversation-modules.ts';
import { LAZY_MODULES } from './create-realtime-session.ts';
import { SessionHandle } from './session-handle.ts';
import type { SessionModules } from './session-loop.ts';
import { resolveStartPorts } from './start-ports.ts';

/* Browsers allow few audio contexts: one that a session made must not stay behind. */

const states: string[] = [];

class FakeContext {
  readonly #index = states.push('running') - 1;

  get state(): string {
    return states[this.#index] ?? '';
  }

  close(): Promise<void> {
    states[this.#index] = 'closed';
    return Promise.resolve();
  }
}

beforeEach(() => {
  states.length = 0;
  vi.stubGlobal('AudioContext', FakeContext);
});
afterEach(() => void vi.unstubAllGlobals());

it('closes the context of an attempt that is closed before the conversation has loaded', async () => {
  let fail: (error: Error) => void = () => {};
  const conversation: SessionModules['conversation'] = createLazy(
    () => new Promise((_, reject) => (fail = reject)),
  );
  const session = new SessionHandle(
    { adapter: createScriptedAdapter(), credential: () => Promise.resolve('a-credential') },
    resolveStartPorts({ transport: createScriptedTransport() }),
    { ...LAZY_MODULES, conversation },
  );
  const outcome = session.connect().catch(({ code }: { readonly code: string }) => code);
  expect(states).toEqual(['running']);
  const closing = session.close();
  expect(states).toEqual(['closed']);
  fail(new Error('offline'));
  await closing;
  expect(await outcome).toBe('aborted');
  const again = session.connect().catch(() => {});
  expect(states).toEqual(['closed', 'running']);
  fail(new Error('offline'));
  await again;
  expect(states).toEqual(['closed', 'closed']);
});

it('closes the context that was unlocked for a call whose speaker is not opened in the end', async () => {
  const { callSpeaker } = resolveDevicePorts(
    resolveStartPorts({ transport: createScriptedTransport() }),
    CONVERSATION_MODULES,
  );
  const controller = new AbortController();
  callSpeaker.unlock();
  const opening = callSpeaker.open({
    format: { encoding: 'pcm16', sampleRateHz: 24_000 },
    volume: 1,
    signal: controller.signal,
    listener: {} as never,
  });
  controller.abort();
  await expect(opening).rejects.toMatchObject({ code: 'aborted' });
  await settle();
  expect(states).toEqual(['closed']);
});
