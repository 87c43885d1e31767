import type { SessionConfig } from '../protocol/session-config.ts';
import type { InternalState } from './internal-state.ts';
import type { Step } from './step.ts';

/*
 * `told` is the configuration that the vendor has on this connection, and the effective configuration is the one that it is
 * to have. Their difference is sent whenever the session is live and no change waits for its acknowledgement. Every
 * setting that reaches the vendor goes this one way: tools, input mode, turn detection, turn authority.
 */

type Field = keyof SessionConfig;

/** Values of the kit for fields that the app leaves out. A transcript needs the user's words, so they are asked for. */
const DEFAULTS: SessionConfig = { transcription: {} };

/**
 * The configuration that the vendor is to have. In push-to-talk the vendor must not detect turns itself. Where the kit
 * decides whether a voice cuts the agent, the vendor must neither interrupt nor respond by itself: it would answer coughs.
 */
export function effectiveConfig(state: InternalState): SessionConfig {
  const { transcription = DEFAULTS.transcription, ...rest } = state.vendor.config;
  const config: SessionConfig = { ...rest, transcription };
  if (state.public.inputMode === 'push-to-talk') return { ...config, turnDetection: { mode: 'off' } };
  const { turnDetection = { mode: 'server' } } = config;
  if (state.interruption.turnAuthority === 'vendor' || turnDetection.mode === 'off') return config;
  return { ...config, turnDetection: { ...turnDetection, autoInterrupt: false, autoRespond: false } };
}

/** Sends the whole configuration: it is the first command of a connection. */
export function configure(step: Step): void {
  const config = effectiveConfig(step.state);
  const { items = [] } = step.continuity?.planHistory(step) ?? {};
  const history = items.length > 0 ? { history: items } : {};
  const commandId = step.sendNow({ type: 'configure', config, isInitial: true, ...history });
  step.update('configuration', { told: config, pending: { commandId, before: {} } });
}

/** Whether two states ask the vendor for different configurations. */
export function asksForChange(before: InternalState, after: InternalState): boolean {
  return (
    before.vendor.config !== after.vendor.config ||
    before.public.inputMode !== after.public.inputMode ||
    before.interruption.turnAuthority !== after.interruption.turnAuthority
  );
}

/** The vendor has acknowledged a configuration. What has changed meanwhile is sent. */
export function acknowledgeConfig(step: Step): void {
  step.update('configuration', { pending: null });
  sendDifference(step);
}

/**
 * The vendor has refused a change: it still has the values from before. The refused values are not sent again. Returns
 * false when the error is about another command.
 */
export function refuseConfig(step: Step, commandId: string | null): boolean {
  const { pending, told, refused } = step.state.configuration;
  if (!pending || (commandId !== null && commandId !== pending.commandId)) return false;
  const fields = Object.keys(pending.before) as Field[];
  step.update('configuration', {
    pending: null,
    told: { ...told, ...pending.before },
    refused: { ...refused, ...pick(told ?? {}, fields) },
  });
  sendDifference(step);
  return true;
}

/** Sends the fields in which the vendor's configuration differs from the effective one, when they can be sent now. */
export function sendDifference(step: Step): void {
  const { told, pending } = step.state.configuration;
  if (!step.isLive || !told || pending) return;
  const { canResume, updatable, acknowledgesChanges = true } = step.state.vendor.capabilities;
  const wanted = effectiveConfig(step.state);
  const changes = changesOf(step.state, told, wanted);
  const isSettable = ({ field, value }: Change) => value !== undefined && updatable.includes(field);
  if (canResume && !changes.every(isSettable)) {
    // A field that is fixed for a connection needs another connection.
    if (step.state.renewal.cause === null) step.continuity?.planRenewal(step, 'config-changed', null);
  }
  const settable = changes.filter(isSettable);
  if (settable.length === 0) return;
  const config: SessionConfig = Object.fromEntries(settable.map(({ field, value }) => [field, value]));
  const fields = settable.map(({ field }) => field);
  const commandId = step.sendNow({ type: 'configure', config, isInitial: false });
  step.update('configuration', {
    told: { ...told, ...pick(wanted, fields) },
    pending: acknowledgesChanges ? { commandId, before: pick(told, fields) } : null,
  });
}

interface Change {
  readonly field: Field;
  /** `undefined` where the field is to be unset and the vendor has no value for that. */
  readonly value: SessionConfig[Field];
}

function changesOf(state: InternalState, told: SessionConfig, wanted: SessionConfig): readonly Change[] {
  const { refused } = state.configuration;
  const fields = new Set([...Object.keys(told), ...Object.keys(wanted)]) as Set<Field>;
  return [...fields]
    .filter((field) => !isSame(told[field], wanted[field]))
    .filter((field) => !(field in refused && isSame(refused[field], wanted[field])))
    .map((field) => ({ field, value: valueToSend(state, field, told, wanted) }));
}

/** Vendors keep the value of a field that a change leaves out, so a field that was taken out is sent as its neutral value. */
function valueToSend(
  { vendor }: InternalState,
  field: Field,
  told: SessionConfig,
  wanted: SessionConfig,
): Change['value'] {
  const value = wanted[field] ?? vendor.capabilities.neutralConfig?.[field];
  if (field !== 'turnDetection') return value;
  const [before, after] = [
    told.turnDetection,
    wanted.turnDetection ?? vendor.capabilities.neutralConfig?.turnDetection,
  ];
  if (!after || after.mode === 'off' || !before || before.mode === 'off') return after;
  // The same holds for the fields inside: turn authority goes back to the vendor by an explicit `true`.
  return {
    ...(before.autoInterrupt !== undefined && { autoInterrupt: true }),
    ...(before.autoRespond !== undefined && { autoRespond: true }),
    ...after,
  };
}

function pick(config: SessionConfig, fields: readonly Field[]): SessionConfig {
  return Object.fromEntries(fields.map((field) => [field, config[field]]));
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one, sortKeys) === JSON.stringify(other, sortKeys);
}

/** The order in which an app writes the fields of a value says nothing. */
function sortKeys(_key: string, value: unknown): unknown {
  const isList = typeof value !== 'object' || value === null || Array.isArray(value);
  return isList ? value : Object.fromEntries(Object.entries(value).toSorted());
}
