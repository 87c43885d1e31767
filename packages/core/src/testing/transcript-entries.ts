import { createTranscript } from '../session/transcript/transcript.ts';
import type {
  ApprovalEntry,
  ContinuityEntry,
  MessageEntry,
  RemoteToolEntry,
  ToolEntry,
  Transcript,
  TranscriptEntry,
} from '../session/transcript/transcript.ts';

type Sketch<Entry extends TranscriptEntry> = Partial<Omit<Entry, 'kind'>> & Pick<Entry, 'id'>;

/** The connection and times of sketched entries: in the first connection, on the first day of 2026. */
const MADE = { connection: 1, createdAtMs: Date.UTC(2026, 0, 1), audioStartMs: null };

/** Creates a message entry: by default a spoken one of the agent, done. */
export function createMessageEntry(sketch: Sketch<MessageEntry>): MessageEntry {
  return {
    ...MADE,
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
    ...MADE,
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
    ...MADE,
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
    ...MADE,
    serverLabel: 'server',
    name: 'tool',
    argumentsText: '{}',
    state: 'pending',
    ...sketch,
    kind: 'approval',
  };
}

/** Completes a sketch of the row of a new connection: by default one after a loss, which was sent the conversation again. */
export function createContinuityEntry(sketch: Sketch<ContinuityEntry>): ContinuityEntry {
  return {
    ...MADE,
    memory: 'reseeded',
    cause: 'connection-lost',
    lost: [],
    gapMs: 0,
    state: 'done',
    ...sketch,
    kind: 'continuity',
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
