import { createElement } from 'react';
import type { ComponentType } from 'react';
import { renderToString } from 'react-dom/server';
import { SessionProvider } from '@repartee/hooks';
import { createMessageEntry, createStaticSession } from '@repartee/core/testing';
import { describe, expect, it } from 'vitest';
import * as ui from './index.ts';

const {
  AudioUnlockPrompt,
  BudgetExceeded,
  BudgetMeter,
  Captions,
  ConnectButton,
  ConnectionBanner,
  CostBadge,
  DeviceSelect,
  ErrorNotice,
  LatencyBadge,
  MicToggle,
  PauseButton,
  SessionTimeLeft,
} = ui;
const { ConsentNotice, DeviceMenu, PermissionPrompt, PreCallCheck, VolumeSlider } = ui;
const {
  PushToTalkButton,
  SessionStatus,
  TextComposer,
  Transcript,
  ControlBar,
  Visualizer,
  VoiceOrb,
  VoicePanel,
  Waveform,
} = ui;

describe('on a server', () => {
  it('every part renders, without a browser', () => {
    const session = createStaticSession({
      microphone: 'on',
      isPlaybackBlocked: true,
      entries: [createMessageEntry({ id: 'a', text: 'Good evening.' })],
    });
    const parts = [
      AudioUnlockPrompt,
      BudgetExceeded,
      BudgetMeter,
      Captions,
      CostBadge,
      ConnectButton,
      ConnectionBanner,
      PauseButton,
      SessionTimeLeft,
      ErrorNotice,
      LatencyBadge,
      MicToggle,
      ConsentNotice,
      DeviceMenu,
      PermissionPrompt,
      PreCallCheck,
      VolumeSlider,
    ];
    const html = renderToString(
      createElement(
        SessionProvider,
        { session },
        createElement(DeviceSelect, { kind: 'speaker' }),
        ...[
          ...parts,
          PushToTalkButton,
          SessionStatus,
          TextComposer,
          Transcript.Root,
          ControlBar,
          Visualizer,
          VoiceOrb,
          VoicePanel,
          Waveform,
        ].map((Part, key) => createElement(Part as ComponentType<{ key: number }>, { key })),
      ),
    );
    for (const words of [
      'Start talking',
      'Push to talk',
      'Good evening.',
      'Turn sound on',
      'Speaker',
      '<canvas',
    ]) {
      expect(html).toContain(words);
    }
  });
});
