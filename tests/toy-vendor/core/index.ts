import type { Capabilities } from '../../protocol/capabilities.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { LazyAdapter, ProviderAdapter } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import { decodeBase64, encodeBase64 } from '../../util/base64.ts';

/*
 * A vendor that is unknown here: it answers what is written with spoken words, one line of JSON each way. It stands
 * for the next vendor, whose folder must be all that is needed.
 */

const CAPABILITIES = {
  transports: ['websocket'],
  canSendText: true,
  canSendImages: false,
  truncation: 'none',
  canCancelResponse: false,
  canCommitTurns: false,
  turnDetection: ['server'],
  isResponseOnDemand: false,
  canRespondOutOfBand: false,
  canUseTools: false,
  canUseRemoteTools: false,
  canSeedHistory: false,
  canResume: false,
  canOverlapConnections: false,
  hasInterimTranscript: false,
  hasWordTimes: false,
  outputModalities: ['audio'],
  updatable: [],
  sessionCapMs: null,
  usageUnit: 'none',
} as const satisfies Capabilities;

const FORMAT = { encoding: 'pcm16', sampleRateHz: 16_000 } as const;

const FACTS = { id: 'toy', capabilities: CAPABILITIES, inputFormat: FORMAT, outputFormat: FORMAT };

type Wire = Readonly<Record<string, unknown>>;

function decode(frame: string | ArrayBuffer): readonly ServerEvent[] {
  let wire: Wire;
  try {
    wire = Object(JSON.parse(String(frame))) as Wire;
  } catch {
    // A frame that is not JSON is malformed, whatever the parser says of it.
    return [{ type: 'malformed', reason: 'not JSON' }];
  }
  const { kind, turn, text, audio } = wire;
  const responseId = `answer_${String(turn)}`;
  if (kind === 'ready') {
    const unknown = { expiresAtMs: null, turnDetection: null, model: null, voice: null };
    return [{ type: 'session-configured', sessionId: null, ...unknown }];
  }
  if (kind === 'begin') return [{ type: 'response-started', responseId, isOutOfBand: false, metadata: null }];
  if (kind === 'end') {
    const nothing = { reason: null, error: null, usage: null, metadata: null, items: [] };
    return [{ type: 'response-done', responseId, outcome: 'completed', ...nothing }];
  }
  const at = { responseId, itemId: responseId, contentIndex: 0 };
  if (kind === 'words' && typeof text === 'string')
    return [{ type: 'output-transcript-delta', ...at, delta: text }];
  const bytes = kind === 'sound' && typeof audio === 'string' ? decodeBase64(audio) : null;
  if (bytes) return [{ type: 'audio-delta', ...at, audio: bytes }];
  if (typeof kind !== 'string') return [{ type: 'malformed', reason: 'no kind' }];
  return [{ type: 'unknown', wireType: kind }];
}

function encode(command: ClientCommand): readonly string[] {
  switch (command.type) {
    case 'configure':
      return ['{"kind":"hello"}'];
    case 'append-audio':
      return [JSON.stringify({ kind: 'sound', audio: encodeBase64(command.audio) })];
    case 'create-item': {
      const content = command.item.type === 'message' ? command.item.content : [];
      const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
      return [JSON.stringify({ kind: 'words', text })];
    }
    case 'clear-output':
      return [];
    default:
      throw new RealtimeError('unsupported-capability', `There is no ${command.type}.`, {
        adapterId: 'toy',
      });
  }
}

/** The whole adapter. */
export function createAdapter(baseUrl = 'wss://toy.test'): ProviderAdapter<typeof CAPABILITIES> {
  return {
    ...FACTS,
    plan: ({ credential }) => ({
      kind: 'websocket',
      url: `${baseUrl.replace(/^http/, 'ws')}/toy?pass=${encodeURIComponent(credential.value)}`,
      protocols: [],
    }),
    createCodec: () => ({ decode, encode }),
  };
}

/** The adapter as apps take it. */
export function toy(baseUrl?: string): LazyAdapter<typeof CAPABILITIES> {
  return { ...FACTS, load: () => Promise.resolve(createAdapter(baseUrl)) };
}
