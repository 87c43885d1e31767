import type { Capabilities } from '../../protocol/capabilities.ts';
import type { ContentPart, ConversationItem, MessageItem } from '../../protocol/conversation-item.ts';
import { heardText } from '../transcript/heard-text.ts';
import type { MessageEntry, RemoteToolEntry, ToolEntry, TranscriptEntry } from '../transcript/transcript.ts';
import { estimateTokens, TOKENS_PER_IMAGE } from './estimate-tokens.ts';

/** The output of a call that has none: the model must not wait for it, and must not take it for done. */
export const CANCELLED_OUTPUT = JSON.stringify({
  error: 'cancelled',
  message: 'The call was cancelled before it had a result, because the connection ended.',
});

/** Stands for an image that is not sent again. */
const IMAGE_NOTE = '[The user sent an image here.]';

/** The text and items that tell a new connection of one entry. */
export interface SeedEntry {
  readonly id: string;
  /** One item, or a tool call and its output. */
  readonly items: readonly ConversationItem[];
  readonly tokens: number;
  /** Whether images of it are left out. */
  readonly hasDroppedImages: boolean;
}

/** The limits of one told entry. */
export interface SeedForm {
  /** Whether the vendor takes tool calls and their outputs. Otherwise they become text. */
  readonly hasToolCalls: boolean;
  readonly hasImages: boolean;
}

/** The kinds of items that a vendor takes. */
export function seedableKinds({ canSeedHistory, seedableItems = [] }: Capabilities): {
  readonly hasToolCalls: boolean;
  readonly canHaveImages: boolean;
} {
  const hasItems = canSeedHistory === 'items';
  return {
    hasToolCalls: hasItems && seedableItems.includes('tool-call'),
    canHaveImages: hasItems && seedableItems.includes('image'),
  };
}

/**
 * Writes an entry as items; `'unknown'` for speech of the user whose words were never recognised, and `null` for an entry of
 * which the agent knows nothing either: one that is not over, was not heard, or has no words.
 */
export function seedEntry(entry: TranscriptEntry, form: SeedForm): SeedEntry | 'unknown' | null {
  switch (entry.kind) {
    case 'message':
      return seedMessage(entry, form);
    case 'tool':
      return form.hasToolCalls ? seedCall(entry) : seedNote(entry, describeCall(entry, outputOf(entry)));
    case 'remote-tool':
      return seedNote(entry, describeCall(entry, entry.output ?? entry.errorMessage ?? CANCELLED_OUTPUT));
    case 'approval':
    case 'continuity':
      return null;
  }
}

function seedMessage(entry: MessageEntry, form: SeedForm): SeedEntry | 'unknown' | null {
  const { id, role, state } = entry;
  if (state === 'streaming' || state === 'speaking' || state === 'transcribing') return null;
  // A message that the vendor refused would be refused again.
  if (role === 'user' && entry.modality === 'text' && state === 'failed') return null;
  const hasDroppedImages = entry.images.length > 0 && !form.hasImages;
  const words = [heardText(entry), hasDroppedImages ? IMAGE_NOTE : '']
    .filter((text) => text !== '')
    .join('\n');
  const images = form.hasImages ? entry.images : [];
  if (words === '' && images.length === 0)
    return role === 'user' && entry.modality === 'audio' ? 'unknown' : null;
  const content: ContentPart[] = [
    ...(words === '' ? [] : [{ type: 'text', text: words } as const]),
    ...images.map((url) => ({ type: 'image', url }) as const),
  ];
  const item: MessageItem = { type: 'message', id, role, status: 'completed', content };
  const tokens = estimateTokens(words) + images.length * TOKENS_PER_IMAGE;
  return { id, items: [item], tokens, hasDroppedImages };
}

function seedCall(entry: ToolEntry): SeedEntry {
  const { id, callId, name } = entry;
  // A call that was cut off in the middle has arguments that cannot be read.
  const argumentsText = isJson(entry.argumentsText) ? entry.argumentsText : '{}';
  const output = outputOf(entry);
  const items: readonly ConversationItem[] = [
    { type: 'tool-call', id, status: 'completed', callId, name, argumentsText },
    { type: 'tool-output', id: `tool_${callId}`, callId, output },
  ];
  return {
    id,
    items,
    tokens: estimateTokens(name + argumentsText) + estimateTokens(output),
    hasDroppedImages: false,
  };
}

function outputOf({ output }: ToolEntry): string {
  return output ?? CANCELLED_OUTPUT;
}

function describeCall({ name, argumentsText }: ToolEntry | RemoteToolEntry, output: string): string {
  return `The agent called the tool ${name} with ${argumentsText || '{}'}. The tool returned: ${output}`;
}

function seedNote({ id }: TranscriptEntry, text: string): SeedEntry {
  return { id, items: [createNote(id, text)], tokens: estimateTokens(text), hasDroppedImages: false };
}

/** Writes a note of the app to the agent. */
export function createNote(id: string, text: string): MessageItem {
  return { type: 'message', id, role: 'system', status: 'completed', content: [{ type: 'text', text }] };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
