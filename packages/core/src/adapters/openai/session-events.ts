import type { ServerEvent } from '../../protocol/server-event.ts';
import type { TurnDetection } from '../../protocol/session-config.ts';
import { unsupportedProtocol } from './errors.ts';
import { count, number, object, oneOf, string } from './read.ts';
import type { WireServerSession, WireTurnDetection } from './wire-types.ts';

type Audio = NonNullable<WireServerSession['audio']>;

/** Reads `session.created` and `session.updated`. A session without a type is the sign of the beta shape. */
export function readSession(type: 'session-created' | 'session-configured', value: unknown): ServerEvent {
  const session = object<WireServerSession>(value);
  const sign = session.modalities ? 'session.modalities' : session.type ? '' : 'a session without a type';
  if (sign) return { type: 'error-reported', error: unsupportedProtocol(sign) };
  const base = {
    sessionId: string(session.id, null),
    // Not known before the session has begun: a secret's session says 0.
    expiresAtMs: count(session.expires_at) * 1000 || null,
  };
  if (type === 'session-created') return { type, ...base };
  const audio = object<Audio>(session.audio);
  const { voice } = object<NonNullable<Audio['output']>>(audio.output);
  return {
    type,
    ...base,
    turnDetection: readTurnDetection(object<NonNullable<Audio['input']>>(audio.input).turn_detection),
    model: string(session.model, null),
    voice: string(voice, null) ?? string(object<{ id: string }>(voice).id, null),
  };
}

function readTurnDetection(value: unknown): TurnDetection | null {
  if (value === null) return { mode: 'off' };
  const wire = object<WireTurnDetection>(value);
  const shared = {
    isAutoResponse: wire.create_response !== false,
    isAutoInterrupt: wire.interrupt_response !== false,
  };
  if (wire.type === 'semantic_vad') {
    const eagerness = oneOf(['low', 'medium', 'high'], wire.eagerness, 'auto');
    return { mode: 'semantic', eagerness, ...shared };
  }
  if (wire.type !== 'server_vad') return null;
  return {
    mode: 'server',
    threshold: number(wire.threshold, undefined),
    prefixPaddingMs: number(wire.prefix_padding_ms, undefined),
    silenceMs: number(wire.silence_duration_ms, undefined),
    idleTimeoutMs: number(wire.idle_timeout_ms, null),
    ...shared,
  };
}
