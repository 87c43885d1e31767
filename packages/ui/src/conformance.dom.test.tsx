import { RealtimeError } from '@repartee/core';
import {
  createApprovalEntry,
  createBargeInState,
  createContinuityEntry,
  createFixedLevel,
  createMessageEntry,
  createStaticSession,
  createToolEntry,
} from '@repartee/core/testing';
import type { ComponentType } from 'react';
import { sessionOf, timedBudget, tokenBudget } from '../test/budgets.ts';
import { describeConformance } from '../test/conformance.tsx';
import { stubDialogs } from '../test/stubDialogs.ts';
import { loadParts } from '../test/loadParts.ts';
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
import { ConnectionBanner, ConnectionBannerView, PauseButton, SessionTimeLeft } from './index.ts';
import { TextComposer, TranscriptItem, TranscriptRoot, Waveform } from './index.ts';
import { BudgetRing, InterruptionIndicator, QualityIndicatorView, SessionTimer } from './index.ts';
import {
  CallScreen,
  Captions,
  CaptionsView,
  Console,
  ControlBar,
  VoicePanel,
  Visualizer,
  VisualizerView,
  VoiceOrb,
  VoiceOrbView,
  VoiceWidget,
} from './index.ts';

loadParts();

// The suite uses only the props that all parts take.
type AnyPart = ComponentType<Record<string, unknown>>;

stubDialogs();

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
  props: { microphone: 'lost', muted: false },
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
  props: { source: createFixedLevel(0.2), 'aria-label': '⟦Film⟧', active: false },
});

describeConformance('TranscriptRoot', {
  Part: TranscriptRoot as AnyPart,
  createSession: live,
  selector: '.repartee-transcript',
  state: { field: 'isEmpty', value: true, attribute: 'data-empty' },
});

describeConformance('TranscriptItem of a message', {
  Part: TranscriptItem as unknown as AnyPart,
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
  texts: ['Well', 'then'],
});

describeConformance('TranscriptItem of a tool', {
  Part: TranscriptItem as unknown as AnyPart,
  createSession: () =>
    createStaticSession({ entries: [createToolEntry({ id: 'a', name: 'look', output: 'ok' })] }),
  selector: 'li',
  state: { field: 'kind', value: 'tool', attribute: 'data-kind' },
  props: { id: 'a' },
  texts: ['look', '{}', 'ok'],
});

describeConformance('TranscriptItem of a question', {
  Part: TranscriptItem as unknown as AnyPart,
  createSession: () => createStaticSession({ entries: [createApprovalEntry({ id: 'a' })] }),
  selector: 'li',
  state: { field: 'state', value: 'pending', attribute: 'data-state' },
  props: { id: 'a' },
  texts: ['{}'],
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
  props: { error: { code: 'aborted' }, fatal: true, onDismiss: () => {} },
});

describeConformance('BudgetMeter', {
  Part: BudgetMeter as AnyPart,
  createSession: () => sessionOf(timedBudget()),
  selector: '.repartee-budget',
  state: { field: 'level', value: 'ok', attribute: 'data-level' },
  props: { detailed: true },
});

describeConformance('BudgetMeterView', {
  Part: BudgetMeterView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-budget',
  state: { field: 'isDetailed', value: true, attribute: 'data-detailed' },
  props: { budget: tokenBudget(0.45), detailed: true },
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

describeConformance('ConnectionBanner', {
  Part: ConnectionBanner as AnyPart,
  createSession: () =>
    createStaticSession({
      status: 'failed',
      endReason: 'failed',
      error: new RealtimeError('connection-lost', 'Lost.'),
    }),
  selector: '.repartee-connection',
  state: { field: 'code', value: 'connection-lost', attribute: 'data-code' },
});

describeConformance('ConnectionBannerView', {
  Part: ConnectionBannerView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-connection',
  state: { field: 'isAttempting', value: true, attribute: 'data-attempting' },
  props: { notice: 'reconnecting', cause: 'connection-silent', action: 'try-now', onDismiss: () => {} },
});

describeConformance('ConnectionBannerView that waits', {
  Part: ConnectionBannerView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-connection',
  state: { field: 'notice', value: 'idle-warning', attribute: 'data-notice' },
  props: { notice: 'idle-warning', countdownMs: 9_000, action: 'keep-talking' },
});

describeConformance('SessionTimeLeft', {
  Part: SessionTimeLeft as AnyPart,
  createSession: () => createStaticSession({ status: 'live', expiresAtMs: Date.now() + 30_000 }),
  selector: '.repartee-remaining',
  state: { field: 'isLastMinute', value: true, attribute: 'data-last-minute' },
});

describeConformance('PauseButton', {
  Part: PauseButton as AnyPart,
  createSession: () => createStaticSession({ status: 'paused', isPaused: true }),
  selector: 'button',
  state: { field: 'isPaused', value: true, attribute: 'data-paused' },
});

describeConformance('TranscriptItem of a new connection', {
  Part: TranscriptItem as unknown as AnyPart,
  createSession: () =>
    createStaticSession({
      entries: [
        createContinuityEntry({
          id: 'a',
          lost: [
            { what: 'entries', itemIds: ['b'], reason: 'over-limit' },
            { what: 'user-audio', durationMs: 900 },
            { what: 'answer', itemId: null },
          ],
        }),
      ],
    }),
  selector: 'li',
  state: { field: 'kind', value: 'continuity', attribute: 'data-kind' },
  props: { id: 'a' },
});

describeConformance('VoiceOrb', {
  Part: VoiceOrb as AnyPart,
  createSession: () => createStaticSession({ status: 'live', phase: 'listening', microphone: 'on' }),
  selector: '.repartee-orb',
  state: { field: 'state', value: 'listening', attribute: 'data-state' },
});

describeConformance('VoiceOrbView with an image', {
  Part: VoiceOrbView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-orb',
  state: { field: 'state', value: 'ducked', attribute: 'data-state' },
  props: { state: 'ducked', seed: 'Ada', avatar: <img className="repartee-face" alt="" /> },
});

describeConformance('Visualizer', {
  Part: Visualizer as AnyPart,
  createSession: live,
  selector: '.repartee-visualizer',
  state: { field: 'variant', value: 'bars', attribute: 'data-variant' },
});

describeConformance('VisualizerView', {
  Part: VisualizerView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-visualizer',
  state: { field: 'variant', value: 'aura', attribute: 'data-variant' },
  props: { state: 'thinking', variant: 'aura' },
});

describeConformance('Captions', {
  Part: Captions as AnyPart,
  createSession: () =>
    createStaticSession({ entries: [createMessageEntry({ id: 'a', text: 'Well', heardMs: 400 })] }),
  selector: '.repartee-captions',
  state: { field: 'speaker', value: 'agent', attribute: 'data-speaker' },
  texts: ['Well'],
});

describeConformance('CaptionsView', {
  Part: CaptionsView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-captions',
  state: { field: 'background', value: 'solid', attribute: 'data-background' },
  props: { speaker: 'user', text: 'Well then', following: true, placement: 'overlay' },
  texts: ['Well', 'then'],
});

describeConformance('ControlBar', {
  Part: ControlBar as AnyPart,
  createSession: live,
  selector: '.repartee-controls',
  state: { field: 'inputMode', value: 'hands-free', attribute: 'data-input-mode' },
  props: { captions: true, onCaptionsChange: () => {}, onTranscriptChange: () => {} },
});

describeConformance('VoicePanel', {
  Part: VoicePanel as AnyPart,
  createSession: live,
  selector: '.repartee-panel',
  state: { field: 'view', value: 'transcript', attribute: 'data-view' },
  props: { defaultView: 'transcript' },
});

describeConformance('VoiceWidget', {
  Part: VoiceWidget as AnyPart,
  createSession: live,
  selector: '.repartee-widget',
  state: { field: 'corner', value: 'top-start', attribute: 'data-corner' },
  props: { corner: 'top-start', defaultOpen: true },
});

describeConformance('CallScreen', {
  Part: CallScreen as AnyPart,
  createSession: live,
  selector: '.repartee-call',
  state: { field: 'status', value: 'live', attribute: 'data-status' },
  props: { name: '⟦Ada⟧' },
});

describeConformance('SessionTimer', {
  Part: SessionTimer as AnyPart,
  createSession: () => createStaticSession({ status: 'live', startedAtMs: 0, nowMs: 61_000 }),
  selector: '.repartee-timer',
  state: { field: 'minutes', value: 1, attribute: 'data-minutes' },
});

describeConformance('QualityIndicatorView', {
  Part: QualityIndicatorView as unknown as AnyPart,
  createSession: live,
  selector: '.repartee-quality',
  state: { field: 'quality', value: 'fair', attribute: 'data-quality' },
  props: { quality: 'fair' },
});

describeConformance('InterruptionIndicator', {
  Part: InterruptionIndicator as AnyPart,
  createSession: () =>
    createStaticSession({ status: 'live', bargeIn: createBargeInState({ isDucked: true }) }),
  selector: '.repartee-interruption',
  state: { field: 'interruption', value: 'ducked', attribute: 'data-interruption' },
});

describeConformance('BudgetRing', {
  Part: BudgetRing as AnyPart,
  createSession: () => sessionOf(tokenBudget(0.6)),
  selector: '.repartee-ring',
  state: { field: 'level', value: 'over', attribute: 'data-level' },
});

describeConformance('Console', {
  Part: Console as AnyPart,
  createSession: live,
  selector: '.repartee-console',
  state: { field: 'tab', value: 'metrics', attribute: 'data-tab' },
  props: { defaultTab: 'metrics' },
});
