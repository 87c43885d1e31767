import { FAULT_KINDS } from './fault-kinds.ts';

/** Fields of the trigger by the names that they have on the command line. */
const TRIGGER_FIELDS: Readonly<Record<string, string>> = { connection: 'onConnection', times: 'times' };

/**
 * Reads a fault as the command line has it: `kind[:value,field=value…][@moment[+ms]]`. A value without a name is that of
 * the kind's first field. The result still needs to be checked.
 *
 * @throws RangeError for a text that does not have this form.
 * @example
 * ```ts
 * parseFault('drop:reset@speaking+300'); // { kind: 'drop', how: 'reset', trigger: { at: 'speaking', afterMs: 300 } }
 * parseFault('refuse:429,retryAfterS=2,times=3');
 * ```
 */
export function parseFault(text: string): Readonly<Record<string, unknown>> {
  const match = /^([a-z-]+)(?::([^@]*))?(?:@([a-z-]+)(?:\+(\d+))?)?$/.exec(text);
  if (!match)
    throw new RangeError(
      `The fault “${text}” cannot be read. It has the form kind:field=value@moment+ms, for example drop:reset@speaking+300.`,
    );
  const [, kind = '', list = '', at, afterMs] = match;
  const fields: Record<string, unknown> = { kind };
  const trigger: Record<string, unknown> = {
    ...(at !== undefined && { at }),
    ...(afterMs !== undefined && { afterMs: Number(afterMs) }),
  };
  for (const part of list.split(',').filter((each) => each !== '')) {
    const [name, value] = readPart(kind, part);
    const triggerField = TRIGGER_FIELDS[name];
    if (triggerField) trigger[triggerField] = value;
    else fields[name] = value;
  }
  return Object.keys(trigger).length > 0 ? { ...fields, trigger } : fields;
}

function readPart(kind: string, part: string): readonly [string, unknown] {
  const at = part.indexOf('=');
  if (at > 0) return [part.slice(0, at), readValue(part.slice(at + 1))];
  const rule = Object.entries(FAULT_KINDS).find(([name]) => name === kind)?.[1];
  const first = Object.keys(rule?.fields ?? {})[0];
  if (first !== undefined) return [first, readValue(part)];
  throw new RangeError(`The fault ${kind} has no fields, so “${part}” means nothing.`);
}

function readValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}
