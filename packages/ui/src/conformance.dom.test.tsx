import { RealtimeError } from '@repartee/core';
import {
  createApprovalEntry,
  createBargeInState,
  createFixedLevel,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { sessionOf, timedBudget, tokenBudget } from '../test/budgets.ts';
import { describeConformance } from '../test/conformance.tsx';
import {
  AudioUnlockPrompt,
  BudgetExceededView,
  BudgetMeter,
  BudgetMeterView,
  ConnectButton,
  ConnectButtonView,
  ErrorNotice,
  ErrorNoticeView,
} from './index.ts';
import {
  CostBadge,
  DeviceSelect,
  DeviceSelectView,
  LatencyBadge,
  MicrophoneHint,
  MicToggle,
  MicToggleView,
  PushToTalkButton,
  SessionStatus,
  SessionStatusView,
} from './index.ts';
import { TextComposer, Transcript, Waveform } from './index.ts';

// The suite knows parts only by what all of them take.
type AnyPart = ComponentType<Record<string, unknown>>;

const live = () => createStaticSession({ status: 'live', phase: 'listening' });

describeConformance('ConnectButton', {
  Part: ConnectButton as AnyPart,
  createSession: live,
  selector: 'button',
  state: { field: 'status', value: 'live', attribute: 'data-status' },
});

describeConformance('ConnectButtonView', {
  Part: ConnectButtonView as unknown as AnyPart,
  createSession: live,
  selector: 'button',
  state: { field: 'isBusy', value: true, attribute: 'data-busy' },
  props: { status: 'connecting' },
});

describeConformance('MicToggle', {
  Part: MicToggle as AnyPart,
  createSession: () => createStaticSession({ microphone: 'on', isMuted: true }),
  selector: 'button',
  state: { field: 'isMuted', value: true, attribute: 'data-muted' },
});

describeConformance('MicToggleView', {
  Part: MicToggleView as unknown as AnyPart,
  createSession: live,
  selector: 'button',
  state: { field: 'microphone', value: 'lost', attribute: 'data-microphone' },
  props: { microphone: 'lost', isMuted: false },
});

describeConformance('PushToTalkButton', {
  Part: PushToTalkButton as AnyPart,
  createSession: () => createStaticSession({ status: 'live', inputMode: 'push-to-talk', isMuted: true }),
  selector: 'button',
  state: { field: 'blockedBy', value: 'microphone', attribute: 'data-blocked-by' },
});

describeConformance('SessionStatus', {
  Part: SessionStatus as AnyPart,
  createSession: live,
  selector: '.repartee-status',
  state: { field: 'phase', value: 'listening', attribute: 'data-phase' },
});

describeConformance('SessionStatusView', {
  Part: SessionStatusView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-status',
  state: { field: 'endReason', value: 'remote', attribute: 'data-end-reason' },
  props: { status: 'closed', endReason: 'remote' },
});

describeConformance('Waveform', {
  Part: Waveform as AnyPart,
  createSession: live,
  selector: 'canvas',
  state: { field: 'source', value: 'agent', attribute: 'data-source' },
});

describeConformance('Waveform of a source of its own', {
  Part: Waveform as AnyPart,
  createSession: live,
  selector: 'canvas',
  state: { field: 'source', value: 'custom', attribute: 'data-source' },
  props: { source: createFixedLevel(0.2), 'aria-label': '⟦Film⟧', isActive: false },
});

describeConformance('Transcript.Root', {
  Part: Transcript.Root as AnyPart,
  createSession: live,
  selector: '.repartee-transcript',
  state: { field: 'isEmpty', value: true, attribute: 'data-empty' },
});

describeConformance('Transcript.Item of a message', {
  Part: Transcript.Item as unknown as AnyPart,
  createSession: () =>
    createStaticSession({
      speakingItemId: 'a',
      entries: [
        createMessageEntry({
          id: 'a',
          text: 'Well then',
          state: 'interrupted',
          receivedMs: 800,
          cut: { by: 'user', heardMs: 400 },
        }),
      ],
    }),
  selector: 'li',
  state: { field: 'isAudible', value: true, attribute: 'data-audible' },
  props: { id: 'a' },
  told: ['Well', 'then'],
});

describeConformance('Transcript.Item of a tool', {
  Part: Transcript.Item as unknown as AnyPart,
  createSession: () =>
    createStaticSession({ entries: [createToolEntry({ id: 'a', name: 'look', output: 'ok' })] }),
  selector: 'li',
  state: { field: 'kind', value: 'tool', attribute: 'data-kind' },
  props: { id: 'a' },
  told: ['look', '{}', 'ok'],
});

describeConformance('Transcript.Item of a question', {
  Part: Transcript.Item as unknown as AnyPart,
  createSession: () => createStaticSession({ entries: [createApprovalEntry({ id: 'a' })] }),
  selector: 'li',
  state: { field: 'state', value: 'pending', attribute: 'data-state' },
  props: { id: 'a' },
  told: ['{}'],
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

describeConformance('DeviceSelect', {
  Part: DeviceSelect as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-device',
  state: { field: 'isDisabled', value: true, attribute: 'data-disabled' },
  props: { kind: 'microphone' },
});

describeConformance('DeviceSelectView', {
  Part: DeviceSelectView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-device',
  state: { field: 'error', value: 'speaker-missing', attribute: 'data-error' },
  props: { kind: 'speaker', devices: [{ id: 'a', label: '' }], deviceId: 'b', error: 'speaker-missing' },
});

describeConformance('MicrophoneHint', {
  Part: MicrophoneHint as AnyPart,
  createSession: () =>
    createStaticSession({ isMuted: true, bargeIn: createBargeInState({ isSpeakingWhileMuted: true }) }),
  selector: '.repartee-mic-notice',
  state: { field: 'hint', value: 'muted', attribute: 'data-hint' },
});

describeConformance('ErrorNotice', {
  Part: ErrorNotice as AnyPart,
  createSession: () =>
    createStaticSession({ status: 'failed', error: new RealtimeError('microphone-denied', 'Not allowed.') }),
  selector: '.repartee-error',
  state: { field: 'code', value: 'microphone-denied', attribute: 'data-code' },
});

describeConformance('ErrorNoticeView', {
  Part: ErrorNoticeView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-error',
  state: { field: 'isFatal', value: true, attribute: 'data-fatal' },
  props: { error: { code: 'aborted' }, isFatal: true, onDismiss: () => {} },
});

describeConformance('BudgetMeter', {
  Part: BudgetMeter as AnyPart,
  createSession: () => sessionOf(timedBudget()),
  selector: '.repartee-budget',
  state: { field: 'level', value: 'ok', attribute: 'data-level' },
  props: { isDetailed: true },
});

describeConformance('BudgetMeterView', {
  Part: BudgetMeterView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-budget',
  state: { field: 'isDetailed', value: true, attribute: 'data-detailed' },
  props: { budget: tokenBudget(0.45), isDetailed: true },
});

describeConformance('CostBadge', {
  Part: CostBadge as AnyPart,
  createSession: () => sessionOf(tokenBudget(0.6)),
  selector: '.repartee-cost',
  state: { field: 'level', value: 'over', attribute: 'data-level' },
});

describeConformance('BudgetExceededView', {
  Part: BudgetExceededView as unknown as AnyPart,
  createSession: live,
  selector: 'dialog',
  state: { field: 'limit', value: 'cost', attribute: 'data-limit' },
  props: { budget: tokenBudget(0.6), onGoOn: () => {}, onDismiss: () => {} },
});
