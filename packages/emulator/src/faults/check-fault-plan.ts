import * as v from 'valibot';
import type { FaultKind, FaultMoment, FaultPlan, PlannedFault } from './fault.ts';
import { FAULT_KINDS, FAULT_MOMENTS } from './fault-kinds.ts';

const trigger = v.strictObject({
  at: v.optional(v.picklist(FAULT_MOMENTS)),
  afterMs: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
  onConnection: v.optional(
    v.union([v.literal('every'), v.pipe(v.number(), v.integer(), v.minValue(1))], '1, 2, 3 … or "every"'),
  ),
  times: v.optional(
    v.union([v.literal('always'), v.pipe(v.number(), v.integer(), v.minValue(1))], '1, 2, 3 … or "always"'),
  ),
});

/** The vendors that a plan may name, and which kinds of fault each of them has not. */
export interface KnownVendors {
  readonly ids: readonly string[];
  lacks(vendor: string, kind: FaultKind): boolean;
}

/**
 * Checks a plan, for example one that was read as JSON.
 *
 * @throws RangeError that names the entry, the field and the allowed values.
 */
export function checkFaultPlan(value: unknown, vendors: KnownVendors): FaultPlan {
  if (!Array.isArray(value)) throw new RangeError('A fault plan is a list of faults.');
  return value.map((entry, index) => checkFault(entry, vendors, `Fault ${index + 1}`));
}

/**
 * Checks one fault.
 *
 * @param name of the fault in the message of an error
 * @throws RangeError
 */
export function checkFault(value: unknown, vendors: KnownVendors, name = 'The fault'): PlannedFault {
  const { kind } = (typeof value === 'object' && value !== null ? value : {}) as { readonly kind?: unknown };
  if (typeof kind !== 'string' || !Object.hasOwn(FAULT_KINDS, kind))
    throw new RangeError(
      `${name} has the kind ${JSON.stringify(kind)}, but it must be one of ${Object.keys(FAULT_KINDS).join(', ')}.`,
    );
  const { fields } = FAULT_KINDS[kind as FaultKind];
  const schema = v.strictObject({
    kind: v.literal(kind),
    trigger: v.optional(trigger),
    vendor: v.optional(v.picklist(vendors.ids)),
    ...fields,
  });
  const result = v.safeParse(schema, value);
  if (!result.success)
    throw new RangeError(`${name} (${kind}): ${explain(result.issues[0], schema.entries)}.`);
  const fault = result.output as unknown as PlannedFault;
  checkMoment(fault, name);
  checkMeaning(fault, vendors, name);
  return fault;
}

/** The moment at which a fault happens. */
export function momentOf(fault: PlannedFault): FaultMoment {
  // Every kind has a usual moment.
  return fault.trigger?.at ?? FAULT_KINDS[fault.kind].moments[0] ?? 'configured';
}

function explain(issue: v.BaseIssue<unknown>, known: Readonly<Record<string, unknown>>): string {
  const path = v.getDotPath(issue as v.BaseIssue<unknown> & { path?: [v.IssuePathItem] }) ?? '';
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
  if (isUnknown && !path.includes('.'))
    return `it has no field “${path}”. It has ${Object.keys(known).join(', ')}`;
  if (isUnknown) return `a trigger has no field “${path.replace('trigger.', '')}”`;
  if (issue.received === 'undefined') return `the field ${path} is missing`;
  return `the field ${path} is ${String(issue.received)}, but it must be ${issue.expected ?? issue.message}`;
}

function checkMoment(fault: PlannedFault, name: string): void {
  const { moments } = FAULT_KINDS[fault.kind];
  const at = momentOf(fault);
  if (!moments.includes(at))
    throw new RangeError(`${name} (${fault.kind}) cannot happen at ${at}, only at ${moments.join(', ')}.`);
  if (at !== 'mint' && at !== 'upgrade') return;
  // Before there is a connection, only a request can fail.
  if (fault.kind === 'drop' && (fault.how === 'clean' || fault.how === 'half-open'))
    throw new RangeError(
      `${name} (drop) cannot be ${fault.how} at ${at}: use abrupt or reset, or the kinds refuse and hang.`,
    );
}

function checkMeaning(fault: PlannedFault, vendors: KnownVendors, name: string): void {
  if (
    fault.kind === 'drop' &&
    fault.how !== 'clean' &&
    (fault.code !== undefined || fault.reason !== undefined)
  )
    throw new RangeError(`${name} (drop) has a code or a reason, which only a clean drop has.`);
  if (fault.vendor !== undefined && vendors.lacks(fault.vendor, fault.kind))
    throw new RangeError(`${name}: the vendor ${fault.vendor} has no ${fault.kind}.`);
}
