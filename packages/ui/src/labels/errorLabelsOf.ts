import type { ErrorLabels } from './Labels.ts';

/** The words for an error. A newer server may send a code that this version of the kit has no words for. */
export function errorLabelsOf(
  errors: Readonly<Partial<Record<string, ErrorLabels>> & { readonly 'vendor-failed': ErrorLabels }>,
  code: string,
): ErrorLabels {
  return errors[code] ?? errors['vendor-failed'];
}
