import type { StandardSchema } from './client-tool.ts';

/** Tells a Standard Schema from a JSON Schema. Some libraries make their schemas functions. */
export function isStandardSchema(schema: unknown): schema is StandardSchema {
  const isCarrier = (typeof schema === 'object' && schema !== null) || typeof schema === 'function';
  return isCarrier && '~standard' in schema;
}
