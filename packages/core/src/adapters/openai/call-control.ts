import type { CallControl, CallRequest, StartedCall } from '../../protocol/call-control.ts';
import { isRealtimeError } from '../../errors/realtime-error.ts';
import { writeJson } from '../../util/config-error.ts';
import { missingCredential, requestVendor } from '../../util/mint-request.ts';
import { requireTls, resolveVendorUrl } from '../../util/vendor-url.ts';
import { createAdapter } from './adapter.ts';
import { END_PREFIX } from './decode.ts';
import { BASE_URL, CALLS, MODEL } from './plan.ts';
import { readRefusal, writeHeaders } from './server-request.ts';
import type { OpenAIMinterOptions } from './minter-options.ts';
import { writeSession } from './session-payload.ts';

/**
 * Opens calls with the secret key: `POST /realtime/calls` with the offer and the session. A sideband may only join a call whose
 * id the server knows by itself (vendor's forum, September 2026).
 */
export function createCallControl(options: OpenAIMinterOptions): CallControl {
  const addressOf = (path: string) => resolveVendorUrl('openai', 'http', options.baseUrl ?? BASE_URL, path);
  const send = (url: URL, init: RequestInit) => (options.fetch ?? fetch)(url, init);
  return {
    start: (request) => start(options, request),
    async hangUp(callId, signal) {
      try {
        await requestVendor({
          adapterId: 'openai',
          send,
          url: addressOf(`${CALLS}/${encodeURIComponent(callId)}/hangup`),
          headers: await writeHeaders(options),
          method: 'POST',
          signal,
          readRefusal: (answer, status) =>
            // It has ended already.
            status === 404 ? { message: '', code: 'session-expired' } : readRefusal(answer, status),
        });
      } catch (error) {
        if (!isRealtimeError(error) || error.code !== 'session-expired') throw error;
      }
    },
    async planSideband(callId) {
      const url = resolveVendorUrl('openai', 'ws', options.baseUrl ?? BASE_URL, '/realtime');
      requireTls('openai', url);
      url.searchParams.set('call_id', callId);
      return { url: url.href, headers: Object.fromEntries(await writeHeaders(options)) };
    },
    writeEnd(code) {
      const content = [{ type: 'input_text', text: 'The server of the app ends this call.' }];
      const item = { id: END_PREFIX + code, type: 'message', role: 'system', content };
      return [JSON.stringify({ type: 'conversation.item.create', item })];
    },
    createCodec: () => createAdapter({ transport: 'webrtc' }).createCodec(),
  };
}

async function start(
  options: OpenAIMinterOptions,
  { sdp, config = {}, userId, signal }: CallRequest,
): Promise<StartedCall> {
  const session = { ...writeSession(config), model: config.model ?? options.model ?? MODEL };
  const form = new FormData();
  form.set('sdp', sdp);
  form.set('session', writeJson('openai', session));
  const { response, text, answer } = await requestVendor({
    adapterId: 'openai',
    send: options.fetch ?? fetch,
    url: resolveVendorUrl('openai', 'http', options.baseUrl ?? BASE_URL, CALLS),
    headers: await writeHeaders(options, userId),
    body: form,
    signal,
    readRefusal,
  });
  const callId = /([\w-]+)\/*$/.exec(response.headers.get('location') ?? '')?.[1];
  if (callId && text.startsWith('v=0')) return { callId, sdp: text };
  throw missingCredential('openai', callId ? 'session description' : 'call id', answer);
}
