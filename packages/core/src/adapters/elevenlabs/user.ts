import type { ServerEvent } from '../../protocol/server-event.ts';
import { endMessage } from './agent.ts';
import { createId } from './memory.ts';
import type { Memory } from './memory.ts';

type Events = readonly ServerEvent[];

/** Somebody speaks, as far as can be told: there is no event for it. */
function beginTurn(memory: Memory): Events {
  if (memory.user) return [];
  const itemId = (memory.user = createId(memory, 'user'));
  return [{ type: 'speech-started', itemId, audioStartMs: null, isCutTold: true }];
}

/** The words so far, told anew each time. Those that were taken back are replaced when the turn ends. */
export function readTentative(memory: Memory, words: string): Events {
  const events = beginTurn(memory);
  const { user: itemId, heard } = memory;
  if (!itemId || !words.startsWith(heard) || words === heard) return events;
  memory.heard = words;
  return [...events, { type: 'input-transcript-delta', itemId, delta: words.slice(heard.length) }];
}

/** The user's turn is over. The echo of something written is none. */
export function readTurn(memory: Memory, transcript: string): Events {
  const { agent, written } = memory;
  memory.written = null;
  if (transcript === written) return [];
  const events = beginTurn(memory);
  const itemId = memory.user as string;
  memory.user = null;
  memory.heard = '';
  // What the agent says next is another answer; only one that was never told to be over may go on.
  if (agent?.isDone) memory.agent = null;
  return [
    ...(agent?.isWorded ? endMessage(memory) : []),
    ...events,
    { type: 'turn-committed', itemId },
    { type: 'input-transcript-done', itemId, transcript, usage: null },
  ];
}

/** The agent is cut off: all of it that is on its way is void. Something written cuts it as well as a voice. */
export function readInterruption(memory: Memory, eventId: unknown): Events {
  if (typeof eventId === 'number') memory.cutId = Math.max(memory.cutId, eventId);
  const isVoice = memory.written === null || memory.hasAnswered;
  const ended = endMessage(memory, 'cancelled');
  memory.agent = null;
  memory.playing = null;
  return [
    { type: 'output-interrupted', responseId: null, ...(isVoice && { by: 'user' }) },
    ...ended,
    ...(isVoice ? beginTurn(memory) : []),
  ];
}
