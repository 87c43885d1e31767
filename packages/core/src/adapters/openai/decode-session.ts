import type { ServerEvent } from '../../protocol/server-event.ts';
import type { TurnDetection } from '../../protocol/session-config.ts';
import { readCount, readNumberOr, readObject, readTextOr } from '../../util/untrusted.ts';
import type { WireServerSession, WireTurnDetection } from './wire-types.ts';

type Audio = NonNullable<WireServerSession['audio']>;

/** Reads `session.created` and `session.updated`. xAI's sessions have no `type` and keep some settings at the top. */
export function readSession(type: 'session-created' | 'session-configured', value: unknown): ServerEvent {
  const session = readObject<WireServerSession>(value);
  const base = {
    sessionId: readTextOr(session.id, null),
    // 0 stands in the session of a secret, whose time has not begun.
    expiresAtMs: readCount(session.expires_at) * 1000 || null,
  };
  if (type === 'session-created') return { type, ...base };
  const audio = readObject<Audio>(session.audio);
  const { turn_detection: detection } = readObject<NonNullable<Audio['input']>>(audio.input);
  return {
    type,
    ...base,
    turnDetection: readTurnDetection(detection === undefined ? session.turn_detection : detection),
    model: readTextOr(session.model, null),
    voice: readVoice(readObject<NonNullable<Audio['output']>>(audio.output).voice ?? session.voice),
  };
}

function readVoice(voice: unknown): string | null {
  return readTextOr(voice, null) ?? readTextOr(readObject<{ id: string }>(voice).id, null);
}

function readTurnDetection(value: unknown): TurnDetection | null {
  if (value === null) return { mode: 'off' };
  const wire = readObject<WireTurnDetection>(value);
  const shared = {
    autoRespond: wire.create_response !== false,
    autoInterrupt: wire.interrupt_response !== false,
  };
  if (wire.type === 'semantic_vad')
    return { mode: 'semantic', eagerness: readEagerness(wire.eagerness), ...shared };
  if (wire.type !== 'server_vad') return null;
  return {
    mode: 'server',
    threshold: readNumberOr(wire.threshold, undefined),
    prefixPaddingMs: readNumberOr(wire.prefix_padding_ms, undefined),
    silenceMs: readNumberOr(wire.silence_duration_ms, undefined),
    idleTimeoutMs: readNumberOr(wire.idle_timeout_ms, null),
    ...shared,
  };
}

function readEagerness(value: unknown): 'low' | 'medium' | 'high' | 'auto' {
  return value === 'low' || value === 'medium' || value === 'high' ? value : 'auto';
}
