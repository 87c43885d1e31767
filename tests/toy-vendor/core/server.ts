import type { CredentialMinter } from '../../protocol/credential-minter.ts';

/** Mints what the toy's emulator takes. */
export function toyMinter(): CredentialMinter {
  return { adapterId: 'toy', mint: () => Promise.resolve({ value: 'a pass', expiresAtMs: null }) };
}
