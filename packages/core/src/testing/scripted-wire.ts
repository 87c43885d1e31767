import type { ClientCommand } from '../protocol/client-command.ts';
import type { ServerEvent } from '../protocol/server-event.ts';
import { decodeBase64, encodeBase64 } from '../util/base64.ts';

/** Writes an event or a command as one frame of the scripted wire: JSON in the kit's own words, audio as base64. */
export function writeScriptedFrame(message: ServerEvent | ClientCommand): string {
  return JSON.stringify(message, (_key, value: unknown) =>
    value instanceof Uint8Array ? encodeBase64(value) : value,
  );
}

/** Reads a frame that a scripted adapter sent. @throws SyntaxError for another text. */
export function readScriptedCommand(frame: string): ClientCommand {
  const command = JSON.parse(frame) as ClientCommand & { readonly audio?: string };
  if (command.type !== 'append-audio') return command;
  return { type: 'append-audio', audio: decodeBase64(command.audio) ?? new Uint8Array(0) };
}

/** Reads a frame as a scripted adapter's codec does: what cannot be read is an event as well. */
export function readScriptedEvent(frame: string | ArrayBuffer): ServerEvent {
  if (typeof frame !== 'string') return { type: 'malformed', reason: 'a binary frame' };
  let event: unknown;
  try {
    event = JSON.parse(frame);
  } catch {
    // Not JSON: an event, because a codec never throws.
    return { type: 'malformed', reason: 'not JSON' };
  }
  if (typeof event !== 'object' || event === null || typeof (event as ServerEvent).type !== 'string') {
    return { type: 'malformed', reason: 'no event with a type' };
  }
  return checkEvent(event as ServerEvent);
}

/** A codec vouches for the types of what it gives: what does not have them is malformed. */
function checkEvent(event: ServerEvent): ServerEvent {
  if (!Object.hasOwn(NEEDED_FIELDS, event.type)) return { type: 'unknown', wireType: event.type };
  const fields = new Map<string, unknown>(Object.entries(event));
  const wrong = NEEDED_FIELDS[event.type].find((field) => !isOfField(field, fields.get(field)));
  if (wrong !== undefined) return { type: 'malformed', reason: `${event.type} with a ${wrong} that is none` };
  if (event.type !== 'audio-delta') return event;
  const audio = decodeBase64(event.audio as unknown as string);
  return audio ? { ...event, audio } : { type: 'malformed', reason: 'audio that is not base64' };
}

function isOfField(field: string, value: unknown): boolean {
  if (field === 'items' || field === 'limits' || field === 'words') return Array.isArray(value);
  if (field === 'contentIndex') return typeof value === 'number';
  if (field !== 'item' && field !== 'part' && field !== 'error') return typeof value === 'string';
  if (typeof value !== 'object' || value === null) return false;
  return field !== 'item' || (typeof (value as { id?: unknown }).id === 'string' && 'type' in value);
}

const OUTPUT = ['responseId', 'itemId', 'contentIndex'] as const;

/**
 * The fields that each event must carry. The compiler holds the list complete: a type that is missing, or none, does not
 * compile.
 */
const NEEDED_FIELDS: Readonly<Record<ServerEvent['type'], readonly string[]>> = {
  'session-created': [],
  'session-configured': [],
  'conversation-created': [],
  'session-expiring': [],
  'resume-handle-received': [],
  'queue-changed': ['isWaiting'],
  'rate-limits-changed': ['limits'],
  'error-received': ['error'],
  'reply-requested': [],
  'vendor-event-received': ['name'],
  unknown: ['wireType'],
  malformed: ['reason'],
  'item-added': ['item'],
  'item-done': ['item'],
  'item-received': ['item'],
  'item-removed': ['itemId'],
  'item-truncated': ['itemId'],
  'heard-text-received': ['itemId', 'text'],
  'speech-started': [],
  'speech-stopped': [],
  'turn-committed': ['itemId'],
  'input-cleared': [],
  'idle-timeout-reached': ['itemId'],
  'dtmf-received': ['key'],
  'input-transcript-delta': ['itemId', 'delta'],
  'input-transcript-done': ['itemId', 'transcript'],
  'input-transcript-failed': ['itemId', 'message'],
  'input-transcript-segment-added': ['itemId', 'text'],
  'response-started': ['responseId'],
  'response-done': ['responseId', 'outcome', 'items'],
  'usage-received': ['responseId'],
  'output-item-added': ['responseId', 'item'],
  'output-item-done': ['responseId', 'item'],
  'content-added': [...OUTPUT, 'part'],
  'content-done': [...OUTPUT, 'part'],
  'text-delta': [...OUTPUT, 'delta'],
  'text-done': [...OUTPUT, 'text'],
  'audio-delta': [...OUTPUT, 'audio'],
  'audio-done': OUTPUT,
  'word-times-received': [...OUTPUT, 'words'],
  'output-transcript-delta': [...OUTPUT, 'delta'],
  'output-transcript-done': [...OUTPUT, 'transcript'],
  'playout-started': [],
  'playout-stopped': [],
  'playout-cleared': [],
  'output-interrupted': [],
  'tool-arguments-delta': ['itemId', 'delta'],
  'tool-arguments-done': ['itemId', 'argumentsText'],
  'tool-call-requested': ['itemId', 'callId', 'name', 'argumentsText'],
  'tool-call-cancelled': ['callId'],
  'remote-tool-call-changed': ['itemId', 'state'],
  'remote-tool-list-changed': ['itemId', 'state'],
};
