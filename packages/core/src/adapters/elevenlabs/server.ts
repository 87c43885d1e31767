import { RealtimeError, redactSecrets } from '../../errors/realtime-error.ts';
import type { CredentialMinter, MintRequest } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/provider-adapter.ts';
import { codeOf, failure } from './errors.ts';
import { PATH, resolveUrl } from './plan.ts';
import { list, object, text } from './read.ts';

/** What the minter works with. */
export interface ElevenLabsMinterOptions {
  /** The secret key. It stays on the server. */
  readonly apiKey: string;
  /** The agent to talk to. */
  readonly agentId: string;
  /** Which of the agent's environments to talk to. @default the vendor's own */
  readonly environment?: string;
  /** Which branch of the agent. @default its main one */
  readonly branchId?: string;
  /** Whether a link is good for one conversation only, whose id the vendor then knows beforehand. @default true */
  readonly isSingleUse?: boolean;
  /** What the credential is for: a signed URL, or the token of a call. @default 'websocket' */
  readonly transport?: 'websocket' | 'webrtc';
  /** @default 'https://api.elevenlabs.io' */
  readonly baseUrl?: string | URL;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** A conversation must start within fifteen minutes of the minting (docs, autumn 2026), in milliseconds. */
const LIFE_MS = 15 * 60_000;

/**
 * Creates the minter of signed URLs (`GET /v1/convai/conversation/get-signed-url`), each of which opens a conversation
 * with the agent, or of tokens of calls (`GET /v1/convai/conversation/token`). A configuration does not travel with them: it goes out when the conversation opens. How long they
 * live is the vendor's choice, so that `expiresInSeconds` is refused.
 *
 * @throws RealtimeError `invalid-config` for an empty key.
 */
export function elevenLabsMinter(options: ElevenLabsMinterOptions): CredentialMinter {
  if (!options.apiKey)
    throw failure(
      'invalid-config',
      'The API key is empty, so no link can be minted. Set it in the environment of the server.',
    );
  return { adapterId: 'elevenlabs', mint: (request = {}) => mint(options, request) };
}

async function mint(options: ElevenLabsMinterOptions, request: MintRequest): Promise<Credential> {
  if (request.expiresInSeconds !== undefined && request.expiresInSeconds * 1000 !== LIFE_MS)
    throw failure('invalid-config', 'A signed URL lives fifteen minutes: another time cannot be asked for.');
  if (!options.agentId) throw failure('invalid-config', 'No agentId was given, so no link can be minted.');
  const startedAtMs = Date.now();
  const answer = await ask(options, request, addressOf(options));
  const { signed_url, token } = object<{ signed_url: string; token: string }>(answer);
  const isCall = options.transport === 'webrtc';
  const value = text(isCall ? token : signed_url);
  if (!value || (!isCall && !/^wss?:/.test(value)))
    throw failure(
      'credential-fetch-failed',
      `The vendor answered without a ${isCall ? 'token' : 'signed URL'}, so no connection can be opened. Check the base URL.`,
      answer,
    );
  // How long a token lives is not documented.
  return { value, expiresAtMs: isCall ? null : startedAtMs + LIFE_MS };
}

function addressOf({
  agentId,
  environment,
  branchId,
  isSingleUse = true,
  transport = 'websocket',
  baseUrl,
}: ElevenLabsMinterOptions): URL {
  const isCall = transport === 'webrtc';
  const url = resolveUrl(baseUrl, `${PATH}/${isCall ? 'token' : 'get-signed-url'}`);
  url.protocol = url.protocol.replace('ws', 'http');
  url.searchParams.set('agent_id', agentId);
  if (isSingleUse && !isCall) url.searchParams.set('include_conversation_id', 'true');
  if (environment) url.searchParams.set('environment', environment);
  if (branchId) url.searchParams.set('branch_id', branchId);
  return url;
}

async function ask(
  { apiKey, fetch: send = fetch }: ElevenLabsMinterOptions,
  { signal }: MintRequest,
  url: URL,
): Promise<unknown> {
  try {
    const response = await send(url, { headers: { 'xi-api-key': apiKey }, signal: signal ?? null });
    const answer: unknown = await response.json().catch(() => null); // Not JSON: judged by its status.
    if (!response.ok) throw explain(response.status, answer);
    return answer;
  } catch (cause) {
    if (cause instanceof RealtimeError) throw cause;
    const isAborted = signal?.aborted === true;
    throw new RealtimeError(
      isAborted ? 'aborted' : 'credential-fetch-failed',
      isAborted
        ? 'The minting was called off, so there is no link.'
        : 'The vendor could not be reached, so no link was minted. Check the network and the base URL, and try again.',
      { adapterId: 'elevenlabs', cause },
    );
  }
}

/** The body is `{"detail":"…"}`, `{"detail":{"status","message"}}`, or a list of what is wrong with the request. */
function explain(status: number, answer: unknown): RealtimeError {
  const { detail } = object<{ detail: unknown }>(answer);
  const { message, status: name } = object<{ message: string; status: string }>(detail);
  const { msg } = object<{ msg: string }>(list(detail)[0]);
  // Vendors repeat what they were sent in their messages.
  const told = String(redactSecrets(text(message) || text(msg) || text(detail) || 'no reason given'));
  // Quotas are told with the status of a refused key.
  if (/quota|credit/.test(text(name)) || status === 402) return failure('quota-exhausted', told, answer);
  if (status === 401 || status === 403)
    return failure(
      'credential-rejected',
      'The vendor refused the API key. Check it and what it may do.',
      answer,
    );
  if (status === 429) return failure('rate-limited', told, answer);
  if (status >= 500)
    return failure('vendor-failed', `The vendor failed with status ${status}. Try again.`, answer);
  const code = codeOf(text(name));
  return failure(
    code === 'vendor-failed' ? 'invalid-config' : code,
    `The vendor refused the request (status ${status}): ${told}`,
    answer,
  );
}
