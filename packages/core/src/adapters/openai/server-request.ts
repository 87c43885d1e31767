import { hashUserId, resolveApiKey } from '../../util/mint-request.ts';
import type { MintRefusal } from '../../util/mint-request.ts';
import { readObject } from '../../util/untrusted.ts';
import { readError } from './errors.ts';
import type { OpenAIMinterOptions } from './minter-options.ts';
import type { WireError } from './wire-types.ts';

/** Writes the headers of a request with the secret key. A form brings its own type. */
export async function writeHeaders(
  options: OpenAIMinterOptions,
  userId?: string,
  type?: string,
): Promise<Headers> {
  const headers = new Headers({ authorization: `Bearer ${await resolveApiKey('openai', options.apiKey)}` });
  if (type) headers.set('content-type', type);
  if (options.organization) headers.set('OpenAI-Organization', options.organization);
  if (options.project) headers.set('OpenAI-Project', options.project);
  // The vendor asks for a stable id that does not identify the person.
  if (userId) headers.set('OpenAI-Safety-Identifier', await hashUserId(userId));
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return headers;
}

/** Reads the vendor's error. */
export function readRefusal(answer: unknown, status: number): MintRefusal {
  const { code, message } = readError(readObject<{ error: WireError }>(answer).error);
  return { message, code: status === 429 && code === 'quota-exhausted' ? code : null };
}
