import { createDefaultAgent } from '@repartee/emulator';
import type { AgentOutput, AgentTurn, EmulatedAgent } from '@repartee/emulator';

/** The guide begins with a story of some length, because it is to be interrupted. */
const GUIDE = [
  'Hello! I am a machine, and this voice is a synthetic one. Please interrupt me, just by speaking. Until then, here is a story.',
  'Once upon a time there was a lighthouse keeper who had never seen the sea by day.',
  'She slept from dawn until dusk, and knew the water only by its sound and by the lights that crossed it.',
  'One morning a storm kept her awake, and when it had passed she opened the door.',
  'There it was, wide and green and quite calm, with a small boat far out that carried no light at all.',
  'She waved, and after a long while somebody in the boat waved back.',
].join(' ');

const SHOP = 'Hello, this is the outdoor shop. What is the number of your order?';

/** The tutor's sentences. Each is short enough to be remembered. */
const LESSON = [
  'A table for two, please.',
  'Could you tell me the way to the station?',
  'I would like to change my ticket.',
  'The weather is lovely today.',
] as const;

/**
 * Creates the agent of the demo's emulator: the emulator's own one, with an opening for each case and a lesson. It
 * recognises the case by the instructions, as a model would.
 */
export function createDemoAgent(): EmulatedAgent {
  const other = createDefaultAgent();
  return {
    respond: (turn, signal) => {
      const text = openingOf(turn) ?? lessonOf(turn);
      return text === null ? other.respond(turn, signal) : [{ type: 'speech', text } satisfies AgentOutput];
    },
  };
}

/** The note that asks for an opening, where the vendor has no instructions for one answer. */
const NOTE = /Greet the (user|customer|learner|viewer)\b/;

function openingOf({ history, instructions }: AgentTurn): string | null {
  const last = history.at(-1);
  const asked = NOTE.exec(instructions) ?? (last && last.role !== 'agent' ? NOTE.exec(last.text) : null);
  if (!asked) return null;
  if (asked[1] === 'customer') return SHOP;
  if (asked[1] === 'viewer') return 'Hello! Show me your camera or your screen, and ask me what I see.';
  return asked[1] === 'learner' ? `Hello! Let us practise. Repeat after me: ${LESSON[0]}` : GUIDE;
}

function lessonOf({ history, instructions }: AgentTurn): string | null {
  if (!/\btutor of spoken English\b/.test(instructions)) return null;
  const said = history.findLast(({ role }) => role === 'user')?.text ?? '';
  const given = history.findLast(({ role, text }) => role === 'agent' && lastSentence(text) >= 0);
  const at = given ? lastSentence(given.text) : -1;
  if (/\bthank/i.test(said)) return 'You are welcome. You did well today.';
  if (/\bagain\b/i.test(said) && at >= 0) return `Gladly. Repeat after me: ${LESSON[at]}`;
  const next = LESSON[(at + 1) % LESSON.length] ?? LESSON[0];
  if (at < 0 || /\b(another|next)\b/i.test(said)) return `Repeat after me: ${next}`;
  const share = likeness(said, LESSON[at] ?? '');
  if (share >= 0.6) return `Very good, that was clear. Now: ${next}`;
  return `I heard: ${said.replace(/[.!?\s]+$/, '')}. Try it once more: ${LESSON[at]}`;
}

/** The place of the sentence that a text ends with; -1 for none. */
const lastSentence = (text: string) => LESSON.findIndex((sentence) => text.trim().endsWith(sentence));

/** The share of the words of a sentence that were said. */
function likeness(said: string, sentence: string): number {
  const words = (text: string) => text.toLowerCase().match(/[a-z]+/g) ?? [];
  const heard = new Set(words(said));
  const wanted = words(sentence);
  return wanted.filter((word) => heard.has(word)).length / Math.max(1, wanted.length);
}
