import type { ServerControl } from '../../protocol/call-control.ts';
import type { CredentialMinter, MintRequest, TermHold, TermName } from '../../protocol/credential-minter.ts';
import type { Credential } from '../../protocol/credential.ts';
import { configError } from '../../util/config-error.ts';
import { missingCredential, requestCredential } from '../../util/mint-request.ts';
import { readCount, readObject, readText } from '../../util/untrusted.ts';
import { resolveVendorUrl } from '../../util/vendor-url.ts';
import { createCallControl } from './call-control.ts';
import { readRefusal, writeHeaders } from './server-request.ts';
import type { OpenAIMinterOptions } from './minter-options.ts';
import { BASE_URL, MODEL } from './plan.ts';
import { writeSession } from './session-payload.ts';
import type { WireSecret, WireSession } from './wire-types.ts';

export type { OpenAIMinterOptions } from './minter-options.ts';

/** The vendor's bounds on a secret's life, in seconds (API reference, November 2026). */
const MIN_SECONDS = 10;
const MAX_SECONDS = 7_200;

/** The holder of a secret can send `session.update` and choose another model in the address (sideband guide, November 2026). */
const TERMS: Readonly<Record<TermName, TermHold>> = {
  model: 'default',
  instructions: 'default',
  voice: 'default',
  tools: 'default',
  outputModality: 'default',
  maxOutputTokens: 'default',
  duration: 'none',
};

/** In a call that the server has opened; a secret alone gives no control (sideband guide, November 2026). */
const CONTROL: ServerControl = {
  canWatch: true,
  canUpdate: true,
  canRunTools: true,
  canEnd: true,
  canLimitDuration: false,
};

const NO_CONTROL: ServerControl = {
  canWatch: false,
  canUpdate: false,
  canRunTools: false,
  canEnd: false,
  canLimitDuration: false,
};

/**
 * Creates the minter of client secrets: `POST /realtime/client_secrets`. The secret carries the configuration as its
 * default; a browser may change that, so it is not a limit.
 */
export function openaiMinter(options: OpenAIMinterOptions): CredentialMinter {
  const minter = { adapterId: 'openai', terms: TERMS, mint: (request = {}) => mint(options, request) };
  // xAI has no calls.
  if (options.dialect === 'xai') return { ...minter, control: NO_CONTROL };
  return { ...minter, control: CONTROL, calls: createCallControl(options) };
}

async function mint(options: OpenAIMinterOptions, request: MintRequest): Promise<Credential> {
  const body = writeBody(options, request);
  const answer = await requestCredential({
    adapterId: 'openai',
    send: options.fetch ?? fetch,
    url: resolveVendorUrl('openai', 'http', options.baseUrl ?? BASE_URL, '/realtime/client_secrets'),
    headers: await writeHeaders(options, request.userId, 'application/json'),
    body,
    signal: request.signal,
    readRefusal,
  });
  const secret = readObject<WireSecret>(answer);
  const value = readText(secret.value);
  if (!value) throw missingCredential('openai', 'secret', answer);
  return { value, expiresAtMs: readCount(secret.expires_at) * 1000 || null };
}

function writeBody(
  options: OpenAIMinterOptions,
  { config = {}, expiresInSeconds: seconds }: MintRequest,
): object {
  if (
    seconds !== undefined &&
    !(Number.isInteger(seconds) && seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)
  ) {
    throw configError(
      'openai',
      `expiresInSeconds is ${seconds}. It must be a whole number from ${MIN_SECONDS} to ${MAX_SECONDS}.`,
    );
  }
  // xAI refuses `session` and `anchor` (docs.x.ai, ephemeral tokens, October 2026).
  if (options.dialect === 'xai') return seconds === undefined ? {} : { expires_after: { seconds } };
  const expiry = seconds === undefined ? {} : { expires_after: { anchor: 'created_at', seconds } };
  const session: WireSession = { ...writeSession(config), model: config.model ?? options.model ?? MODEL };
  return { ...expiry, session };
}
