import { beforeAll, describe, expect, it } from 'vitest';
import { LISTENING_WORDS } from '../packages/core/src/session/barge-in/listening-words.ts';
import { ServedPage, sizeOf } from './support/served-size.ts';

const REST: readonly string[] = [];
const CONVERSATION = ['runtime/assemble-conversation.ts', 'adapters/openai/adapter.ts', 'worklets/audio.js'];
const OVER_WEBSOCKET = [...CONVERSATION, 'transport/websocket-transport.ts'];
const OVER_WEBRTC = [...CONVERSATION, 'transport/webrtc-transport.ts', 'runtime/call-module.ts'];
const BARGE_IN = ['runtime/barge-in-shell.ts', 'worklets/reflex.js'];
const TOOLS = ['runtime/tool-runner.ts'];
const CONTINUITY = ['runtime/continuity-module.ts'];

/** The words of listeners: of one language where the session knows which is spoken, else of all. */
const WORDS = Object.keys(LISTENING_WORDS).map((language) => `session/barge-in/words/${language}.ts`);

/**
 * The chunks that few conversations load: features, explanations of failures, and a worklet's text for pages that cannot
 * fetch its file.
 */
const OTHERS = [
  '../../hooks/src/ConversationKeeper.ts',
  'adapters/openai/vision.ts',
  'media/output-route.ts',
  'media/paired-speaker.ts',
  'media/worklet-failure.ts',
  'media/worklet-sources.ts',
  'runtime/app-speech.ts',
  'runtime/credential-errors.ts',
  'session/history/restore-conversation.ts',
  'transport/custom-transport.ts',
  // Vite copies the worker beside the page of every app; only `createVision` fetches it.
  'worklets/vision.js',
];

/** Limits in bytes of the files that a browser fetches, compressed one by one. docs/performance.md states the sizes. */
const LIMITS = [
  { name: 'a page at rest', had: null, sources: REST, limit: 15_000 },
  { name: 'a conversation over a WebSocket', had: null, sources: OVER_WEBSOCKET, limit: 66_100 },
  { name: 'a conversation over WebRTC', had: null, sources: OVER_WEBRTC, limit: 70_700 },
  {
    name: 'barge-in, with its worklet, in a conversation',
    had: OVER_WEBSOCKET,
    sources: BARGE_IN,
    limit: 15_000,
  },
  { name: 'the first tool call in a conversation', had: OVER_WEBSOCKET, sources: TOOLS, limit: 5_560 },
  {
    name: 'what a conversation fetches once it is live',
    had: OVER_WEBSOCKET,
    sources: CONTINUITY,
    limit: 10_950,
  },
];

describe('an app built by Vite', () => {
  let page: ServedPage;
  beforeAll(async () => {
    page = await ServedPage.build();
  });

  it('loads on demand only what this test knows', () => {
    const known = new Set([
      ...OVER_WEBSOCKET,
      ...OVER_WEBRTC,
      ...BARGE_IN,
      ...WORDS,
      ...TOOLS,
      ...CONTINUITY,
      ...OTHERS,
    ]);
    expect(page.lazySources).toEqual([...known].toSorted());
  });

  it.each(LIMITS)('serves $name in at most $limit bytes', ({ had, sources, limit }) => {
    const before = had ? page.filesOf(had) : [];
    const files = page.filesOf([...(had ?? []), ...sources]).filter((file) => !before.includes(file));
    const list = files.map(({ name, size }) => `${name}: ${size}`).join('\n');
    expect(sizeOf(files), list).toBeLessThanOrEqual(limit);
  });
});

const PARTS = '../../ui/src/parts';
const TALK = [...OVER_WEBSOCKET, `${PARTS}/VoicePanel/ConversationParts.tsx`];
const LIVE = [...TALK, ...CONTINUITY, `${PARTS}/VoicePanel/NoticeParts.tsx`];
const WRITING = [...LIVE, `${PARTS}/VoicePanel/WritingParts.tsx`];
const OPEN = [`${PARTS}/VoicePanel/VoicePanel.tsx`];

it.each(['size-entry.ts', 'size-entry-panel.ts'])(
  'serves the page of %s in one file at rest',
  async (entry) => {
    const page = await ServedPage.build(entry);
    expect(page.filesOf(REST).map(({ name }) => name)).toEqual([expect.stringContaining('size-entry')]);
  },
);

describe('an app with a voice interface built by Vite', () => {
  it.each([
    ['a VoicePanel at rest', 'size-entry-panel.ts', REST, 25_650],
    ['a VoicePanel in a conversation', 'size-entry-panel.ts', TALK, 80_100],
    ['a VoicePanel in a conversation that is live', 'size-entry-panel.ts', LIVE, 101_050],
    ['a VoicePanel that shows the conversation in writing', 'size-entry-panel.ts', WRITING, 109_600],
    ['a closed VoiceWidget', 'size-entry-widget.ts', REST, 26_550],
    ['an open VoiceWidget', 'size-entry-widget.ts', OPEN, 29_900],
  ] as const)('serves %s in few enough bytes', async (_name, entry, sources, limit) => {
    const page = await ServedPage.build(entry);
    const files = page.filesOf(sources);
    const list = files.map(({ name, size }) => `${name}: ${size}`).join('\n');
    expect(page.lazySources).toEqual(expect.arrayContaining([...sources]));
    expect(sizeOf(files), list).toBeLessThanOrEqual(limit);
  });
});

it('serves the neural detector as real files, and its weights in at most 250 kB', async () => {
  const page = await ServedPage.build('neural-entry.ts');
  expect(page.lazySources).toEqual([
    'detectors/neural/neural-sources.ts',
    'worklets/neural.js',
    'worklets/silero-v6.bin',
  ]);
  const sizes = (...sources: string[]) => sizeOf(page.filesOf(sources).filter(({ isEntry }) => !isEntry));
  expect(sizeOf(page.filesOf([]))).toBeLessThanOrEqual(2_700);
  expect(sizes('worklets/neural.js')).toBeLessThanOrEqual(4_300);
  expect(sizes('worklets/silero-v6.bin')).toBeLessThanOrEqual(250_000);
});
