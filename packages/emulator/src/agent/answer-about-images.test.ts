import { expect, it } from 'vitest';
import { BLUE, RED, png } from '../../test/pictures.ts';
import { seeImage } from '../vision/see-image.ts';
import type { AgentOutput, AgentTurn, HistoryEntry } from './agent.ts';
import { createDefaultAgent } from './default-agent.ts';

const image = (colour: typeof RED | typeof BLUE): HistoryEntry => {
  const seen = seeImage(png(colour));
  return { role: 'user', text: '', images: seen ? [seen] : [] };
};
const user = (text: string): HistoryEntry => ({ role: 'user', text });
const agent = (text = 'Yes.'): HistoryEntry => ({ role: 'agent', text });
const tool = (text: string): HistoryEntry => ({ role: 'tool', text });
const LOOK = { name: 'look', description: 'Looks.', parameters: {} };

function answer(history: readonly HistoryEntry[], more: Partial<AgentTurn> = {}): string {
  const turn: AgentTurn = {
    history,
    instructions: '',
    tools: [],
    toolChoice: 'auto',
    canComment: false,
    ...more,
  };
  const outputs = createDefaultAgent().respond(turn, new AbortController().signal) as Iterable<AgentOutput>;
  return [...outputs]
    .map((output) =>
      output.type === 'speech' ? output.text : `${output.name}(${JSON.stringify(output.arguments)})`,
    )
    .join(' ');
}

const QUESTION = user('What do you see?');

it.each([
  ['an image by itself', [image(RED)], /mostly red/],
  ['an image with words', [{ ...image(RED), text: 'Nice, eh?' }], /mostly red/],
  ['the newest of a live view', [image(RED), image(BLUE), QUESTION], /mostly blue.*has changed/],
  ['an image that stands behind the question', [QUESTION, image(RED)], /mostly red/],
  ['an image of an earlier turn', [image(RED), agent(), QUESTION], /mostly red/],
  ['nothing where nothing has come', [QUESTION], /cannot see anything/],
  ['words about something else', [image(RED), user('Hello!')], /^Hello/],
  ['words before a live view’s image', [user('Hello!'), image(RED)], /^Hello/],
] as const)('the emulated agent answers %s', (_name, history, expected) => {
  expect(answer(history)).toMatch(expected);
});

it('asks for a look where it may, and tells what came of it', () => {
  const tools = [LOOK];
  expect(answer([QUESTION], { tools })).toBe('look({"source":"camera"})');
  expect(answer([user('What is on my screen?')], { tools })).toBe('look({"source":"screen"})');
  expect(answer([image(RED), QUESTION], { tools })).toContain('mostly red');
  expect(answer([image(RED), agent(), QUESTION], { tools })).toBe('look({"source":"camera"})');
  expect(answer([QUESTION, image(BLUE), tool('An image was sent.')], { tools })).toContain('mostly blue');
  expect(answer([QUESTION, tool('{"error":"The user declined."}')], { tools })).toContain('did not work');
});
