import type { ServerEvent } from '../../protocol/server-event.ts';

/*
 * Server frames, written by hand from the types of `@google/genai` 2.32.0 (October 2026), Google's guides and public recordings of
 * summer 2026. No frame is a recording. Each is read on a new connection, so the ids that the codec makes begin at 1.
 */

/** A server frame and its events. */
export interface ServerFixture {
  readonly name: string;
  readonly frame: { readonly [message: string]: unknown };
  readonly events: readonly ServerEvent[];
}

const started = (responseId: string): ServerEvent => ({
  type: 'response-started',
  responseId,
  isOutOfBand: false,
  metadata: null,
});

const added = (responseId: string, id: string): ServerEvent => ({
  type: 'output-item-added',
  responseId,
  outputIndex: 0,
  item: { type: 'message', id, role: 'agent', status: 'in-progress', content: [] },
});

const done = (fields: object = {}): ServerEvent => ({
  type: 'response-done',
  responseId: 'resp_1_1',
  outcome: 'completed',
  reason: null,
  error: null,
  usage: null,
  metadata: null,
  items: [],
  ...fields,
});

const place = { responseId: 'resp_1_1', itemId: 'item_1_2', contentIndex: 0 };
const opened = [started('resp_1_1'), added('resp_1_1', 'item_1_2')];
const content = (name: string, fields: object, ...events: ServerEvent[]): ServerFixture => ({
  name: `serverContent: ${name}`,
  frame: { serverContent: fields },
  events,
});

const pcm = (mimeType: string) => ({ inlineData: { mimeType, data: 'AAEC/w==' } });
const audio: ServerEvent = { type: 'audio-delta', ...place, audio: new Uint8Array([0, 1, 2, 255]) };
const words = (delta: string): ServerEvent => ({ type: 'output-transcript-delta', ...place, delta });
const empty = { text: 0, audio: 0, image: 0 };

const CONTENT_FIXTURES: readonly ServerFixture[] = [
  content('nothing, to keep the connection alive', {}),
  content('audio', { modelTurn: { parts: [pcm('audio/pcm;rate=24000')] } }, ...opened, audio),
  content(
    'audio of a bare type',
    { modelTurn: { role: 'model', parts: [pcm('audio/pcm')] } },
    ...opened,
    audio,
  ),
  content(
    'audio and its words in one frame',
    {
      modelTurn: { parts: [pcm('audio/pcm;rate=24000')] },
      outputTranscription: { text: 'Hello', languageCode: 'en-US' },
    },
    ...opened,
    words('Hello'),
    audio,
  ),
  content(
    'words of the answer, before its audio',
    { outputTranscription: { text: 'Hello,' } },
    ...opened,
    words('Hello,'),
  ),
  content('text', { modelTurn: { parts: [{ text: 'Hi' }] } }, ...opened, {
    type: 'text-delta',
    ...place,
    delta: 'Hi',
  }),
  content(
    'a thought, which is not part of the answer',
    { modelTurn: { parts: [{ text: 'They greet me.', thought: true }] } },
    started('resp_1_1'),
  ),
  content('code that Google ran, which is not speech', {
    modelTurn: {
      parts: [{ executableCode: { language: 'PYTHON', code: 'print(1)' } }, { codeExecutionResult: {} }],
    },
  }),
  content(
    'words of the user',
    { inputTranscription: { text: ' Hello', finished: true } },
    { type: 'input-transcript-delta', itemId: 'user_1_1', delta: ' Hello' },
  ),
  content(
    'a guess at words of the user',
    { interimInputTranscription: { text: 'Hel', startOffset: '1.5s', speakerLabel: 'A' } },
    {
      type: 'input-transcript-segment-added',
      itemId: 'user_1_1',
      segmentId: 'user_1_1_interim',
      text: 'Hel',
      speaker: 'A',
      startMs: 1500,
      endMs: 0,
    },
  ),
  content(
    'words of both, and the first of the answer',
    { inputTranscription: { text: ' Hi' }, modelTurn: { parts: [pcm('audio/pcm;rate=24000')] } },
    { type: 'input-transcript-delta', itemId: 'user_1_1', delta: ' Hi' },
    { type: 'speech-stopped', itemId: 'user_1_1', audioEndMs: null },
    { type: 'turn-committed', itemId: 'user_1_1' },
    { type: 'input-transcript-done', itemId: 'user_1_1', transcript: 'Hi', usage: null },
    started('resp_1_2'),
    added('resp_1_2', 'item_1_3'),
    {
      type: 'audio-delta',
      responseId: 'resp_1_2',
      itemId: 'item_1_3',
      contentIndex: 0,
      audio: new Uint8Array([0, 1, 2, 255]),
    },
  ),
  content('the end of the generation of nothing', { generationComplete: true }),
  content(
    'an interruption by voice',
    { interrupted: true },
    { type: 'speech-started', itemId: 'user_1_1', audioStartMs: null },
  ),
  content('the end of a turn of which nothing came', { turnComplete: true, interactionStatus: 'IDLE' }),
  content('a turn that waits for more', { waitingForInput: true, turnCompleteReason: 'NEED_MORE_INPUT' }),
  content('grounding and speech state, which are passed over', {
    groundingMetadata: {},
    urlContextMetadata: {},
    speechState: 'SPEECH',
  }),
  content(
    'a turn that was refused',
    { turnComplete: true, turnCompleteReason: 'GENERATED_AUDIO_SAFETY' },
    started('resp_1_1'),
    done({
      outcome: 'failed',
      reason: 'GENERATED_AUDIO_SAFETY',
      error: {
        code: 'content-refused',
        message: 'Gemini ended the turn: GENERATED_AUDIO_SAFETY',
        vendorCode: 'GENERATED_AUDIO_SAFETY',
        commandId: null,
        effect: 'reported',
        wire: { turnCompleteReason: 'GENERATED_AUDIO_SAFETY' },
      },
    }),
  ),
];

/** Every message of the server, at least once. */
export const SERVER_FIXTURES: readonly ServerFixture[] = [
  {
    name: 'setupComplete',
    frame: { setupComplete: {} },
    events: [
      {
        type: 'session-configured',
        sessionId: null,
        expiresAtMs: null,
        turnDetection: null,
        model: null,
        voice: null,
      },
    ],
  },
  {
    name: 'setupComplete of Vertex AI',
    frame: { setupComplete: { sessionId: 'live-1' } },
    events: [
      {
        type: 'session-configured',
        sessionId: 'live-1',
        expiresAtMs: null,
        turnDetection: null,
        model: null,
        voice: null,
      },
    ],
  },
  ...CONTENT_FIXTURES,
  {
    name: 'a turn’s end with what it used',
    frame: {
      serverContent: { turnComplete: true },
      usageMetadata: {
        promptTokenCount: 1200,
        responseTokenCount: 40,
        totalTokenCount: 1240,
        promptTokensDetails: [
          { modality: 'TEXT', tokenCount: 1100 },
          { modality: 'AUDIO', tokenCount: 90 },
        ],
        responseTokensDetails: [{ modality: 'AUDIO', tokenCount: 40 }],
        thoughtsTokenCount: 28,
      },
    },
    events: [
      started('resp_1_1'),
      done({
        usage: {
          unit: 'tokens',
          input: { text: 1110, audio: 90, image: 0 },
          cachedInput: empty,
          output: { text: 28, audio: 40, image: 0 },
          reasoning: 28,
          total: 1268,
        },
      }),
    ],
  },
  {
    name: 'usageMetadata alone, which waits for the turn’s end',
    frame: { usageMetadata: { promptTokenCount: 1 } },
    events: [],
  },
  {
    name: 'voiceActivity: start',
    frame: { voiceActivity: { type: 'ACTIVITY_START', audioOffset: '8.720s' } },
    events: [{ type: 'speech-started', itemId: 'user_1_1', audioStartMs: 8720 }],
  },
  {
    name: 'voiceActivity under the name of the type file',
    frame: { voiceActivity: { voiceActivityType: 'ACTIVITY_START' } },
    events: [{ type: 'speech-started', itemId: 'user_1_1', audioStartMs: null }],
  },
  {
    name: 'voiceActivityDetectionSignal',
    frame: { voiceActivityDetectionSignal: { vadSignalType: 'VAD_SIGNAL_TYPE_SOS' } },
    events: [{ type: 'speech-started', itemId: 'user_1_1', audioStartMs: null }],
  },
  {
    name: 'voiceActivity: an end without a start',
    frame: { voiceActivity: { type: 'ACTIVITY_END', audioOffset: '9s' } },
    events: [],
  },
  {
    name: 'toolCall',
    frame: { toolCall: { functionCalls: [{ id: 'call-1', name: 'get_weather', args: { city: 'Paris' } }] } },
    events: [
      started('resp_1_1'),
      {
        type: 'tool-call-requested',
        responseId: 'resp_1_1',
        itemId: 'item_1_2',
        callId: 'call-1',
        name: 'get_weather',
        argumentsText: '{"city":"Paris"}',
      },
    ],
  },
  {
    name: 'toolCall without an id, as Vertex AI sends it',
    frame: { toolCall: { functionCalls: [{ name: 'get_time' }] }, interactionStatus: 'IN_PROGRESS' },
    events: [
      started('resp_1_2'),
      {
        type: 'tool-call-requested',
        responseId: 'resp_1_2',
        itemId: 'item_1_3',
        callId: 'call_1_1',
        name: 'get_time',
        argumentsText: '{}',
      },
    ],
  },
  {
    name: 'toolCallCancellation',
    frame: { toolCallCancellation: { ids: ['call-1', 'call-2'] } },
    events: [
      { type: 'tool-call-cancelled', callId: 'call-1' },
      { type: 'tool-call-cancelled', callId: 'call-2' },
    ],
  },
  { name: 'interactionStatus of no turn', frame: { interactionStatus: 'IDLE' }, events: [] },
  {
    name: 'sessionResumptionUpdate',
    frame: {
      sessionResumptionUpdate: { newHandle: 'b9c1', resumable: true, lastConsumedClientMessageIndex: '3' },
    },
    events: [{ type: 'resume-handle-received', handle: 'b9c1' }],
  },
  {
    name: 'sessionResumptionUpdate while the model works',
    frame: { sessionResumptionUpdate: { newHandle: '' } },
    events: [],
  },
  {
    name: 'goAway',
    frame: { goAway: { timeLeft: '50s' } },
    events: [{ type: 'session-expiring', remainingMs: 50_000 }],
  },
];

const bytesOf = (frame: object) =>
  new TextEncoder().encode(JSON.stringify(frame, null, 2)).buffer as ArrayBuffer;

/** The fixtures as text, and as Gemini sends them: binary, with line breaks. */
export const READ_FIXTURES = SERVER_FIXTURES.flatMap(({ name, frame, events }) => [
  { name, frame: JSON.stringify(frame), events },
  { name: `${name}, binary`, frame: bytesOf(frame), events },
]);
