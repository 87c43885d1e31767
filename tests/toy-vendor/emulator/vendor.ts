import { floatToPcm16 } from '@repartee/core/audio';
import { Hono } from 'hono';
import type { VendorDefinition } from '../../vendor.ts';

/** The toy's server: it repeats aloud whatever is written to it. */
export const vendor: VendorDefinition = {
  id: 'toy',
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
