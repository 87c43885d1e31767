import type { ClientCommand } from '../../protocol/client-command.ts';
import type { MessageItem } from '../../protocol/conversation-item.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { encodeBase64 } from '../../util/base64.ts';
import { unsupported } from './errors.ts';
import type { ElevenLabsOptions } from './options.ts';
import type { Talk } from './talk.ts';
import type { WireClientEvent } from './wire-types.ts';

/**
 * Checks what is asked for. Tools are the agent's own and are only matched by their names; turns are found as the agent is
 * set up.
 *
 * @throws RealtimeError `unsupported-capability` for what only the agent's own settings could change.
 */
export function checkConfig(config: SessionConfig): void {
  for (const [field, value] of Object.entries(config)) {
    if (/^(instructions|model|voice|speed|outputModality|tools|vendorOptions)$/.test(field)) continue;
    const asked = JSON.stringify(value, (key, inner: unknown) =>
      /^(language|keywords)$/.test(key) ? undefined : inner,
    );
    // What these ask for is no other than what every conversation has.
    if (!/^(undefined|\{("mode":"server")?\}|"auto"|\[\])$/.test(asked)) throw unsupported(field);
  }
}

/** Lays one payload over another, section by section. */
function merge<T>(base: T, over: unknown): T {
  if (Object(base) !== base || Object(over) !== over || Array.isArray(over)) return (over ?? base) as T;
  const merged = { ...base } as Record<string, unknown>;
  for (const [key, value] of Object.entries(over as object)) merged[key] = merge(merged[key], value);
  return merged as T;
}

/**
 * Writes the first frame. Fields that are not set are left out: every override must be allowed in the agent's settings, and
 * one that is not ends the conversation.
 */
function writeStart(
  {
    instructions: prompt,
    model: llm,
    voice,
    speed,
    outputModality,
    transcription,
    vendorOptions,
  }: SessionConfig,
  { dynamicVariables: dynamic_variables, userId: user_id }: ElevenLabsOptions,
): WireClientEvent {
  const { language, keywords } = typeof transcription === 'object' ? transcription : {};
  return merge<WireClientEvent>(
    {
      type: 'conversation_initiation_client_data',
      conversation_config_override: {
        agent: { ...((prompt ?? llm) !== undefined && { prompt: { prompt, llm } }), language },
        tts: { voice_id: typeof voice === 'object' ? voice.id : voice, speed },
        ...(keywords && { asr: { keywords } }),
        conversation: { text_only: outputModality === 'text' || undefined },
      },
      dynamic_variables,
      user_id,
    },
    vendorOptions,
  );
}

/** Something written. What wants no answer, or is told of an earlier connection, is only made known to the agent. */
function writeMessage(talk: Talk, { role, content }: MessageItem, isAnswered?: true): WireClientEvent {
  const text = content
    .map((part) => {
      if (part.type !== 'text') throw unsupported('pictures or sound in a message');
      return part.text;
    })
    .join('\n');
  if (!isAnswered) return { type: 'contextual_update', text: role === 'system' ? text : `${role}: ${text}` };
  talk.noteWritten(text);
  return { type: 'user_message', text };
}

/** Creates the writer of one connection's frames. */
export function createEncoder(
  talk: Talk,
  options: ElevenLabsOptions,
): (command: ClientCommand) => readonly string[] {
  const write = (event: WireClientEvent): readonly string[] => [JSON.stringify(event)];
  return (command) => {
    switch (command.type) {
      case 'append-audio':
        return talk.isTextOnly ? [] : write({ user_audio_chunk: encodeBase64(command.audio) });
      case 'configure':
        checkConfig(command.config);
        // Later changes are of tools, which only the app needs to know.
        if (!command.isInitial) return [];
        talk.isTextOnly = command.config.outputModality === 'text';
        return write(writeStart(command.config, options));
      case 'create-item':
        if (command.item.type !== 'message') throw unsupported(command.item.type);
        return write(writeMessage(talk, command.item, command.isAnswered));
      case 'send-tool-output': {
        const { callId: tool_call_id, output: result, isError: is_error } = command;
        return write({ type: 'client_tool_result', tool_call_id, result, is_error });
      }
      case 'answer-approval': {
        const tool_call_id = command.approvalRequestId.replace('consent_', '');
        return write({ type: 'mcp_tool_approval_result', tool_call_id, is_approved: command.isApproved });
      }
      // The kit itself plays: it has flushed its own queue, and the vendor takes no word about it.
      case 'clear-output':
        return [];
      default:
        throw unsupported(command.type);
    }
  };
}
