/** One of the agent's messages, while it is being told. */
export interface AgentMessage {
  readonly id: string;
  /** The whole of its words, once known. */
  text: string;
  /** All of its words are known. */
  isWorded: boolean;
  /** Parts of its words are coming. */
  isStreaming: boolean;
  /** The audio so far, in milliseconds. */
  audioMs: number;
  /** How many letters of its words have been placed in its audio. */
  placed: number;
  /** It was taken to be complete. */
  isDone: boolean;
  /** Nothing has come for it since the last ping. */
  isQuiet: boolean;
}

/** What one connection remembers between frames. */
export interface Memory {
  readonly connection: number;
  isTextOnly: boolean;
  /** The vendor plays: its sound comes as a track, and in the messages only when it sounds. */
  readonly isRoom: boolean;
  /** Whether the agent is heard in the room. */
  isSpeaking: boolean;
  /** The message that is being played in the room. */
  playing: AgentMessage | null;
  /** How many ids were made here. */
  count: number;
  /** The number of what was last said. */
  eventId: number;
  /** Audio up to this number is void. */
  cutId: number;
  /** The agent's message that is being told, or that was told last and may go on. */
  agent: AgentMessage | null;
  /** The messages by the number that corrections name; the last one also under none. */
  readonly spoken: Map<unknown, string>;
  /** The user's turn that runs, and the words of it that have been told. */
  user: string | null;
  heard: string;
  /** What was written last: its echo is no turn, and it cuts the agent without a voice. */
  written: string | null;
  /** The agent has begun to say something since then: what cuts that is a voice again. */
  hasAnswered: boolean;
  readonly calls: Set<string>;
}

/** The memory of a connection on which nothing has been said. */
export function createMemory(connection: number, isRoom = false): Memory {
  return {
    connection,
    isTextOnly: false,
    isRoom,
    isSpeaking: false,
    playing: null,
    count: 0,
    eventId: 1,
    cutId: -1,
    agent: null,
    spoken: new Map(),
    user: null,
    heard: '',
    written: null,
    hasAnswered: false,
    calls: new Set(),
  };
}

/** Makes an id that is unlike those of the session's other connections. */
export function createId(memory: Memory, kind: string): string {
  return `${kind}_${memory.connection}_${(memory.count += 1)}`;
}
