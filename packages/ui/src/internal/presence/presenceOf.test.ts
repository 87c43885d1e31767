import { createBargeInState, createStaticSession } from '@repartee/core/testing';
import type { StaticSessionOptions } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import { presenceOf } from './presenceOf.ts';

const live = { status: 'live', phase: 'listening', microphone: 'on' } as const;
const ducked = createBargeInState({ isDucked: true });

const CASES: readonly (readonly [string, StaticSessionOptions, string])[] = [
  ['before the conversation', {}, 'idle'],
  ['while it connects', { status: 'connecting' }, 'connecting'],
  ['while the microphone opens', { ...live, microphone: 'opening' }, 'connecting'],
  ['while the agent hears the user', live, 'listening'],
  ['while the user speaks', { ...live, phase: 'user-speaking' }, 'user-speaking'],
  ['while the agent thinks', { ...live, phase: 'thinking' }, 'thinking'],
  ['while the agent speaks', { ...live, phase: 'speaking' }, 'speaking'],
  ['while the agent is lowered', { ...live, phase: 'speaking', bargeIn: ducked }, 'ducked'],
  ['muted', { ...live, isMuted: true }, 'muted'],
  ['muted, while the agent speaks', { ...live, isMuted: true, phase: 'speaking' }, 'speaking'],
  ['without a microphone', { ...live, microphone: 'lost' }, 'muted'],
  ['while the system has the microphone', { ...live, microphone: 'interrupted' }, 'muted'],
  ['in writing', { ...live, microphone: 'off' }, 'idle'],
  ['between two push-to-talk turns', { ...live, inputMode: 'push-to-talk' }, 'idle'],
  ['in a push-to-talk turn', { ...live, inputMode: 'push-to-talk', isTurnOpen: true }, 'listening'],
  ['paused', { status: 'paused', isPaused: true }, 'idle'],
  ['paused on an open connection', { ...live, isPaused: true }, 'idle'],
  ['while it connects again', { status: 'reconnecting', phase: 'speaking' }, 'reconnecting'],
  ['in the last sentence', { status: 'closing', phase: 'speaking' }, 'speaking'],
  ['after the last sentence', { status: 'closing', phase: 'listening' }, 'ended'],
  ['after the conversation', { status: 'closed', endReason: 'user' }, 'ended'],
  ['after a failure', { status: 'failed', endReason: 'failed' }, 'ended'],
];

describe('the state of a presence', () => {
  it.each(CASES)('%s', (_name, options, expected) => {
    expect(presenceOf(createStaticSession(options).store.getState())).toBe(expected);
  });
});
