import type { IncomingMessage } from 'node:http';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { FaultInjector } from './fault-injector.ts';
import type { FaultyAnswer, RequestFaults } from './request-faults.ts';

/** Applies faults to the requests that mint a credential or open a call. */
export function createFaultMiddleware(
  injector: FaultInjector,
  faults: RequestFaults,
  vendors: readonly string[],
): MiddlewareHandler {
  return async (context, next) => {
    const { method, path } = context.req;
    for (const vendor of vendors) {
      const kind = injector.vendorOf(vendor).requestKind(method, path);
      if (kind === null) continue;
      const isMint = kind === 'mint';
      const ticket = isMint ? null : injector.beginConnection(vendor);
      const outcome = await faults.decide({
        moment: isMint ? 'mint' : 'upgrade',
        kind,
        ticket: ticket ?? injector.beginMint(vendor),
        stream: (context.env as { readonly incoming: IncomingMessage }).incoming.socket,
      });
      // The connection stays open without an answer, or has been broken.
      if (outcome === 'unanswered') return new Promise<never>(() => {});
      if (outcome !== 'served') return answer(context, outcome);
      return ticket ? injector.within(ticket, () => next()) : next();
    }
    return next();
  };
}

function answer(context: Context, { status, body, retryAfterS }: FaultyAnswer): Response {
  if (retryAfterS !== null) context.header('Retry-After', String(retryAfterS));
  const code = status as ContentfulStatusCode;
  return typeof body === 'string' ? context.text(body, code) : context.json(body, code);
}
