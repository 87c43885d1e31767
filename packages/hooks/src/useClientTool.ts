'use client';

import type { AnyClientTool, ClientTool } from '@repartee/core';

import { useRegisteredTools } from './useRegisteredTools.ts';
import { useSession } from './useSession.ts';

/**
 * Lets the agent call a function of this component while it is mounted. The tool can be inline: the handler of the latest
 * render runs, and the tool is declared again only when its name, description or schema changes by value. Of two mounted
 * tools with one name the later one runs.
 *
 * @throws RealtimeError `invalid-config`, to the nearest error boundary, for a tool that cannot be declared to a model.
 * @example
 * useClientTool({
 *   name: 'set_colour',
 *   description: 'Paints the page',
 *   parameters: z.object({ colour: z.string() }),
 *   execute: ({ colour }) => setColour(colour),
 * });
 */
export function useClientTool<Args>(tool: ClientTool<Args>): void {
  useRegisteredTools(useSession(), [tool as AnyClientTool]);
}
