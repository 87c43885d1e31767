import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { CredentialHandler } from './handler-options.ts';

export { connectSideband } from './calls/connect-sideband.ts';

/**
 * Creates the listener of a handler for Node's `http` and for Express. Mount it before a body parser: the handler reads the body
 * itself.
 *
 * @example
 * ```ts
 * createServer(toNodeListener(handler)).listen(3000);
 * app.post('/api/realtime', toNodeListener(handler));
 * ```
 */
export function toNodeListener(
  handler: CredentialHandler,
): (request: IncomingMessage, response: ServerResponse) => Promise<unknown> {
  const listen = getRequestListener(
    (request, { incoming }) => {
      const { remoteAddress } = incoming.socket;
      return handler(request, remoteAddress === undefined ? {} : { remoteAddress });
    },
    { overrideGlobalObjects: false },
  );
  return async (request, response) => listen(request, response);
}
