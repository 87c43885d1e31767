import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ReflexOpenOptions } from './reflex-port.ts';
import { createReflex } from './worklet-reflex.ts';

interface FakeNode {
  readonly context: { state: AudioContextState };
  readonly connect: ReturnType<typeof vi.fn>;
  readonly disconnect: ReturnType<typeof vi.fn>;
}

const context = {
  state: 'running' as AudioContextState,
  sampleRate: 48_000,
  audioWorklet: { addModule: () => Promise.resolve() },
};

const createNode = (): FakeNode => ({ context, connect: vi.fn(), disconnect: vi.fn() });

/** A worklet's node, whose audio thread is ready at once. */
class FakeWorkletNode extends EventTarget {
  readonly connect = vi.fn();
  readonly disconnect = vi.fn();
  readonly port = {
    onmessage: null as ((event: unknown) => void) | null,
    postMessage: () => {},
    close: () => {},
  };

  constructor() {
    super();
    queueMicrotask(() => this.port.onmessage?.({ data: { type: 'ready' } }));
  }
}

beforeEach(() => {
  context.state = 'running';
  vi.stubGlobal('document', Object.assign(new EventTarget(), { baseURI: 'https://app.example/' }));
  vi.stubGlobal('AudioWorkletNode', FakeWorkletNode);
});

afterEach(() => vi.unstubAllGlobals());

async function openReflex() {
  const [source, agent, output] = [createNode(), createNode(), createNode()];
  const reflex = await createReflex({ workletUrl: '/reflex.js' }).open({
    microphone: { source },
    speaker: { path: { agent, output } },
    signal: new AbortController().signal,
  } as unknown as ReflexOpenOptions);
  return { reflex, agent, output };
}

it('leads the agent’s voice past a reflex that is closed', async () => {
  const { reflex, agent, output } = await openReflex();
  expect(agent.disconnect).toHaveBeenCalledExactlyOnceWith(output);
  agent.connect.mockClear();
  reflex?.close();
  expect(agent.connect).toHaveBeenCalledExactlyOnceWith(output);
});

it('connects nothing in a context that is closed: the browser would warn', async () => {
  const { reflex, agent } = await openReflex();
  agent.connect.mockClear();
  context.state = 'closed';
  reflex?.close();
  expect(agent.connect).not.toHaveBeenCalled();
});
