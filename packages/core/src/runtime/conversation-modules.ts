import { createLazy } from '../util/lazy.ts';
import type { Lazy } from '../util/lazy.ts';
import type { SpeakerModules } from './device-ports.ts';
import type { ToolModule } from './effect-runner.ts';
import type { AppSpeechModule } from './lazy-app-speech.ts';
import type { BargeInModule } from './lazy-barge-in.ts';
import type { ContinuityModule } from './lazy-continuity.ts';

/** The modules that a conversation loads when it needs them. */
export interface ConversationModules extends SpeakerModules {
  readonly tools: Lazy<ToolModule>;
  readonly bargeIn: Lazy<BargeInModule>;
  readonly speech: Lazy<AppSpeechModule>;
  readonly continuity: Lazy<ContinuityModule>;
}

/**
 * The modules as every conversation loads them. Only the module of the conversation imports this file: a bundler then knows
 * which code is loaded before, and does not serve shared code in small files.
 */
export const CONVERSATION_MODULES: ConversationModules = {
  tools: createLazy(() => import('./tool-runner.ts')),
  bargeIn: createLazy(() => import('./barge-in-shell.ts')),
  speech: createLazy(() => import('./app-speech.ts')),
  continuity: createLazy(() => import('./continuity-module.ts')),
  call: createLazy(() => import('./call-module.ts')),
  pairedSpeaker: createLazy(() => import('../media/paired-speaker.ts')),
};
