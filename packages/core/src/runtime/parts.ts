import { createLazy } from '../util/lazy.ts';
import type { Lazy } from '../util/lazy.ts';
import type { SpeechPart } from './speech-slot.ts';
import type { BargeInPart, Engine, EngineOptions, ToolPart } from './engine.ts';

/** What holds a conversation, as it is loaded. */
export interface EnginePart {
  readonly Engine: new (options: EngineOptions) => Engine;
}

/** The parts of a session that are loaded when they are used. */
export interface SessionParts {
  readonly engine: Lazy<EnginePart>;
  readonly tools: Lazy<ToolPart>;
  readonly bargeIn: Lazy<BargeInPart>;
  readonly speech: Lazy<SpeechPart>;
}

/** The parts as every session loads them. */
export const LAZY_PARTS: SessionParts = {
  engine: createLazy(() => import('./engine.ts')),
  tools: createLazy(() => import('./tool-runner.ts')),
  bargeIn: createLazy(() => import('./barge-in-part.ts')),
  speech: createLazy(() => import('./speech-line.ts')),
};
