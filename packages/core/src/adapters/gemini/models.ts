import type { SessionConfig } from '../../protocol/session-config.ts';
import type { GeminiOptions } from './options.ts';

/** The newest model (model pages, September 2026). */
export const MODEL = 'gemini-3.8-live';

/** The model of a session, without the prefix that it has on the wire. */
export function modelOf(options: GeminiOptions, config: SessionConfig | null): string {
  return (config?.model ?? options.model ?? MODEL).replace(/^models\//, '');
}

/** Extended-thinking models never wait for a tool, and send `interactionStatus` when they are idle. */
export const isThinker = (model: string): boolean => /extended-thinking/.test(model);

/** Gemini 3.1 cannot speak while a tool runs, and takes the user's text as realtime input. */
export const isSynchronous = (model: string): boolean => /-3\.1-/.test(model);

/** Gemini 2.x limits thinking by a budget in place of a level. */
export const isOld = (model: string): boolean => /-2\.\d-/.test(model);

/** Whether instructions and tools may change during a conversation. Documented for 3.8 only, and not verified for API keys. */
export const isUpdatable = (model: string): boolean => !isSynchronous(model) && !isOld(model);

/** Whether the model goes on speaking while a tool runs. */
export function isNonBlocking(model: string, { tools = {} }: GeminiOptions, name: string): boolean {
  const { behavior } = (Object.hasOwn(tools, name) && tools[name]) || {};
  return behavior ? behavior === 'non-blocking' : isUpdatable(model);
}
