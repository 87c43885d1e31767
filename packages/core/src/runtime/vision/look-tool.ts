import type { VideoSource } from '../../media/video/video-port.ts';
import { defineTool } from '../client-tool.ts';
import type { ClientTool } from '../client-tool.ts';
import type { Vision } from './vision.ts';

/** The options of `createLookTool`. */
export interface LookToolOptions {
  /** The sources that the agent may ask for. @default both */
  readonly sources?: readonly VideoSource[];
  /** Whether the user is asked before each look. @default true */
  readonly needsApproval?: boolean;
}

/**
 * Creates the tool `look`, by which the agent asks for one image of the user's camera or screen. The user is asked each time,
 * and sees the image in the transcript.
 *
 * @example
 * ```ts
 * session.tools.register(createLookTool(createVision(session)));
 * ```
 */
export function createLookTool(
  vision: Vision,
  { sources = ['camera', 'screen'], needsApproval = true }: LookToolOptions = {},
): ClientTool<{ readonly source: VideoSource }> {
  return defineTool({
    name: 'look',
    description:
      'Takes one picture of what is in front of the user’s camera, or of their screen. Use it when the user asks about something that you would have to see.',
    parameters: {
      type: 'object',
      properties: { source: { type: 'string', enum: [...sources] } },
      required: ['source'],
    },
    needsApproval,
    // A person has to choose a screen in the browser's dialog.
    timeoutMs: 60_000,
    async execute({ source }: { readonly source: VideoSource }, { signal }) {
      await vision.look(source, { signal });
      return 'The picture is in the conversation now. Answer by what you see on it.';
    },
  });
}
