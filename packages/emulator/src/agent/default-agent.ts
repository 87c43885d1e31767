import type { HistoryEntry, AgentOutput, AgentTurn, EmulatedAgent } from './agent.ts';
import { fillArguments } from './fill-arguments.ts';
import { matchTool } from './match-tool.ts';
import { answerAboutImages } from './answer-about-images.ts';

/** About 25 seconds of speech, to try out interruptions. */
const STORY = [
  'Once upon a time there was a lighthouse keeper who had never seen the sea by day.',
  'She slept from dawn until dusk, and knew the water only by its sound and by the lights that crossed it.',
  'One morning a storm kept her awake, and when it had passed she opened the door.',
  'There it was, wide and green and quite calm, with a small boat far out that carried no light at all.',
  'She waved, and after a long while somebody in the boat waved back.',
  'From that day on she went to bed an hour later, and the boat came an hour earlier.',
  'They never learned each other’s names, but the lamp has burned a little brighter ever since.',
].join(' ');

const JOKES = [
  'Why did the microphone break up with the speaker? There was too much feedback.',
  'I would tell you a joke about latency, but you would have to wait for it.',
];

/** A question about the agent's memory of the conversation. */
const MEMORY = /\bwhat did i (say|tell)\b.*\bbefore\b/i;

/** Rules in order. The first rule whose words match answers. */
const RULES: readonly (readonly [RegExp, (text: string) => string])[] = [
  [
    /^\(speech, ([\d.]+) s\)$/,
    (text) =>
      `I heard you speak for ${/[\d.]+/.exec(text)?.[0]} seconds, but there is not speech recognizer on this machine.`,
  ],
  [/\bstor(y|ies)\b|\btale\b|\b(tell|talk|speak)\b.*\blong\b/i, () => STORY],
  [/\b(joke|funny)\b/i, (text) => JOKES[text.length % JOKES.length] ?? ''],
  [/\b(count)\b.*\b(ten|10)\b/i, () => 'One, two, three, four, five, six, seven, eight, nine, ten.'],
  [
    /\b(who|what) are you\b|\byour name\b/i,
    () => 'I am the emulator’s voice. I run on your own machine and need no key.',
  ],
  [/\b(thank you|thanks)\b/i, () => 'You are welcome. What else can I do for you?'],
  [/\b(bye|goodbye|see you)\b/i, () => 'Goodbye. It was nice talking to you.'],
  [/\b(how are you)\b/i, () => 'I am fine, thank you. How can I help you?'],
  [
    /^\W*(hi|hello|hey|good (morning|afternoon|evening))\b/i,
    () => 'Hello! Nice to hear you. What would you like to talk about?',
  ],
  [
    /\b(help|what can you do)\b/i,
    () =>
      'Ask me for the weather, a joke or a long story. You can interrupt me at any time, just by speaking.',
  ],
];

/**
 * Creates the emulator's own agent. It has no model: it follows a few rules, calls a declared tool when the words match
 * its name or description, and otherwise repeats what it understood, so that a test can check what arrived.
 */
export function createDefaultAgent(): EmulatedAgent {
  return { respond: answer };
}

function answer(turn: AgentTurn): readonly AgentOutput[] {
  const seen = answerAboutImages(turn);
  if (seen) return [seen];
  const results = lastResults(turn.history);
  if (results.length > 0) return [{ type: 'speech', text: results.map(sayResult).join(' ') }];
  const text = turn.history.findLast(isSaid)?.text.trim() ?? '';
  const call = callTool(turn, text);
  if (!call) return [{ type: 'speech', text: MEMORY.test(text) ? recall(turn) : say(text) }];
  const comment: AgentOutput = { type: 'speech', text: 'One moment, let me check.', purpose: 'comment' };
  return turn.canComment ? [comment, call] : [call];
}

/** An image of a live view may stand behind the words that it belongs to. */
const isSaid = ({ role, text, images }: HistoryEntry) => role === 'user' && (text !== '' || !images);

/**
 * Repeats what the user said before, as far as the agent has been told: earlier turns, or an earlier conversation in a note or
 * in the instructions.
 */
function recall({ history, instructions }: AgentTurn): string {
  const notes = [instructions, ...history.flatMap(({ role, text }) => (role === 'system' ? [text] : []))];
  const noted = notes.flatMap((note) => [...note.matchAll(/^User: (.+)$/gm)].map(([, words = '']) => words));
  const turns = history.flatMap(({ role, text }) => (role === 'user' ? [text] : [])).slice(0, -1);
  const said = [...noted, ...turns].findLast((words) => !MEMORY.test(words) && !words.startsWith('('));
  return said === undefined ? 'You have not said anything before.' : `You said before: ${sentence(said)}`;
}

/** The outputs of tools since the last speech. */
function lastResults(history: readonly HistoryEntry[]): readonly string[] {
  const at = history.findLastIndex((entry) => entry.role !== 'tool');
  return history.slice(at + 1).map((entry) => entry.text);
}

function callTool({ tools, toolChoice }: AgentTurn, text: string): AgentOutput | null {
  if (toolChoice === 'none') return null;
  const tool =
    typeof toolChoice === 'object'
      ? tools.find(({ name }) => name === toolChoice.name)
      : matchTool(text, tools);
  const chosen = tool ?? (toolChoice === 'required' ? tools[0] : null);
  return chosen ? { type: 'tool-call', name: chosen.name, arguments: fillArguments(text, chosen) } : null;
}

function say(text: string): string {
  if (text === '') return 'Hello! I am listening.';
  const rule = RULES.find(([pattern]) => pattern.test(text));
  return rule ? rule[1](text) : `I heard you say: ${text.replace(/[.!?\s]+$/, '')}. Tell me more.`;
}

/** Makes a sentence of a tool's output, whether it is words or JSON. */
function sayResult(output: string): string {
  const data = parse(output);
  if (typeof data !== 'object' || data === null) return `Here is what I found: ${sentence(String(data))}`;
  const { error, summary } = data as { readonly error?: unknown; readonly summary?: unknown };
  if (error)
    return `That did not work: ${sentence(typeof error === 'string' ? error : listFacts(error).join(', '))}`;
  if (typeof summary === 'string') return sentence(summary);
  const facts = listFacts(data);
  return facts.length > 0 ? `Here is what I found: ${facts.join(', ')}.` : 'It is done.';
}

function sentence(text: string): string {
  return /[.!?]\s*$/.test(text) ? text.trim() : `${text.trim()}.`;
}

function listFacts(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [String(data)];
  return Object.entries(data).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? listFacts(value) : [`${spoken(key)} is ${String(value)}`],
  );
}

function spoken(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A tool's output may be plain words instead of JSON.
    return text;
  }
}
