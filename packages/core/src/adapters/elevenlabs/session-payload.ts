import type { ConversationItem } from '../../protocol/conversation-item.ts';
import { textOfItems } from '../../protocol/item-text.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { isObject } from '../../util/untrusted.ts';
import { unsupported } from './errors.ts';
import type { ElevenLabsOptions } from './options.ts';
import type { WireClientEvent } from './wire-types.ts';

/**
 * Checks that a conversation can be configured so. The agent has its own tools, which are matched by name, and its own turn
 * detection.
 *
 * @throws RealtimeError `unsupported-capability` for a setting that only the agent's own settings can change.
 */
export function checkConfig(config: SessionConfig): void {
  for (const field of Object.keys(config) as (keyof SessionConfig)[])
    if (!isSupported(config, field)) throw unsupported(field);
}

function isSupported(config: SessionConfig, field: keyof SessionConfig): boolean {
  if (config[field] === undefined) return true;
  switch (field) {
    case 'instructions':
    case 'model':
    case 'voice':
    case 'speed':
    case 'outputModality':
    case 'tools':
    case 'vendorOptions':
      return true;
    case 'transcription':
      return hasOnly(config.transcription, ['language', 'keywords']);
    // Every conversation has these values.
    case 'turnDetection':
      return config.turnDetection?.mode === 'server' && hasOnly(config.turnDetection, ['mode']);
    case 'toolChoice':
      return config.toolChoice === 'auto';
    case 'remoteTools':
      return config.remoteTools?.length === 0;
    default:
      return false;
  }
}

/** Whether an object has no fields but the given ones. */
function hasOnly(value: unknown, names: readonly string[]): boolean {
  return (
    isObject(value) &&
    Object.entries(value).every(([name, field]) => field === undefined || names.includes(name))
  );
}

/**
 * Writes the first frame. A field that is not set is left out: the agent's settings must allow each override, and ElevenLabs
 * ends the conversation on one that they do not allow.
 */
export function writeInitiation(
  { instructions, model, voice, speed, outputModality, transcription, vendorOptions }: SessionConfig,
  { dynamicVariables, historyVariable, repeatFirstMessage, userId }: ElevenLabsOptions,
  history: readonly ConversationItem[] = [],
): WireClientEvent {
  const isContinued = history.length > 0;
  const { language, keywords } = typeof transcription === 'object' ? transcription : {};
  const hasPrompt = instructions !== undefined || model !== undefined;
  return merge<WireClientEvent>(
    {
      type: 'conversation_initiation_client_data',
      conversation_config_override: {
        agent: {
          ...(hasPrompt && { prompt: { prompt: instructions, llm: model } }),
          language,
          // The empty text makes the agent wait for the user.
          first_message: isContinued && !repeatFirstMessage ? '' : undefined,
        },
        tts: { voice_id: typeof voice === 'object' ? voice.id : voice, speed },
        ...(keywords && { asr: { keywords } }),
        conversation: { text_only: outputModality === 'text' || undefined },
      },
      dynamic_variables:
        historyVariable === undefined
          ? dynamicVariables
          : { [historyVariable]: textOfItems(history), ...dynamicVariables },
      user_id: userId,
    },
    vendorOptions,
  );
}

/** Overwrites fields with those of another object, nested objects key by key. */
function merge<T>(base: T, over: unknown): T {
  if (!isObject(base) || !isObject(over)) return (over ?? base) as T;
  const merged = { ...base } as Record<string, unknown>;
  for (const [key, value] of Object.entries(over)) merged[key] = merge(merged[key], value);
  return merged as T;
}
