import type { SessionConfig } from '../../protocol/session-config.ts';
import type { GeminiOptions } from './options.ts';

/** The newest model (model pages, September 2026). */
export const MODEL = 'gemini-3.8-live';

/** The model of a session, without the prefix that it has on the wire. */
export function modelOf(options: GeminiOptions, config: SessionConfig | null): string {
  return (config?.model ?? options.model ?? MODEL).replace(/^models\//, '');
}

/** Models that think at length, never wait for a tool, and tell by a status of their own when they are done. */
export const isThinker = (model: string): boolean => /extended-thinking/.test(model);

/** Models that can do nothing while a tool runs, and that want text of the user as a part of the live input. */
export const isSynchronous = (model: string): boolean => /-3\.1-/.test(model);

/** Models from before 2026: their thinking has a budget in place of a level. */
export const isOld = (model: string): boolean => /-2\.\d-/.test(model);

/** Whether the instructions and tools may change in mid-session: told of 3.8 alone, and not verified for API keys. */
export const isUpdatable = (model: string): boolean => !isSynchronous(model) && !isOld(model);

/** Whether the model goes on talking while a tool runs. */
export function isNonBlocking(model: string, { tools = {} }: GeminiOptions, name: string): boolean {
  const { behavior } = (Object.hasOwn(tools, name) && tools[name]) || {};
  return behavior ? behavior === 'non-blocking' : isUpdatable(model);
}
