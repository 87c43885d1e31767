import { describe, expect, it } from 'vitest';
import { createSeeing } from '../../../test/seeing-session.ts';
import { RealtimeError } from '../../errors/realtime-error.ts';
import { listEntries } from '../../session/transcript/transcript.ts';
import { createScriptedSession } from '../../testing/scripted-session.ts';
import { createVision } from './create-vision.ts';
import { createLookTool } from './look-tool.ts';

describe('a live view', () => {
  it('shows each change once, one image a second at most while somebody speaks, and in the place of the one before', async () => {
    const { begin, advance, video, shown, state } = createSeeing();
    await begin({ quietIntervalMs: 1_000 });
    expect(shown).toHaveLength(1);
    await advance(5_000);
    expect(shown).toHaveLength(1);
    for (let count = 0; count < 4; count += 1) {
      video.change();
      await advance(500);
    }
    expect(shown).toHaveLength(3);
    expect(shown.map(([, previousId]) => previousId)).toEqual([null, shown[0]?.[0], shown[1]?.[0]]);
    expect(state().usage).toEqual({ images: 3, bytes: 3, estimatedTokens: 3 * 194 });
    expect(state().lastImage).toMatchObject({ source: 'camera', width: 640, height: 480 });
  });

  it('looks less often while neither side speaks', async () => {
    const { begin, advance, video, shown } = createSeeing();
    await begin();
    video.change();
    await advance(2_900);
    expect(shown).toHaveLength(1);
    await advance(200);
    expect(shown).toHaveLength(2);
  });

  it('is shown to a new connection at once, which knows nothing of it', async () => {
    const { begin, advance, settle, session, server, shown } = createSeeing();
    await begin({ quietIntervalMs: 1_000 });
    server.drop();
    await settle();
    await advance(2_000);
    expect(session.store.getState().connection).toBe(2);
    expect(shown.map(([, previousId]) => previousId)).toEqual([null, null]);
  });

  it('shows nothing before the session is live', async () => {
    const { begin, advance, session, state, shown } = createSeeing({ isLive: false });
    await begin();
    await advance(5_000);
    expect([shown.length, state().view?.pausedBy]).toEqual([0, 'not-live']);
    await session.connect();
    await advance(300);
    expect([shown.length, state().view?.pausedBy]).toEqual([1, null]);
  });

  it.each([
    ['muted', 'muted', ({ eyes }: ReturnType<typeof createSeeing>) => eyes.setMuted(true)],
    [
      'muted with the microphone',
      'muted',
      ({ session }: ReturnType<typeof createSeeing>) => session.microphone.setMuted(true),
    ],
    ['hidden with the page', 'hidden', ({ hide }: ReturnType<typeof createSeeing>) => hide(true)],
    [
      'paused with the session',
      'not-live',
      ({ session }: ReturnType<typeof createSeeing>) => session.pause(),
    ],
  ] as const)('shows nothing while it is %s, not even what was taken before', async (_name, pause, stop) => {
    const world = createSeeing();
    const { begin, advance, settle, video, shown, state } = world;
    await begin({ quietIntervalMs: 1_000 });
    video.change();
    const release = video.hold();
    await advance(1_000);
    stop(world);
    release();
    await settle();
    await advance(5_000);
    expect([shown.length, state().view?.pausedBy]).toEqual([1, pause]);
  });

  it.each([
    ['it has stopped', ({ eyes }: ReturnType<typeof createSeeing>) => eyes.stop()],
    ['its camera is closed', ({ eyes }: ReturnType<typeof createSeeing>) => eyes.close('camera')],
    [
      'its connection is lost, until the next one is live',
      ({ server }: ReturnType<typeof createSeeing>) => server.drop(),
    ],
    ['the session closes', ({ session }: ReturnType<typeof createSeeing>) => void session.close()],
  ])('shows nothing once %s, not even what was taken before', async (_name, stop) => {
    const world = createSeeing();
    const { begin, advance, settle, video, shown, session } = world;
    await begin({ quietIntervalMs: 1_000 });
    video.change();
    const release = video.hold();
    await advance(1_000);
    world.server.holdAnswers('configure');
    stop(world);
    await settle();
    release();
    await advance(2_000);
    expect(session.store.getState().status === 'live' && world.state().view !== null).toBe(false);
    expect(shown).toHaveLength(1);
  });

  it('ends with its camera, with its session, and by command, and closes what it opened', async () => {
    const ended = createSeeing();
    await ended.begin();
    ended.video.opened[0]?.end(new RealtimeError('camera-lost', 'Gone.'));
    expect(ended.state()).toMatchObject({
      view: null,
      camera: { state: 'off', error: { code: 'camera-lost' } },
    });
    const closed = createSeeing();
    await closed.begin();
    await closed.session.close();
    expect(closed.video.opened[0]?.isClosed).toBe(true);
    expect(closed.pendingTimers()).toBe(0);
    const stopped = createSeeing();
    await stopped.begin();
    stopped.eyes.stop();
    await stopped.settle();
    expect(stopped.video.opened[0]?.isClosed).toBe(true);
    expect(stopped.forgotten).toEqual([stopped.shown[0]?.[0]]);
  });

  it('ends where its images cannot be sent, and says why', async () => {
    const { begin, session, settle, advance, video, state } = createSeeing();
    await begin();
    session.sendVendorEvent = () => {
      throw new RealtimeError('invalid-config', 'Too large.');
    };
    video.change();
    await advance(3_000);
    await settle();
    expect(state()).toMatchObject({ view: null, camera: { error: { code: 'invalid-config' } } });
  });

  it('is refused where the vendor has none', async () => {
    const { eyes, session } = createSeeing({ liveView: false });
    await session.connect();
    await expect(eyes.start('camera')).rejects.toMatchObject({ code: 'unsupported-capability' });
  });
});

describe('a look', () => {
  it('is one message with one image, opens the camera for it, and closes it again', async () => {
    const { session, eyes, video, state } = createSeeing();
    await session.connect();
    await eyes.look('camera', { text: 'What is this?' });
    const [entry] = listEntries(session.store.getState().transcript);
    expect(entry).toMatchObject({
      role: 'user',
      text: 'What is this?',
      images: ['data:image/jpeg;base64,AA=='],
    });
    expect([video.opened.length, video.opened[0]?.isClosed, state().usage.images]).toEqual([1, true, 1]);
  });

  it('uses the camera that is open, and leaves it open', async () => {
    const { session, eyes, video, state } = createSeeing();
    await session.connect();
    await eyes.open('camera');
    await Promise.all([eyes.look('camera'), eyes.look('camera')]);
    expect([video.opened.length, state().camera.state]).toEqual([1, 'on']);
  });

  it('sends nothing where the session is not live, also when it ends meanwhile', async () => {
    const { session, eyes, video } = createSeeing();
    await expect(eyes.look('camera')).rejects.toMatchObject({ code: 'invalid-state' });
    await session.connect();
    const release = video.hold();
    const look = eyes.look('camera');
    void session.close();
    release();
    await expect(look).rejects.toMatchObject({ code: 'aborted' });
    expect(listEntries(session.store.getState().transcript)).toEqual([]);
  });

  it('tells why there is no camera', async () => {
    const { session, eyes, video, state } = createSeeing();
    await session.connect();
    video.failNext(new RealtimeError('camera-denied', 'No.'));
    await expect(eyes.look('camera')).rejects.toMatchObject({ code: 'camera-denied' });
    expect(state().camera).toMatchObject({ state: 'off', error: { code: 'camera-denied' } });
  });

  it('is a tool that waits for the user’s consent', async () => {
    const { session, eyes, state } = createSeeing();
    const tool = createLookTool(eyes, { sources: ['camera'] });
    expect(tool).toMatchObject({ name: 'look', needsApproval: true });
    await session.connect();
    const signal = new AbortController().signal;
    await tool.execute({ source: 'camera' }, { callId: 'c', itemId: 'i', signal });
    expect(state().usage.images).toBe(1);
  });

  it('shows nothing where its tool was cancelled while the camera was being opened', async () => {
    const { session, eyes, state } = createSeeing();
    await session.connect();
    const cancel = new AbortController();
    const context = { callId: 'c', itemId: 'i', signal: cancel.signal };
    const looked = Promise.allSettled([createLookTool(eyes).execute({ source: 'camera' }, context)]);
    cancel.abort();
    expect(await looked).toMatchObject([{ reason: { code: 'aborted' } }]);
    expect(state()).toMatchObject({ usage: { images: 0 }, camera: { state: 'off' } });
  });
});

describe('a camera', () => {
  it('is switched under a live view, and the last choice wins', async () => {
    const { begin, eyes, video, state } = createSeeing();
    await begin();
    const first = eyes.select('camera', { deviceId: 'a' });
    await Promise.all([
      eyes.select('camera', { deviceId: 'b' }),
      expect(first).rejects.toMatchObject({ code: 'aborted' }),
    ]);
    expect(state().camera).toMatchObject({ state: 'on', deviceId: 'b' });
    expect(state().view).not.toBeNull();
    expect(video.opened.map(({ options, isClosed }) => [options.deviceId, isClosed])).toEqual([
      [undefined, true],
      ['a', true],
      ['b', false],
    ]);
  });

  it('stays open for the preview when the live view stops, and closes with the last of the two', async () => {
    const { begin, eyes, video } = createSeeing();
    await begin();
    await eyes.open('camera');
    eyes.stop();
    expect(video.opened.map(({ isClosed }) => isClosed)).toEqual([false]);
    eyes.close('camera');
    expect(video.opened.map(({ isClosed }) => isClosed)).toEqual([true]);
  });

  it('that is closed while it opens is closed when it is open', async () => {
    const { eyes, video, state } = createSeeing();
    const release = video.hold();
    const opening = eyes.open('camera');
    eyes.close('camera');
    release();
    await expect(opening).rejects.toMatchObject({ code: 'aborted' });
    expect([video.opened[0]?.isClosed, state().camera.state]).toEqual([true, 'off']);
  });
});

it('a camera that is closed stays closed for those who wait for it too', async () => {
  const { eyes, session, video, state } = createSeeing();
  await session.connect();
  const waiting = Promise.allSettled([eyes.start('camera'), eyes.open('camera')]);
  await session.close();
  expect(await waiting).toMatchObject([{ reason: { code: 'aborted' } }, { reason: { code: 'aborted' } }]);
  expect(state()).toMatchObject({ view: null, camera: { state: 'off' } });
  expect(video.opened.filter(({ isClosed }) => !isClosed)).toEqual([]);
});

it('a live view of what is open already does not begin once the session has ended', async () => {
  const { eyes, session, state, pendingTimers } = createSeeing();
  await session.connect();
  await eyes.open('camera');
  const started = Promise.allSettled([eyes.start('camera')]);
  const closed = session.close();
  await started;
  await closed;
  expect([state().view, state().camera.state, pendingTimers()]).toEqual([null, 'off', 0]);
});

it('a session without eyes has none', () => {
  const { session } = createScriptedSession({ vendor: { capabilities: { vision: false } } });
  expect(() => createVision(session)).toThrow(expect.objectContaining({ code: 'unsupported-capability' }));
});

it('a session has one pair of eyes', () => {
  const { session, eyes } = createSeeing();
  expect(createVision(session)).toBe(eyes);
});

it('an upload is given up when the session closes, and the look with it', async () => {
  const signals: AbortSignal[] = [];
  const { eyes, session, settle, state } = createSeeing({
    upload: (_image, { signal }) => {
      signals.push(signal);
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new RealtimeError('connect-refused', 'Gone.')));
      });
    },
  });
  await session.connect();
  const looked = Promise.allSettled([eyes.look('camera')]);
  await settle();
  await session.close();
  expect(await looked).toMatchObject([{ reason: { code: 'aborted' } }]);
  expect([signals.map(({ aborted }) => aborted), state().usage.images]).toEqual([[true], 0]);
});

it('a message to a vendor that takes files is sent once its images are uploaded, each for its conversation', async () => {
  const uploads: string[] = [];
  const { eyes, session, server } = createSeeing({
    upload: async (image, { sessionId }) => {
      uploads.push(`${image.type} of ${image.size} to ${sessionId}`);
      return `file_${uploads.length}`;
    },
  });
  const content = [
    { type: 'image', url: 'data:image/png;base64,AAAA' },
    { type: 'text', text: 'And this?' },
    { type: 'image', url: 'data:image/jpeg;base64,AA==' },
  ] as const;
  await expect(eyes.sendMessage(content)).rejects.toMatchObject({ code: 'invalid-state' });
  await session.connect();
  const { sessionId } = session.store.getState();
  await eyes.sendMessage(content);
  expect(uploads).toEqual([`image/png of 3 to ${sessionId}`, `image/jpeg of 1 to ${sessionId}`]);
  expect(server.commandsOf('create-item')[0]?.item).toMatchObject({
    content: [{ fileId: 'file_1' }, { text: 'And this?' }, { fileId: 'file_2' }],
  });
  const web = [{ type: 'image', url: 'https://images.example/a.png' }] as const;
  await expect(eyes.sendMessage(web)).rejects.toMatchObject({ code: 'image-unreadable' });
});

it('a message whose upload outlives its connection is uploaded anew for the next one', async () => {
  let release = () => {};
  let uploads = 0;
  const { eyes, session, server, advance, settle } = createSeeing({
    upload: async () => {
      uploads += 1;
      if (uploads === 1) await new Promise<void>((resolve) => (release = resolve));
      return `file_${uploads}`;
    },
  });
  await session.connect();
  const sent = eyes.sendMessage([{ type: 'image', url: 'data:image/png;base64,AAAA' }]);
  await settle();
  server.drop();
  await settle();
  await advance(2_000);
  expect(session.store.getState()).toMatchObject({ connection: 2, status: 'live' });
  release();
  await sent;
  expect(server.commandsOf('create-item').map(({ item }) => item)).toMatchObject([
    { content: [{ fileId: 'file_2' }] },
  ]);
});

describe('the last command wins: a live view', () => {
  it('does not begin where it was ended while the camera was being opened', async () => {
    const { eyes, state, session, advance, shown } = createSeeing();
    await session.connect();
    const started = eyes.start('camera');
    eyes.stop();
    await expect(started).rejects.toMatchObject({ code: 'aborted' });
    await advance(5_000);
    expect([shown, state().view, state().camera.state]).toEqual([[], null, 'off']);
  });

  it('is of the screen where the screen was asked for last', async () => {
    const { eyes, state, session } = createSeeing();
    await session.connect();
    const [first, second] = await Promise.allSettled([eyes.start('camera'), eyes.start('screen')]);
    expect(first).toMatchObject({ reason: { code: 'aborted' } });
    expect(second.status).toBe('fulfilled');
    expect(state()).toMatchObject({ view: { source: 'screen' }, camera: { state: 'off' } });
  });
});
