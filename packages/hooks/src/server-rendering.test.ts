import { createElement, StrictMode, version } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';

import type { ProviderAdapter } from '@repartee/core';
import { createMessageEntry, createStaticSession, SCRIPTED_CAPABILITIES } from '@repartee/core/testing';

import {
  SessionProvider,
  useAudioLevel,
  useBargeIn,
  useClientTool,
  useConnection,
  useHeardText,
  useLatency,
  useMicrophone,
  usePushToTalk,
  useRealtimeSession,
  useSession,
  useSessionEvent,
  useSessionState,
  useSpeaker,
  useTokenBudget,
  useTranscript,
  useTranscriptItem,
} from './index.ts';

const unreachable = (): never => {
  throw new Error('A server must not get here.');
};

const adapter: ProviderAdapter = {
  id: 'scripted',
  capabilities: SCRIPTED_CAPABILITIES,
  inputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
  outputFormat: { encoding: 'pcm16', sampleRateHz: 24_000 },
  plan: unreachable,
  createCodec: unreachable,
};

function Everything() {
  useSessionEvent('error', unreachable);
  useClientTool({ name: 'paint', execute: unreachable });
  useTokenBudget({ onThreshold: unreachable });
  const { source, isMuted, state } = useMicrophone();
  const { volume, isSpeaking, isPlaybackBlocked } = useSpeaker();
  useAudioLevel(source, unreachable);
  const { state: talk, blockedBy } = usePushToTalk({ hotkey: 'KeyT' });
  const { ids, isEmpty } = useTranscript();
  const entry = useTranscriptItem('a');
  const { last } = useLatency();
  const { isDucked, isInterruptible } = useBargeIn();
  const { heardText } = useHeardText('a');
  const { timeLeftMs, quality } = useConnection();
  const status = useSessionState((current) => current.status);
  const { capabilities } = useSession();
  return JSON.stringify({
    status,
    state,
    isMuted,
    volume,
    isSpeaking,
    isPlaybackBlocked,
    ids,
    isEmpty,
    last,
    talk,
    blockedBy,
    isDucked,
    isInterruptible,
    heardText,
    timeLeftMs,
    quality,
    words: entry?.kind === 'message' ? entry.text : null,
    canSendText: capabilities.canSendText,
  });
}

function App() {
  const { session, phase, error } = useRealtimeSession({
    adapter,
    credential: unreachable,
    tools: [{ name: 'hang_up', execute: unreachable }],
    config: { instructions: 'Be brief.' },
  });
  return createElement(
    SessionProvider,
    { session },
    createElement(Everything),
    createElement('i', null, `${phase} ${String(error)}`),
  );
}

function read(html: string): unknown {
  const text = html.replace(/<.*$/, '').replaceAll('&quot;', '"');
  return JSON.parse(text);
}

it('runs where there is no page', () => {
  expect(typeof document).toBe('undefined');
  expect(typeof window).toBe('undefined');
});

it(`renders every hook on a server with React ${version.slice(0, 2)}`, () => {
  const html = renderToString(createElement(StrictMode, null, createElement(App)));
  expect(html).toContain('<i>idle null</i>');
  expect(read(html)).toEqual({
    status: 'idle',
    state: 'off',
    isMuted: false,
    volume: 1,
    isSpeaking: false,
    isPlaybackBlocked: false,
    ids: [],
    isEmpty: true,
    last: null,
    talk: 'idle',
    blockedBy: 'hands-free',
    isDucked: false,
    isInterruptible: false,
    heardText: '',
    timeLeftMs: null,
    quality: null,
    words: null,
    canSendText: true,
  });
});

it('renders what a session held to begin with, which is what the page will hydrate', () => {
  const session = createStaticSession({
    status: 'live',
    // No time that counts down is in the page of a server.
    expiresAtMs: Date.now() + 60_000,
    entries: [createMessageEntry({ id: 'a', text: 'Good evening.' })],
  });
  session.setState({ status: 'closed' });
  const html = renderToString(createElement(SessionProvider, { session }, createElement(Everything)));
  expect(read(html)).toMatchObject({
    status: 'live',
    ids: ['a'],
    words: 'Good evening.',
    timeLeftMs: null,
  });
});
