import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { Credential } from '../protocol/provider-adapter.ts';
import type { CredentialSource } from './credential-source.ts';

/**
 * Asks the app for a fresh credential and checks what it gave.
 *
 * @throws RealtimeError `credential-fetch-failed`, `credential-rejected`, `credential-expired` or `aborted`.
 */
export async function resolveCredential(
  source: CredentialSource,
  adapterId: string,
  signal: AbortSignal,
): Promise<Credential> {
  const answer = await ask(source, adapterId, signal);
  const credential = isResponse(answer) ? await readResponse(answer, adapterId) : readValue(answer);
  if (!credential) {
    throw new RealtimeError(
      'credential-fetch-failed',
      'The credential source gave no credential, so no connection can be opened. Return the Response of your ' +
        'credential endpoint, or an object { value, expiresAtMs }.',
      { adapterId },
    );
  }
  if (credential.expiresAtMs !== null && credential.expiresAtMs <= Date.now()) {
    throw new RealtimeError(
      'credential-expired',
      'The credential had already expired when it arrived, so the vendor would refuse it. Mint one for each call, and ' +
        'check the clock of the server.',
      { adapterId },
    );
  }
  return credential;
}

async function ask(source: CredentialSource, adapterId: string, signal: AbortSignal): Promise<unknown> {
  try {
    return await source({ adapterId, signal });
  } catch (error) {
    if (isRealtimeError(error)) throw error;
    throw new RealtimeError(
      signal.aborted ? 'aborted' : 'credential-fetch-failed',
      'The credential could not be fetched, so no connection can be opened. Check that the credential endpoint of your ' +
        'server is running and can be reached from this page.',
      { adapterId, cause: error },
    );
  }
}

async function readResponse(response: Response, adapterId: string): Promise<Credential | null> {
  const body: unknown = await response.json().catch(() => null); // Not JSON: judged by its status below.
  if (response.ok) return readValue(body);
  const isRefusal = response.status === 401 || response.status === 403;
  const told = (body as { error?: { message?: unknown } } | null)?.error?.message;
  throw new RealtimeError(
    isRefusal ? 'credential-rejected' : 'credential-fetch-failed',
    `The credential endpoint answered with status ${response.status}` +
      `${typeof told === 'string' ? `: ${told}` : ''}. Without a credential no connection can be opened. ` +
      (isRefusal ? 'Sign in, or check what its authorize hook asks for.' : 'Look at the log of your server.'),
    { adapterId, wire: body },
  );
}

function readValue(body: unknown): Credential | null {
  if (typeof body === 'string') return body === '' ? null : { value: body, expiresAtMs: null };
  if (typeof body !== 'object' || body === null) return null;
  const { value, expiresAtMs, url } = body as Record<string, unknown>;
  if (typeof value !== 'string' || value === '') return null;
  return {
    value,
    expiresAtMs: typeof expiresAtMs === 'number' && Number.isFinite(expiresAtMs) ? expiresAtMs : null,
    ...(typeof url === 'string' ? { url } : {}),
  };
}

/** By shape: the app's fetch may come from another realm, or from a polyfill. */
function isResponse(value: unknown): value is Response {
  return typeof value === 'object' && value !== null && typeof (value as Response).json === 'function';
}
