import { floatToPcm16 } from '@repartee/core/audio';
import { Hono } from 'hono';
import type { VendorFaults } from '../../faults/vendor-faults.ts';
import type { VendorDefinition } from '../../vendor.ts';

const faults: VendorFaults = {
  lacks: new Set(),
  frames: 'text',
  refusalCode: 1008,
  requestKind: () => null,
  answer: (problem) => ({ status: 403, body: problem }),
  end: (problem) => ({ frames: [], code: 1008, reason: problem }),
  createPhaseReader: () => () => [],
  unknownEvent: (filler) => ({ kind: 'surprise', filler }),
  splitTranscript: (frame) => ({ words: null, rest: frame }),
  withoutUsage: (frame) => frame,
};

/** The toy's server: it repeats aloud whatever is written to it. */
export const vendor: VendorDefinition = {
  id: 'toy',
  faults,
  create: (context) => ({
    routes: new Hono(),
    socketRoute: (path) =>
      path === '/toy'
        ? {
            selectProtocol: () => false,
            open(socket) {
              const send = (wire: object) => socket.send(JSON.stringify(wire));
              socket.on('message', async (data) => {
                const { kind, text } = JSON.parse(String(data)) as { kind: string; text?: string };
                if (kind === 'hello') send({ kind: 'ready' });
                if (kind !== 'words' || text === undefined) return;
                const { samples } = await context.voice.speak(text, 'toy');
                const audio = Buffer.from(floatToPcm16(samples)).toString('base64');
                send({ kind: 'begin', turn: 1 });
                send({ kind: 'words', turn: 1, text: `You wrote: ${text}` });
                send({ kind: 'sound', turn: 1, audio });
                send({ kind: 'end', turn: 1 });
              });
            },
          }
        : null,
  }),
};
