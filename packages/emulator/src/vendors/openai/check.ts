import * as v from 'valibot';
import { Refusal } from './frames.ts';
import type { Wire } from './frames.ts';

/** Checks a part of a request. @param root where it stands, for example `session`. @throws Refusal naming what is wrong. */
export function check(schema: v.GenericSchema, value: unknown, root: string): Wire {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output as Wire;
  const issue = deepestIssue(result.issues[0]);
  const keys = (issue.path ?? []).map((part) => part.key);
  const param = keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return path === '' ? String(key) : `${path}.${String(key)}`;
  }, root);
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    throw new Refusal('unknown_parameter', `Unknown parameter: '${param}'.`, param);
  }
  if (issue.received === 'undefined') {
    throw new Refusal('missing_required_parameter', `Missing required parameter: '${param}'.`, param);
  }
  throw new Refusal('invalid_value', `Invalid value for '${param}': ${issue.message}`, param);
}

/** A union reports that nothing fits; what is wrong is in the option that came furthest. */
function deepestIssue(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const depth = (candidate: v.BaseIssue<unknown>) => candidate.path?.length ?? 0;
  const inner = issue.issues?.toSorted((a, b) => depth(b) - depth(a))[0];
  return inner && depth(inner) > depth(issue) ? deepestIssue(inner) : issue;
}
