import type { RecordedStep } from '@repartee/core/recording';

/** One field of the configuration: what the app wanted, and what the vendor said is in force. */
export interface ConfigurationField {
  readonly name: string;
  /** The app's value as JSON; `null` where the app asked for nothing. */
  readonly wanted: string | null;
  /** The vendor's value as JSON; `null` where the vendor does not report it. */
  readonly told: string | null;
  /** `open`: the vendor reports nothing. */
  readonly outcome: 'same' | 'different' | 'open';
}

/** Fields that the vendors report back. */
const REPORTED = ['turnDetection', 'model', 'voice'] as const;

const write = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value, null, 2);

/** Whether what is in force has all that was wanted: a vendor adds its defaults. */
function fulfils(wanted: unknown, told: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === told;
  if (typeof told !== 'object' || told === null) return false;
  return Object.entries(wanted).every(
    ([key, value]) => value === undefined || fulfils(value, (told as Readonly<Record<string, unknown>>)[key]),
  );
}

/** Compares the configuration that was sent with the one that the vendor reported, up to a time. */
export function compareConfiguration(
  steps: readonly RecordedStep[],
  untilMs = Number.POSITIVE_INFINITY,
): readonly ConfigurationField[] {
  let wanted: Readonly<Record<string, unknown>> = {};
  let told: Readonly<Record<string, unknown>> = {};
  for (const step of steps) {
    if (step.atMs > untilMs) break;
    if (step.kind !== 'event') continue;
    if (step.type === 'command-sent' && step.event.type === 'configure' && 'config' in step.event)
      wanted = step.event.isInitial ? { ...step.event.config } : { ...wanted, ...step.event.config };
    if (step.type === 'server-event' && step.event.type === 'session-configured')
      told = Object.fromEntries(REPORTED.map((key) => [key, (step.event as unknown as typeof told)[key]]));
  }
  const names = [...new Set([...Object.keys(wanted), ...REPORTED])];
  return names.flatMap((name) => {
    const field = { name, wanted: write(wanted[name]), told: write(told[name]) };
    if (field.wanted === null && field.told === null) return [];
    const outcome = field.told === null ? 'open' : fulfilsField(wanted[name], told[name]);
    return [{ ...field, outcome }];
  });
}

const fulfilsField = (wanted: unknown, told: unknown) =>
  wanted === undefined || fulfils(wanted, told) ? ('same' as const) : ('different' as const);
