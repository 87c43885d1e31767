import { describeImage } from '../vision/describe-image.ts';
import type { AgentOutput, AgentTurn, HistoryEntry } from './agent.ts';

/** A question about what is in front of the camera, on the screen, or in an image. */
const LOOK =
  /\b(what|which)\b.*\b(see|colou?r|picture|image|photo|screen|camera|in front of)\b|\b(can you see|look at|describe (this|what))\b/i;

/** The tool of the kit that asks for one image of the camera or the screen. */
const LOOK_TOOL = 'look';

/**
 * Answers a turn that is about images, and asks for one by the tool `look` where none has come. Returns `null` for a turn about
 * something else.
 */
export function answerAboutImages(turn: AgentTurn): AgentOutput | null {
  const { history, tools, toolChoice } = turn;
  const current = currentTurn(history);
  const isToolDone = history.at(-1)?.role === 'tool';
  const images = history.flatMap((entry) => entry.images ?? []);
  const newest = images.at(-1);
  const hasNew = current.some((entry) => entry.images?.length);
  const words = current.flatMap(({ role, text }) => (role === 'user' && text !== '' ? [text] : []));
  const isShown = current.some(({ text, images: own }) => own?.length && text !== '');
  const isAsked = LOOK.test(words.at(-1) ?? '');
  if (!(isAsked || isShown || (hasNew && (words.length === 0 || isToolDone)))) return null;
  // A look that failed, or was declined, is told as any other tool's result.
  if (isToolDone && !hasNew) return null;
  const canLook = toolChoice !== 'none' && tools.some(({ name }) => name === LOOK_TOOL);
  if (newest && (hasNew || !canLook)) return speech(describeImage(newest, images.at(-2)));
  if (canLook)
    return {
      type: 'tool-call',
      name: LOOK_TOOL,
      arguments: { source: /\bscreen\b/i.test(words.at(-1) ?? '') ? 'screen' : 'camera' },
    };
  return speech('I cannot see anything: no image has reached me.');
}

/** The entries since the agent spoke last. */
function currentTurn(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return history.slice(history.findLastIndex(({ role }) => role === 'agent') + 1);
}

function speech(text: string): AgentOutput {
  return { type: 'speech', text };
}
