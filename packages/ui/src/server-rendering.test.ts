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
  ConnectButton,
  CostBadge,
  DeviceSelect,
  ErrorNotice,
  LatencyBadge,
  MicToggle,
} = ui;
const { PushToTalkButton, SessionStatus, TextComposer, Transcript, Waveform } = ui;

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
      CostBadge,
      ConnectButton,
      ErrorNotice,
      LatencyBadge,
      MicToggle,
    ];
    const html = renderToString(
      createElement(
        SessionProvider,
        { session },
        createElement(DeviceSelect, { kind: 'speaker' }),
        ...[...parts, PushToTalkButton, SessionStatus, TextComposer, Transcript.Root, Waveform].map(
          (Part, key) => createElement(Part as ComponentType<{ key: number }>, { key }),
        ),
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
