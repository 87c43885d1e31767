const DEVICES = `
const nothing = () => {};
const signal = new AbortController().signal;
const listener = { onItemStarted: nothing, onPlayhead: nothing, onItemFinished: nothing, onDrained: nothing, onBlockedChange: nothing, onLost: nothing };
const format = { encoding: 'pcm16', sampleRateHz: 24000 };
`;

/** A page of the whole kit, which tells in its title whether sound came from the microphone. */
export const KIT_PAGE = `
import { createRealtimeSession } from '@repartee/core';
import { createMicrophone, createSpeaker } from '@repartee/core/ports';
import { openai } from '@repartee/core/adapters/openai';
import { SessionProvider } from '@repartee/hooks';
import { ConnectButton, Transcript } from '@repartee/ui';
import '@repartee/ui/styles.css';
import { createRoot } from 'react-dom/client';
import { createElement } from 'react';

const session = createRealtimeSession({ adapter: openai(), credential: () => fetch('/nowhere', { method: 'POST' }) });
createRoot(document.body.appendChild(document.createElement('div'))).render(
  createElement(SessionProvider, { session }, createElement(ConnectButton), createElement(Transcript.Root)),
);
${DEVICES}
try {
  const speaker = await createSpeaker().open({ format, volume: 1, signal, listener });
  const chunk = new Promise((resolve) => void createMicrophone().open({ format, signal, onChunk: resolve, onLost: nothing }));
  await chunk;
  speaker.close();
  document.title = 'heard';
} catch (error) {
  document.title = 'failed: ' + error.code + ' ' + error.message;
}
`;

/** A page that needs every worklet and worker: speaker, microphone, the reflex between them, and the neural detector. */
export const AUDIO_PAGE = `
import { neural } from '@repartee/core/detectors/neural';
import { createContextPool, createMicrophone, createReflex, createSpeaker } from '@repartee/core/ports';
${DEVICES}
async function hear() {
  const contexts = createContextPool();
  const speaker = await createSpeaker({ contexts }).open({ format, volume: 1, signal, listener });
  let take = nothing;
  const chunk = new Promise((resolve) => (take = resolve));
  const microphone = await createMicrophone({ contexts }).open({ format, signal, onChunk: take, onLost: nothing });
  await chunk;
  const reflex = { duckLevel: 0.2, duckMs: 20, detector: {} };
  await new Promise((resolve, reject) => {
    const detector = (request) => Promise.resolve(neural()(request)).then(resolve, reject);
    createReflex()
      .open({ microphone, speaker, reflex, detector, signal, onReport: nothing, onLost: nothing })
      .then((opened) => opened || reject(new Error('The reflex found no way to sit in.')), reject);
  });
}

hear().then(
  () => (document.title = 'heard'),
  (error) => (document.title = 'failed: ' + error.code + ' ' + error.message),
);
`;
