import type { ServerControl } from '../../protocol/call-control.ts';
import type { CredentialMinter, MintRequest, TermHold, TermName } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/credential.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { configError } from '../../util/config-error.ts';
import { missingCredential, requestCredential, resolveApiKey } from '../../util/mint-request.ts';
import type { ApiKey, MintRefusal } from '../../util/mint-request.ts';
import { readObject, readText } from '../../util/untrusted.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import { BASE_URL, VERSION } from './address.ts';
import { addressOf } from './plan.ts';
import type { WireSessionRequest } from './wire-types.ts';

interface WireToken {
  token?: string;
  session_token?: string;
  access_token?: string;
  expires_at?: string | number;
}

/** Options of `cartesiaMinter`. */
export interface CartesiaMinterOptions {
  /**
   * The secret key, or a function that gives it for each credential. It stays on the server. An empty key is an error when a
   * credential is minted, not when the module is imported.
   */
  readonly apiKey: ApiKey;
  /** The id of the agent. With it the credential carries the agent's address, and the page needs no id. */
  readonly agentId?: string;
  /** Whether the agent was deployed as code with Line, the vendor's framework. @default false */
  readonly line?: boolean;
  /** @default 'https://api.cartesia.ai' */
  readonly baseUrl?: string | URL;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** A token opens one connection right away, for which a minute is enough. The vendor allows up to an hour. */
const DEFAULT_SECONDS = 60;
const MAX_SECONDS = 3_600;

/** The vendor has no monitor and no hang-up (API reference, autumn 2026). */
const CONTROL: ServerControl = {
  canWatch: false,
  canUpdate: false,
  canRunTools: false,
  canEnd: false,
  canLimitDuration: false,
};

/**
 * A session's token carries overrides for one call (cartesia-js 4.2.0). No message of a managed agent's call has fields for them
 * (AsyncAPI 2026-08-14), so the page cannot change them.
 */
const TERMS: Readonly<Record<TermName, TermHold>> = {
  model: 'agent',
  instructions: 'pinned',
  voice: 'pinned',
  tools: 'agent',
  outputModality: 'none',
  maxOutputTokens: 'none',
  duration: 'none',
};

/** An access token carries nothing. The page writes the prompt of an agent that was deployed with Line into its first message. */
const LINE_TERMS: Readonly<Record<TermName, TermHold>> = { ...TERMS, instructions: 'agent', voice: 'agent' };

/**
 * Creates the minter of tokens. Without a configuration it asks for an access token (`POST /access-token`), which opens
 * calls with any agent of the account. With `instructions`, `voice`, `speed`, a language or `vendorOptions` it asks for a
 * session of one agent (`POST /v1/agents/websocket/{agentId}/sessions`), whose token is bound to one call.
 */
export function cartesiaMinter(options: CartesiaMinterOptions): CredentialMinter {
  return {
    adapterId: 'cartesia',
    terms: options.line ? LINE_TERMS : TERMS,
    control: CONTROL,
    mint: (request = {}) => mint(options, request),
  };
}

/**
 * Creates the minter of access tokens for Sonic, with the grant `tts` only.
 */
export function sonicMinter(options: Omit<CartesiaMinterOptions, 'agentId' | 'line'>): CredentialMinter {
  return {
    adapterId: 'sonic',
    mint: ({ config: _none, ...request } = {}) => mint(options, request, 'tts'),
  };
}

async function mint(
  options: CartesiaMinterOptions,
  request: MintRequest,
  grant: 'agent' | 'tts' = 'agent',
): Promise<Credential> {
  const seconds = request.expiresInSeconds ?? DEFAULT_SECONDS;
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_SECONDS) {
    throw configError(
      'cartesia',
      `expiresInSeconds is ${seconds}. It must be a whole number from 1 to ${MAX_SECONDS}.`,
    );
  }
  const session = options.line ? null : writeSession(request.config ?? {});
  const url = session
    ? resolveVendorUrl('cartesia', 'http', addressOf(options, 'managed'), '/sessions')
    : resolveVendorUrl('cartesia', 'http', options.baseUrl ?? BASE_URL, '/access-token');
  const body = session ?? { grants: { [grant]: true }, expires_in: seconds };
  const startedAtMs = Date.now();
  const answer = await requestCredential({
    adapterId: 'cartesia',
    send: options.fetch ?? fetch,
    url,
    headers: {
      authorization: `Bearer ${await resolveApiKey('cartesia', options.apiKey)}`,
      'cartesia-version': VERSION,
      'content-type': 'application/json',
    },
    body,
    signal: request.signal,
    readRefusal,
  });
  // The vendor does not document the answer to a session: the likely names are tried.
  const fields = readObject<WireToken>(answer);
  const value = readText(fields.token) || readText(fields.session_token) || readText(fields.access_token);
  if (!value) throw missingCredential('cartesia', 'token', answer);
  const expiresAtMs = session ? readExpiry(fields.expires_at) : startedAtMs + seconds * 1000;
  return { value, expiresAtMs, ...(options.agentId && { url: socketOf(options) }) };
}

function socketOf(options: CartesiaMinterOptions): string {
  return addressOf(options, options.line ? 'line' : 'managed').href;
}

/** The vendor does not document the format. A time in seconds, in milliseconds or as text is read. */
function readExpiry(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof time !== 'number' || !(time > 0)) return null;
  return time < 1e11 ? time * 1000 : time;
}

/** Writes the settings of one call; `null` where there are none. `vendorOptions` override them. */
function writeSession(config: SessionConfig): WireSessionRequest | null {
  const { instructions, voice, speed, transcription, vendorOptions } = config;
  const language = typeof transcription === 'object' ? transcription.language : undefined;
  const output = { voice_id: typeof voice === 'object' ? voice.id : voice, speed };
  const hasOutput = voice !== undefined || speed !== undefined;
  const config_overrides = { instructions, language, ...(hasOutput && { audio: { output } }) };
  const isPlain = instructions === undefined && language === undefined && !hasOutput;
  if (isPlain && !vendorOptions) return null;
  return { ...(!isPlain && { config_overrides }), ...vendorOptions } as WireSessionRequest;
}

function readRefusal(answer: unknown): MintRefusal {
  const { message, error } = readObject<{ message: string; error: string }>(answer);
  return { message: readText(message) || readText(error), code: null };
}
