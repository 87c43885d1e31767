import * as v from 'valibot';
import { invalid } from './frames.ts';
import type { Wire } from './frames.ts';

/** Checks a part of a message. @param root where it stands, for example `setup`. @throws Closing naming what is wrong. */
export function check(schema: v.GenericSchema, value: unknown, root: string): Wire {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output as Wire;
  const [issue] = result.issues;
  const keys = (issue.path ?? []).map((part) => part.key);
  const where = [root, ...keys].join('.');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const parent = [root, ...keys.slice(0, -1)].join('.');
    throw invalid(
      `Invalid JSON payload received. Unknown name "${String(keys.at(-1))}" at '${parent}': Cannot find field.`,
    );
  }
  throw invalid(`Invalid value at '${where}': ${issue.message}`);
}
