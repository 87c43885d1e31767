import { RealtimeError } from '@repartee/core';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { describeConformance } from '../test/conformance.tsx';
import { AudioUnlockPrompt, ConnectButton, ErrorNotice, LatencyBadge, MicToggle } from './index.ts';
import { SessionStatus, TextComposer, Transcript, Waveform } from './index.ts';

// The suite knows parts only by what all of them take.
type AnyPart = ComponentType<Record<string, unknown>>;

const live = () => createStaticSession({ status: 'live', phase: 'listening' });

describeConformance('ConnectButton', {
  Part: ConnectButton as AnyPart,
  createSession: live,
  selector: 'button',
  state: { field: 'status', value: 'live', attribute: 'data-status' },
});

describeConformance('MicToggle', {
  Part: MicToggle as AnyPart,
  createSession: () => createStaticSession({ microphone: 'on', isMuted: true }),
  selector: 'button',
  state: { field: 'isMuted', value: true, attribute: 'data-muted' },
});

describeConformance('SessionStatus', {
  Part: SessionStatus as AnyPart,
  createSession: live,
  selector: '.repartee-status',
  state: { field: 'phase', value: 'listening', attribute: 'data-phase' },
});

describeConformance('Waveform', {
  Part: Waveform as AnyPart,
  createSession: live,
  selector: 'canvas',
  state: { field: 'source', value: 'agent', attribute: 'data-source' },
});

describeConformance('Transcript.Root', {
  Part: Transcript.Root as AnyPart,
  createSession: live,
  selector: '.repartee-transcript',
  state: { field: 'isEmpty', value: true, attribute: 'data-empty' },
});

describeConformance('Transcript.Item', {
  Part: Transcript.Item as unknown as AnyPart,
  createSession: () =>
    createStaticSession({ entries: [createMessageEntry({ id: 'a', role: 'user', text: 'Hi' })] }),
  selector: 'li',
  state: { field: 'role', value: 'user', attribute: 'data-role' },
  props: { id: 'a' },
});

describeConformance('TextComposer', {
  Part: TextComposer as AnyPart,
  createSession: live,
  selector: 'form',
  state: { field: 'isEmpty', value: true, attribute: 'data-empty' },
});

describeConformance('LatencyBadge', {
  Part: LatencyBadge as AnyPart,
  createSession: live,
  selector: '.repartee-latency',
  state: { field: 'pace', value: 'none', attribute: 'data-pace' },
});

describeConformance('AudioUnlockPrompt', {
  Part: AudioUnlockPrompt as AnyPart,
  createSession: () => createStaticSession({ isPlaybackBlocked: true }),
  selector: '.repartee-unlock',
  state: { field: 'isPlaybackBlocked', value: true, attribute: 'data-playback-blocked' },
});

describeConformance('ErrorNotice', {
  Part: ErrorNotice as AnyPart,
  createSession: () =>
    createStaticSession({ status: 'failed', error: new RealtimeError('microphone-denied', 'Not allowed.') }),
  selector: '.repartee-error',
  state: { field: 'code', value: 'microphone-denied', attribute: 'data-code' },
});
