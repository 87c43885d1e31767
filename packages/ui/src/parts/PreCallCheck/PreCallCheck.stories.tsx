import type { Meta, StoryObj } from '@storybook/react-vite';
import { RealtimeError } from '@repartee/core';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import { Sheet } from '../../../test/Sheet.tsx';
import { PermissionPromptView } from '../PermissionPrompt/PermissionPromptView.tsx';
import { PreCallCheck } from './PreCallCheck.tsx';
import { PreCallCheckView } from './PreCallCheckView.tsx';

const meta: Meta<typeof PreCallCheck> = { title: 'Parts/PreCallCheck', component: PreCallCheck };
export default meta;

const nothing = () => {};
const session = createStaticSession();
const off = { state: 'off', hearing: 'waiting', source: null, error: null, start: nothing } as const;
const on = { ...off, state: 'on', source: createFixedLevel(0.08) } as const;
const silent = { isPlaying: false, error: null, play: nothing, stop: nothing };
const view = { speakerTest: silent, onReady: nothing };
const quiet = createFixedLevel(0);
const busy = new RealtimeError('microphone-busy', 'Busy.');
const blocked = new RealtimeError('playback-blocked', 'Blocked.');

/** Without the permission, before the test, while it listens, heard, without sound, a failure, and a tone that plays or does not. */
export const States: StoryObj = {
  render: () => (
    <Sheet
      states={[
        {
          name: 'not allowed yet',
          session,
          render: (
            <PreCallCheckView
              {...view}
              microphoneTest={off}
              permission={<PermissionPromptView step="ask" onRequest={nothing} />}
            />
          ),
        },
        { name: 'before the test', session, render: <PreCallCheckView {...view} microphoneTest={off} /> },
        {
          name: 'listening',
          session,
          render: <PreCallCheckView {...view} microphoneTest={{ ...on, source: createFixedLevel(0.002) }} />,
        },
        {
          name: 'heard, while the tone plays',
          session,
          render: (
            <PreCallCheckView
              {...view}
              microphoneTest={{ ...on, hearing: 'heard' }}
              speakerTest={{ ...silent, isPlaying: true }}
            />
          ),
        },
        {
          name: 'no sound at all',
          session,
          render: <PreCallCheckView {...view} microphoneTest={{ ...on, hearing: 'silent', source: quiet }} />,
        },
        {
          name: 'both devices fail',
          session,
          render: (
            <PreCallCheckView
              {...view}
              microphoneTest={{ ...off, state: 'failed', error: busy }}
              speakerTest={{ ...silent, error: blocked }}
            />
          ),
        },
      ]}
    />
  ),
};
