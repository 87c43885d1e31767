import type { Wire } from './frames.ts';

/** The vendor's order of the fields that every session has. Other fields follow. */
const ORDER = [
  'model',
  'output_modalities',
  'instructions',
  'tools',
  'tool_choice',
  'max_output_tokens',
  'tracing',
  'truncation',
  'prompt',
  'expires_at',
  'audio',
  'include',
] as const;

/** Writes a configuration as the vendor does. @param about.expiresAt seconds since 1970; 0 in the answer to a minting */
export function describeSession(
  config: Wire,
  about: { readonly id: string; readonly expiresAt: number },
): Wire {
  const all: Wire = { ...config, expires_at: about.expiresAt };
  const { type, ...rest } = all;
  const ordered = Object.fromEntries(ORDER.map((key) => [key, rest[key] ?? null]));
  return { type, object: 'realtime.session', id: about.id, ...ordered, ...omit(rest, ORDER) };
}

function omit(wire: Wire, keys: readonly string[]): Wire {
  return Object.fromEntries(Object.entries(wire).filter(([key]) => !keys.includes(key)));
}
