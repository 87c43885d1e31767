import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRealtimeSession } from '@repartee/core';
import type { RealtimeSession } from '@repartee/core';
import { createWebSocketTransport } from '@repartee/core/ports';
import { createRecorder, readRecording } from '@repartee/core/recording';
import { createFakeSpeaker, createManualClock, transcriptRows } from '@repartee/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { kits as geminiKits } from '../../test/continuity/kits/gemini.ts';
import type { Kit } from '../../test/continuity/kit.ts';
import { kits as openaiKits } from '../../test/continuity/kits/openai.ts';
import { saying, startEmulator } from '../../test/start-emulator.ts';
import { createEmulator } from '../create-emulator.ts';
import { readTape } from './recording-file.ts';

function createFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

function openSession({ adapter, minter }: Kit, origin: string): RealtimeSession {
  const { mint } = minter(origin);
  const heard = createManualClock();
  const session = createRealtimeSession({
    adapter: adapter(origin),
    credential: () => mint(),
    microphone: false,
    ports: {
      transport: createWebSocketTransport({ webSocket: WebSocket }),
      speaker: createFakeSpeaker({ clock: heard }),
      scheduleFrame(callback) {
        queueMicrotask(callback);
        return () => {};
      },
    },
  });
  onTestFinished(() => session.close());
  // Everything that is made is heard at once.
  session.on('response-done', () => void heard.advanceAsync(60_000));
  return session;
}

/** Writes twice, and hears both answers to their ends. */
async function converse(session: RealtimeSession): Promise<void> {
  await session.connect();
  for (const text of ['Good evening', 'And then?']) {
    const done = new Promise<void>((resolve) => {
      const stop = session.on('phase-changed', ({ phase, previous }) => {
        if (phase !== 'listening' || previous !== 'speaking') return;
        stop();
        resolve();
      });
    });
    session.sendText(text);
    await done;
  }
}

const rowsOf = (session: RealtimeSession) => transcriptRows(session.store.getState());

describe.each([...openaiKits, ...geminiKits.slice(0, 1)])('recordings of $name', (kit) => {
  it('by the emulator are served again, with the words and the audio', async () => {
    const folder = createFolder();
    const live = await startEmulator({ agent: saying('Once upon a time.'), record: folder, pace: Infinity });
    const session = openSession(kit, live.origin);
    await converse(session);
    const rows = rowsOf(session);
    const closed = new Promise((resolve) => live.on('session-closed', resolve));
    await session.close();
    await closed;
    const [name = ''] = readdirSync(folder);
    expect(name).toMatch(new RegExp(`^${kit.vendor}-.*\\.repartee$`));
    const file = path.join(folder, name);
    const { steps, problem } = await readRecording(readFileSync(file));
    expect(problem).toBeNull();
    expect(
      steps.some((step) => step.kind === 'frame' && step.direction === 'in' && step.text.length > 4_000),
    ).toBe(true);

    const replay = await startEmulator({ replay: file, pace: Infinity });
    const again = openSession(kit, replay.origin);
    const received = new Set<string>();
    again.on('server-event', ({ type }) => received.add(type));
    await converse(again);
    expect(rowsOf(again)).toEqual(rows);
    expect(received).toContain('audio-delta');
  });

  it('by the kit are served again: what was left out is silence', async () => {
    const live = await startEmulator({ agent: saying('Once upon a time.'), pace: Infinity });
    const session = openSession(kit, live.origin);
    const recorder = createRecorder(session);
    await converse(session);
    const rows = rowsOf(session);
    const file = path.join(createFolder(), 'talk.repartee');
    writeFileSync(file, Buffer.from(await (await recorder.save()).arrayBuffer()));
    const replay = await startEmulator({ replay: file, pace: Infinity });
    const again = openSession(kit, replay.origin);
    await converse(again);
    expect(rowsOf(again)).toEqual(rows);
  });
});

describe('a file to replay', () => {
  it.each([
    ['one a line', (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')],
    ['in a list', (rows: readonly object[]) => JSON.stringify(rows, null, 2)],
  ])('may be raw frames of a vendor, %s', async (_form, write) => {
    const file = path.join(createFolder(), 'raw.jsonl');
    const frames = [
      ['s2c', { type: 'session.created', session: { id: 'sess_1', expires_at: 1_000_000_000 } }],
      ['c2s', { type: 'hello', item: { id: 'item_then' } }],
      ['s2c', { type: 'heard', item_id: 'item_then' }],
    ];
    writeFileSync(file, write(frames.map(([dir, event]) => ({ dir, event }))));
    const { origin } = await startEmulator({ replay: file, pace: Infinity, apiKeys: ['sk-test'] });
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/v1/realtime?model=gpt-realtime`, {
      headers: { authorization: 'Bearer sk-test' },
    });
    onTestFinished(() => socket.close());
    const received: unknown[] = [];
    await new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        received.push(JSON.parse(String(data)));
        if (received.length === 1) socket.send(JSON.stringify({ type: 'hello', item: { id: 'item_now' } }));
        else resolve();
      });
    });
    const inTheFuture = expect.closeTo(Date.now() / 1000 + 1_800, -3) as unknown;
    expect(received).toEqual([
      { type: 'session.created', session: { id: 'sess_1', expires_at: inTheFuture } },
      { type: 'heard', item_id: 'item_now' },
    ]);
  });

  it('has the frames that the inspector shows', async () => {
    const file = path.join(createFolder(), 'raw.jsonl');
    const rows = [
      { dir: 's2c', event: { type: 'session.created' } },
      { request: 'GET /v1' },
      null,
      { dir: 'c2s', event: { type: 'hello' } },
      { dir: 'c2s', event: 'no frame' },
      { dir: 's2c', event: null },
      { dir: 'close', event: { code: 1000 } },
    ];
    const lines = [...rows.map((row) => JSON.stringify(row)), '{ "half of a'];
    for (const text of [JSON.stringify(rows), lines.join('\n')]) {
      writeFileSync(file, text);
      const { steps } = await readRecording(new Blob([text]));
      const shown = steps.flatMap((step) => (step.kind === 'frame' ? [[step.direction, step.text]] : []));
      expect(readTape(file).map((frame) => [frame.direction, frame.text])).toEqual(shown);
      expect(shown).toHaveLength(2);
    }
  });

  it('that is not a recording, or is not there, is refused', async () => {
    const file = path.join(createFolder(), 'notes.txt');
    writeFileSync(file, 'Hello.');
    await expect(createEmulator({ replay: file })).rejects.toThrow(
      `The file ${file} has no frames of a recording.`,
    );
    await expect(createEmulator({ replay: `${file}.none` })).rejects.toThrow('ENOENT');
  });
});
