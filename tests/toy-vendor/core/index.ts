import type { Capabilities } from '../../protocol/capabilities.ts';
import type { ClientCommand } from '../../protocol/client-command.ts';
import type { LazyAdapter, ProviderAdapter } from '../../protocol/provider-adapter.ts';
import { BaseCodecState } from '../../protocol/base-codec-state.ts';
import { decodeFrame } from '../../protocol/decode-frame.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import { decodeBase64, encodeBase64 } from '../../util/base64.ts';
import { readText, UnreadableFrame } from '../../util/untrusted.ts';
import type { Untrusted } from '../../util/untrusted.ts';

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

interface Wire {
  readonly kind: string;
  readonly turn: number;
  readonly text: string;
  readonly audio: string;
}

class CodecState extends BaseCodecState<string> {}

function decode(state: CodecState, frame: string | ArrayBuffer): readonly ServerEvent[] {
  return decodeFrame<CodecState, Wire>(state, frame, readEvent, ({ kind }) => readText(kind));
}

function readEvent(state: CodecState, kind: string, { turn, text, audio }: Untrusted<Wire>): void {
  const responseId = `answer_${String(turn)}`;
  const at = { responseId, itemId: responseId, contentIndex: 0 };
  switch (kind) {
    case 'ready': {
      const unknown = { expiresAtMs: null, turnDetection: null, model: null, voice: null };
      return state.emit({ type: 'session-configured', sessionId: null, ...unknown });
    }
    case 'begin':
      return state.emit({ type: 'response-started', responseId, isOutOfBand: false, metadata: null });
    case 'end': {
      const nothing = { reason: null, error: null, usage: null, metadata: null, items: [] };
      return state.emit({ type: 'response-done', responseId, outcome: 'completed', ...nothing });
    }
    case 'words':
      return state.emit({ type: 'output-transcript-delta', ...at, delta: readText(text) });
    case 'sound': {
      const bytes = decodeBase64(readText(audio));
      if (bytes === null) throw new UnreadableFrame('without audio');
      return state.emit({ type: 'audio-delta', ...at, audio: bytes });
    }
    default:
      return state.emit({ type: 'unknown', wireType: kind });
  }
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
    createCodec: (opening) => {
      const state = new CodecState(baseUrl, FACTS, opening);
      return { decode: (frame) => decode(state, frame), encode };
    },
  };
}

/** The adapter as apps take it. */
export function toy(baseUrl?: string): LazyAdapter<typeof CAPABILITIES> {
  return { ...FACTS, load: () => Promise.resolve(createAdapter(baseUrl)) };
}
