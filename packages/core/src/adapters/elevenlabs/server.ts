import type { ServerControl } from '../../protocol/call-control.ts';
import type {
  CredentialMinter,
  MintedCredential,
  MintRequest,
  TermHold,
  TermName,
} from '../../protocol/credential-minter.ts';
import { configError } from '../../util/config-error.ts';
import { missingCredential, requestCredential, resolveApiKey } from '../../util/mint-request.ts';
import type { ApiKey, MintRefusal } from '../../util/mint-request.ts';
import { readList, readObject, readText } from '../../util/untrusted.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import { codeOf } from './errors.ts';
import { createMonitor } from './monitor.ts';
import { BASE_URL, PATH } from './plan.ts';

/** Options of `elevenLabsMinter`. */
export interface ElevenLabsMinterOptions {
  /**
   * The secret key, or a function that gives it for each credential. It stays on the server. An empty key is an error when a
   * credential is minted, not when the module is imported.
   */
  readonly apiKey: ApiKey;
  /** The id of the agent. */
  readonly agentId: string;
  /** The agent's environment. @default the vendor's default */
  readonly environment?: string;
  /** The agent's branch. @default the main branch */
  readonly branchId?: string;
  /** Whether a signed URL opens one conversation only. The vendor then assigns the conversation's id beforehand. @default true */
  readonly singleUse?: boolean;
  /** `websocket` mints a signed URL, `webrtc` the token of a call. @default 'websocket' */
  readonly transport?: 'websocket' | 'webrtc';
  /**
   * Whether the account may monitor conversations (an enterprise plan) and the agent allows it (`monitoring_enabled`). The server can
   * then end conversations. It needs `singleUse`, or a call.
   *
   * @default false
   */
  readonly monitoring?: boolean;
  /** @default 'https://api.elevenlabs.io' */
  readonly baseUrl?: string | URL;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** A conversation must start within fifteen minutes of the minting (docs, autumn 2026), in milliseconds. */
const LIFE_MS = 15 * 60_000;

/** Without monitoring, only the agent's settings limit the duration (API reference, autumn 2026). */
const NO_CONTROL: ServerControl = {
  canWatch: false,
  canUpdate: false,
  canRunTools: false,
  canEnd: false,
  canLimitDuration: false,
};

/** A monitor sees no audio, and changes nothing but what the agent knows (docs, 2026). */
const MONITORED: ServerControl = { ...NO_CONTROL, canWatch: true, canUpdate: true, canEnd: true };

/** A signed URL names the agent and carries no configuration (API reference, autumn 2026). */
const TERMS: Readonly<Record<TermName, TermHold>> = {
  model: 'agent',
  instructions: 'agent',
  voice: 'agent',
  tools: 'agent',
  outputModality: 'agent',
  maxOutputTokens: 'agent',
  duration: 'agent',
};

/**
 * Creates the minter of signed URLs (`GET /v1/convai/conversation/get-signed-url`), or of tokens for calls
 * (`GET /v1/convai/conversation/token`). Each opens a conversation with the agent. The configuration does not travel with
 * them: the browser sends it when the conversation opens. The vendor fixes their lifetime, so `expiresInSeconds` is refused.
 */
export function elevenLabsMinter(options: ElevenLabsMinterOptions): CredentialMinter {
  return {
    adapterId: 'elevenlabs',
    terms: TERMS,
    ...(options.monitoring
      ? { control: MONITORED, monitor: createMonitor(options) }
      : { control: NO_CONTROL }),
    mint: (request = {}) => mint(options, request),
  };
}

async function mint(options: ElevenLabsMinterOptions, request: MintRequest): Promise<MintedCredential> {
  if (request.expiresInSeconds !== undefined && request.expiresInSeconds * 1000 !== LIFE_MS)
    throw configError(
      'elevenlabs',
      'The vendor fixes the lifetime at 15 minutes. Leave expiresInSeconds out.',
    );
  if (!options.agentId) throw configError('elevenlabs', 'The minter needs an agentId.');
  const startedAtMs = Date.now();
  const answer = await requestCredential({
    adapterId: 'elevenlabs',
    send: options.fetch ?? fetch,
    url: addressOf(options),
    headers: { 'xi-api-key': await resolveApiKey('elevenlabs', options.apiKey) },
    signal: request.signal,
    readRefusal,
  });
  const { signed_url, token, conversation_id } = readObject<WireLink>(answer);
  const isCall = options.transport === 'webrtc';
  const value = readText(isCall ? token : signed_url);
  if (!value || (!isCall && !/^wss?:/.test(value)))
    throw missingCredential('elevenlabs', isCall ? 'token' : 'signed URL', answer);
  // The vendor does not document the lifetime of a token.
  const expiresAtMs = isCall ? null : startedAtMs + LIFE_MS;
  const id = isCall ? readText(conversation_id) : new URL(value).searchParams.get('conversation_id');
  return { value, expiresAtMs, ...(options.monitoring && id && { vendorSessionId: id }) };
}

interface WireLink {
  readonly signed_url: string;
  readonly token: string;
  readonly conversation_id: string;
}

function addressOf({
  agentId,
  environment,
  branchId,
  singleUse = true,
  transport = 'websocket',
  baseUrl,
}: ElevenLabsMinterOptions): URL {
  const isCall = transport === 'webrtc';
  const path = `${PATH}/${isCall ? 'token' : 'get-signed-url'}`;
  const url = resolveVendorUrl('elevenlabs', 'http', baseUrl ?? BASE_URL, path);
  url.searchParams.set('agent_id', agentId);
  if (singleUse && !isCall) url.searchParams.set('include_conversation_id', 'true');
  if (environment) url.searchParams.set('environment', environment);
  if (branchId) url.searchParams.set('branch_id', branchId);
  return url;
}

/** The body is `{"detail":"…"}`, `{"detail":{"status","message"}}`, or a list of faults in the request. */
function readRefusal(answer: unknown, status: number): MintRefusal {
  const { detail } = readObject<{ detail: unknown }>(answer);
  const { message, status: name } = readObject<{ message: string; status: string }>(detail);
  const { msg } = readObject<{ msg: string }>(readList(detail)[0]);
  const words = readText(message) || readText(msg) || readText(detail);
  // The vendor answers an empty account with 401, like a refused key (`quota_exceeded`: API errors, autumn 2026).
  if (/quota|credit/.test(readText(name))) return { message: words, code: 'quota-exhausted' };
  const code = status < 500 && ![401, 402, 403, 429].includes(status) ? codeOf(readText(name)) : null;
  return { message: words, code: code === 'vendor-failed' ? null : code };
}
