import type { ClientCommand } from '../protocol/client-command.ts';
import type { ServerEvent } from '../protocol/server-event.ts';

/** Writes an event or a command as one frame of the scripted wire: JSON in the kit's own words, audio as base64. */
export function writeScriptedFrame(message: ServerEvent | ClientCommand): string {
  return JSON.stringify(message, (_key, value: unknown) => (value instanceof Uint8Array ? toBase64(value) : value));
}

/** Reads a frame that a scripted adapter sent. @throws SyntaxError for what is none. */
export function readScriptedCommand(frame: string): ClientCommand {
  const command = JSON.parse(frame) as ClientCommand & { readonly audio?: string };
  if (command.type !== 'append-audio') return command;
  return { type: 'append-audio', audio: fromBase64(command.audio) };
}

/** Reads a frame as a scripted adapter's codec does: what cannot be read is an event as well. */
export function readScriptedEvent(frame: string | ArrayBuffer): ServerEvent {
  if (typeof frame !== 'string') return { type: 'malformed', reason: 'a binary frame' };
  let event: unknown;
  try {
    event = JSON.parse(frame);
  } catch {
    // Not JSON: said as an event, because a codec never throws.
    return { type: 'malformed', reason: 'not JSON' };
  }
  if (typeof event !== 'object' || event === null || typeof (event as ServerEvent).type !== 'string') {
    return { type: 'malformed', reason: 'no event with a type' };
  }
  const known = event as ServerEvent;
  if (!EVENT_TYPES.has(known.type)) return { type: 'unknown', wireType: known.type };
  return known.type === 'audio-delta' ? { ...known, audio: fromBase64(known.audio as unknown as string) } : known;
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** The compiler holds this list complete: a type that is missing here, or that is none, does not compile. */
const EVENT_TYPES: ReadonlySet<string> = new Set(
  Object.keys({
    'session-created': 0,
    'session-configured': 0,
    'conversation-created': 0,
    'session-expiring': 0,
    'resume-handle-received': 0,
    'rate-limits-updated': 0,
    'error-reported': 0,
    'reply-due': 0,
    unknown: 0,
    malformed: 0,
    'item-added': 0,
    'item-done': 0,
    'item-retrieved': 0,
    'item-removed': 0,
    'item-truncated': 0,
    'speech-started': 0,
    'speech-stopped': 0,
    'turn-committed': 0,
    'input-cleared': 0,
    'idle-timeout-triggered': 0,
    'dtmf-received': 0,
    'input-transcript-delta': 0,
    'input-transcript-done': 0,
    'input-transcript-failed': 0,
    'input-transcript-segment': 0,
    'response-started': 0,
    'response-done': 0,
    'output-item-added': 0,
    'output-item-done': 0,
    'content-added': 0,
    'content-done': 0,
    'text-delta': 0,
    'text-done': 0,
    'audio-delta': 0,
    'audio-done': 0,
    'output-transcript-delta': 0,
    'output-transcript-done': 0,
    'playout-started': 0,
    'playout-stopped': 0,
    'playout-cleared': 0,
    'output-interrupted': 0,
    'tool-arguments-delta': 0,
    'tool-arguments-done': 0,
    'tool-call-requested': 0,
    'tool-call-withdrawn': 0,
    'remote-tool-call-changed': 0,
    'remote-tool-list-changed': 0,
  } satisfies Record<ServerEvent['type'], 0>),
);
