import type { Credential } from '../protocol/provider-adapter.ts';

/**
 * Fetches a fresh credential for one connection. It may answer with a fetch Response whose JSON body is a credential, as
 * `@repartee/server` sends it, with the credential itself, or with its bare value.
 */
export type CredentialSource = (request: {
  readonly adapterId: string;
  readonly signal: AbortSignal;
}) => Promise<Response | Credential | string>;
