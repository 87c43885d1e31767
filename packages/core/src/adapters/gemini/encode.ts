import type { ClientCommand } from '../../protocol/client-command.ts';
import type { ContentPart } from '../../protocol/conversation-item.ts';
import { textOfItems } from '../../protocol/item-text.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import type { WireFrame } from '../../protocol/wire-frame.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { configError, writeJson } from '../../util/config-error.ts';
import type { CodecState } from './codec-state.ts';
import { unsupported } from './errors.ts';
import { supersedeTurn } from './model-turn.ts';
import { isNonBlocking, isSynchronous, isUpdatable } from './models.ts';
import { writeContent, writeSetup } from './session-payload.ts';
import { writeTools } from './tools.ts';
import type { WireClientMessage, WireRealtimeInput } from './wire-types.ts';

type CommandOf<Type extends ClientCommand['type']> = Extract<ClientCommand, { type: Type }>;

/** Interrupts the generation and lets the model wait for more. Gemini has no message that cancels (public reports, 2026). */
const CANCEL: WireClientMessage = { clientContent: { turnComplete: false } };

const live = (realtimeInput: WireRealtimeInput): WireClientMessage => ({ realtimeInput });

/** Writes one command as one frame, several or none. */
export function encode(state: CodecState, command: ClientCommand): readonly WireFrame[] {
  if (command.type === 'append-audio') {
    state.isAudioStreaming = true;
    state.hasSentAudio = true;
    // Written without JSON.stringify: audio is most of the traffic, and base64 needs no escaping.
    const data = encodeBase64(command.audio);
    return [`{"realtimeInput":{"audio":{"data":"${data}","mimeType":"audio/pcm;rate=16000"}}}`];
  }
  return writeCommand(state, command).map((message) => writeJson('gemini', message));
}

/**
 * Writes `audioStreamEnd`. Without it, automatic activity detection waits for more audio while the user is muted. Gemini
 * refuses it where the client opens the turns.
 */
export function encodePause(state: CodecState): readonly WireFrame[] {
  if (!state.isAudioStreaming || !state.isConfigured || state.isManual) return [];
  state.isAudioStreaming = false;
  return [JSON.stringify(live({ audioStreamEnd: true }))];
}

function writeCommand(
  state: CodecState,
  command: Exclude<ClientCommand, { type: 'append-audio' }>,
): readonly WireClientMessage[] {
  switch (command.type) {
    case 'configure':
      return [command.isInitial ? writeInitial(state, command) : writeUpdate(state, command.config)];
    case 'begin-turn':
      if (state.isManual === false)
        throw unsupported('turns opened by the client on a connection with automatic detection');
      state.isActivityOpen = true;
      return [live({ activityStart: {} })];
    case 'commit-turn':
      state.isActivityOpen = false;
      state.isInputDiscarded = false;
      supersedeTurn(state);
      return [live({ activityEnd: {} })];
    case 'clear-input':
      return discardTurn(state);
    case 'create-item':
      return writeItem(state, command);
    case 'seed-history':
      return writeHistory(command);
    case 'create-response':
      if (Object.keys(command.options).length > 0) throw unsupported('options for a single response');
      promptModel(state);
      return [{ clientContent: { turnComplete: true } }];
    case 'cancel-response':
      state.isInterruptSent = state.modelTurn !== null;
      return [CANCEL];
    // Audio is played by the kit: Gemini has no output buffer to clear.
    case 'clear-output':
      return [];
    case 'send-tool-output':
      return writeToolOutput(state, command);
    default:
      throw unsupported(command.type);
  }
}

function writeInitial(
  state: CodecState,
  { config, history = [] }: CommandOf<'configure'>,
): WireClientMessage {
  state.config = config;
  const setup = writeSetup(config, state.options, state.opening?.resumeHandle ?? null);
  // The setup promises the history: Gemini waits for it, and nothing else may come first.
  const isTold = history.length > 0 && !state.opening?.resumeHandle;
  return { setup: isTold ? { ...setup, historyConfig: { initialHistoryInClientContent: true } } : setup };
}

/**
 * Writes an earlier conversation as one message. Behind a setup with `historyConfig` it starts no answer and may end with the
 * model's turn.
 */
function writeHistory({ items }: CommandOf<'seed-history'>): readonly WireClientMessage[] {
  const turns = items.flatMap((item) => {
    if (item.type !== 'message') throw unsupported(`an item of type ${item.type} in a history`);
    const words = textOfItems([item]).trim();
    if (words === '') return [];
    // Gemini has no role for notes of the app.
    if (item.role === 'system') return [writeContent(`(Note of the app: ${words})`)];
    return [writeContent(words, item.role === 'agent' ? 'model' : 'user')];
  });
  return turns.length > 0 ? [{ clientContent: { turns, turnComplete: true } }] : [];
}

/** Google documents `contextUpdate` for 3.8 on Vertex AI; for API keys it is not verified. Its fields replace earlier ones. */
function writeUpdate({ model, options }: CodecState, config: SessionConfig): WireClientMessage {
  const { instructions, tools, ...rest } = config;
  if (!isUpdatable(model) || Object.values(rest).some((value) => value !== undefined))
    throw unsupported(`a change of ${Object.keys(config).join(', ')} during a conversation on ${model}`);
  return {
    contextUpdate: {
      systemInstruction: instructions === undefined ? undefined : writeContent(instructions),
      tools: tools && { tools: writeTools(tools, model, options) },
    },
  };
}

/** Audio that was sent cannot be taken back: the turn is ended, and the answer to it is cancelled and dropped. */
function discardTurn(state: CodecState): readonly WireClientMessage[] {
  if (!state.isActivityOpen) return [];
  state.isActivityOpen = false;
  state.hasSentAudio = false;
  state.isInputDiscarded = true;
  return [live({ activityEnd: {} }), CANCEL];
}

/** Records that the model was asked to answer something that is not speech. */
function promptModel(state: CodecState): void {
  state.isPrompted = true;
  state.isInputDiscarded = false;
  state.isInterruptSent = state.modelTurn !== null;
  supersedeTurn(state);
}

function writeItem(
  state: CodecState,
  { item, respond }: CommandOf<'create-item'>,
): readonly WireClientMessage[] {
  const wantsAnswer = respond === 'answer';
  if (item.type !== 'message') throw unsupported(`an item of type ${item.type}`);
  const words = item.content.map(readWords).join('\n').trim();
  const images = item.content.flatMap((part) =>
    part.type === 'image' ? [live({ video: readImage(part.url) })] : [],
  );
  if (!words && images.length === 0)
    throw configError('gemini', 'The message has no text and no image, so nothing can be sent.');
  if (wantsAnswer) promptModel(state);
  // Gemini 3.1 takes the user's text as realtime input.
  if (wantsAnswer && words && item.role === 'user' && isSynchronous(state.model))
    return [...images, live({ text: words })];
  const clientContent = {
    // Gemini refuses the role `system` here, so the app's own text has the role of the user.
    ...(words && { turns: [writeContent(words, item.role === 'agent' ? 'model' : 'user')] }),
    turnComplete: wantsAnswer,
  };
  return words || wantsAnswer ? [...images, { clientContent }] : images;
}

function writeToolOutput(
  state: CodecState,
  { callId, name, output, isError, respond }: CommandOf<'send-tool-output'>,
): readonly WireClientMessage[] {
  const { model, options, cancelledCallIds } = state;
  if (cancelledCallIds.has(callId)) return [];
  const isAsync = isNonBlocking(model, options, name);
  // A model that waited for the result goes on in the same model turn, and the next turn answers the user.
  if (isAsync || !state.modelTurn) state.isPrompted = true;
  const scheduling = respond === 'silent' ? 'silent' : (options.tools?.[name]?.scheduling ?? '');
  const result = {
    id: state.isGeneratedCallId(callId) ? undefined : callId,
    name,
    response: { [isError ? 'error' : 'output']: parseJson(output) },
    scheduling: scheduling && isAsync ? scheduling.toUpperCase().replace('-', '_') : undefined,
  };
  return [{ toolResponse: { functionResponses: [result] } }];
}

function readWords(part: ContentPart): string {
  return part.type === 'text' ? part.text : part.type === 'audio' ? (part.transcript ?? '') : '';
}

/** Reads an image out of a data URL. Gemini fetches no addresses. */
function readImage(url: string): { readonly mimeType: string; readonly data: string } {
  const [, mimeType = '', data = ''] = /^data:(image\/[\w.+-]+);base64,(.+)$/s.exec(url) ?? [];
  if (!data)
    throw configError('gemini', 'Gemini takes images as data URLs in base64 only, and fetches no address.');
  return { mimeType, data };
}

/** A result that is JSON is sent as its value; any other as text. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Text that is not JSON is a result as well.
    return text;
  }
}
