import { act } from '@testing-library/react';
import { expect, it } from 'vitest';

import { createScriptedSession, createStaticBudget, createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import * as hooks from './index.ts';

type HookName = Extract<keyof typeof hooks, `use${string}`>;

const { adapter } = createScriptedSession();

/** Every hook, with options that are new in each render: a hook that is not listed does not compile. */
const CALLS: { readonly [Name in HookName]: () => unknown } = {
  useAudioDevices: () => hooks.useAudioDevices({}),
  useAudioLevel: () => hooks.useAudioLevel(hooks.useSession().microphone, () => {}),
  useAudioStats: () => hooks.useAudioStats({}),
  useBargeIn: () => hooks.useBargeIn(),
  useCamera: () => hooks.useCamera(),
  useClientTool: () => hooks.useClientTool({ name: 'find', execute: () => 'found' }),
  useConnection: () => hooks.useConnection(),
  useConnectionStats: () => hooks.useConnectionStats({}),
  useElapsed: () => hooks.useElapsed(),
  useHeardText: () => hooks.useHeardText('a'),
  useImageInput: () => hooks.useImageInput({ maxImages: 2 }),
  useIsAudible: () => hooks.useIsAudible('a'),
  useLatency: () => hooks.useLatency(),
  useLookTool: () => hooks.useLookTool({}),
  useMicrophone: () => hooks.useMicrophone(),
  useMicrophonePermission: () => hooks.useMicrophonePermission(),
  useMicrophoneTest: () => hooks.useMicrophoneTest({}),
  usePushToTalk: () => hooks.usePushToTalk({}),
  useRealtimeSession: () => hooks.useRealtimeSession({ adapter, credential: '/api/realtime' }),
  useRecorder: () => hooks.useRecorder({}),
  useScreenShare: () => hooks.useScreenShare(),
  useSession: () => hooks.useSession(),
  useSessionEvent: () => hooks.useSessionEvent('error', () => {}),
  useSessionState: () => hooks.useSessionState(({ status }) => status),
  useSpeaker: () => hooks.useSpeaker(),
  useSpeakerTest: () => hooks.useSpeakerTest(),
  useSpokenApproval: () => hooks.useSpokenApproval({ approve: ['yes'], decline: ['no'] }),
  useTokenBudget: () => hooks.useTokenBudget({}),
  useToolApproval: () => hooks.useToolApproval('a'),
  useToolApprovals: () => hooks.useToolApprovals(),
  useTranscript: () => hooks.useTranscript(),
  useTranscriptItem: () => hooks.useTranscriptItem('a'),
};

const functionsOf = (result: unknown) =>
  Object.fromEntries(
    Object.entries(Object(result) as object).filter(([, value]) => typeof value === 'function'),
  );

it.each(Object.entries(CALLS))('the functions of %s keep their identity', (_name, call) => {
  const budget = createStaticBudget();
  const session = createStaticSession({ budget });
  const seen: unknown[] = [];
  function Probe() {
    seen.push(call());
    return null;
  }
  const { rerender } = renderStrict(<Probe />, session);
  const first = functionsOf(seen.at(-1));
  const renders = seen.length;
  act(() => {
    session.setState({ status: 'live', isMuted: true, inputMode: 'push-to-talk', volume: 0.5 });
    budget.setState({ cost: 0.4 });
  });
  rerender(<Probe />);
  expect(seen.length).toBeGreaterThan(renders);
  const last = functionsOf(seen.at(-1));
  expect(Object.keys(last).filter((name) => last[name] !== first[name])).toEqual([]);
});
