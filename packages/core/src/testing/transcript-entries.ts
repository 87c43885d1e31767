import { createTranscript } from '../session/entries.ts';
import type {
  ApprovalEntry,
  MessageEntry,
  RemoteToolEntry,
  ToolEntry,
  Transcript,
  TranscriptEntry,
} from '../session/transcript.ts';

type Sketch<Entry extends TranscriptEntry> = Partial<Omit<Entry, 'kind'>> & Pick<Entry, 'id'>;

/** Completes a sketch of something said: by default the agent's, aloud and done. */
export function createMessageEntry(sketch: Sketch<MessageEntry>): MessageEntry {
  return {
    connection: 1,
    role: 'agent',
    modality: 'audio',
    text: '',
    images: [],
    state: 'done',
    stage: null,
    responseId: null,
    receivedMs: 0,
    heardMs: 0,
    cut: null,
    ...sketch,
    kind: 'message',
  };
}

/** Completes a sketch of a tool call: by default one that succeeded. */
export function createToolEntry(sketch: Sketch<ToolEntry>): ToolEntry {
  return {
    connection: 1,
    callId: `call_${sketch.id}`,
    name: 'tool',
    argumentsText: '{}',
    state: 'succeeded',
    output: null,
    error: null,
    responseId: null,
    ...sketch,
    kind: 'tool',
  };
}

/** Completes a sketch of a call to a remote tool server: by default one that succeeded. */
export function createRemoteToolEntry(sketch: Sketch<RemoteToolEntry>): RemoteToolEntry {
  return {
    connection: 1,
    serverLabel: 'server',
    name: 'tool',
    argumentsText: '{}',
    state: 'succeeded',
    output: null,
    errorMessage: null,
    ...sketch,
    kind: 'remote-tool',
  };
}

/** Completes a sketch of a request for the user's consent: by default one that waits for it. */
export function createApprovalEntry(sketch: Sketch<ApprovalEntry>): ApprovalEntry {
  return {
    connection: 1,
    serverLabel: 'server',
    name: 'tool',
    argumentsText: '{}',
    state: 'pending',
    ...sketch,
    kind: 'approval',
  };
}

/** Makes a transcript of entries in the order given. */
export function createTranscriptOf(entries: readonly TranscriptEntry[]): Transcript {
  return {
    ...createTranscript(),
    order: entries.map((entry) => entry.id),
    live: new Map(entries.map((entry) => [entry.id, entry])),
  };
}
