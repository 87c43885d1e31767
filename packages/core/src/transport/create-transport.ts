import { createLazy } from '../util/lazy.ts';
import type { TransportPort } from './transport-port.ts';

const websocket = createLazy(() => import('./websocket-transport.ts'));
const webrtc = createLazy(() => import('./webrtc-transport.ts'));
const custom = createLazy(() => import('./custom-transport.ts'));

/** Creates the browser's own transports. Each is loaded with the first plan that asks for its kind. */
export function createTransport(): TransportPort {
  return {
    async open(options) {
      if (options.plan.kind === 'webrtc') {
        const { createWebRtcTransport } = webrtc.loaded ?? (await webrtc.load());
        return createWebRtcTransport().open(options);
      }
      if (options.plan.kind === 'custom') {
        const { createCustomTransport } = custom.loaded ?? (await custom.load());
        return createCustomTransport().open(options);
      }
      const { createWebSocketTransport } = websocket.loaded ?? (await websocket.load());
      return createWebSocketTransport().open(options);
    },
  };
}
