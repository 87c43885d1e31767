import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { RECORDED_HZ, Tape } from './tape.ts';

const run = promisify(execFile);

/** The null sinks. What is played into the first two is what a microphone hears; the browser plays into the last. */
const SINKS = { words: 48_000, headset: 44_100, loudspeaker: 48_000 } as const;

/** A sound server of the test's own. */
export interface Pulse {
  /** The environment in which a browser finds this sound server and no other. */
  readonly env: NodeJS.ProcessEnv;
  /** Plays a WAV file of 48 kHz into a sink, to its end. */
  play(wav: Uint8Array, sink?: 'words' | 'headset'): Promise<void>;
  /** The sound that was played into each sink since the start. */
  readonly tapes: Readonly<Record<keyof typeof SINKS, Tape>>;
  /** The number of open streams of programs: microphones that are listened to, and sounds that are played. */
  countStreams(): Promise<{ readonly microphones: number; readonly speakers: number }>;
  close(): Promise<void>;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/** Starts a sound server without any device of the machine, in a folder of its own. */
export async function startPulse(): Promise<Pulse> {
  const folder = mkdtempSync(path.join(tmpdir(), 'repartee-pulse-'));
  const socket = path.join(folder, 'native');
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: folder,
    XDG_RUNTIME_DIR: folder,
    PULSE_RUNTIME_PATH: folder,
    PULSE_STATE_PATH: folder,
    PULSE_SERVER: `unix:${socket}`,
  };
  const modules = [
    `module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ...Object.entries(SINKS).map(
      ([name, rate]) =>
        `module-null-sink sink_name=${name} rate=${rate} channels=2 sink_properties=device.description=${name}`,
    ),
    // Chromium lists no monitors: as a source of its own, one is a microphone for every browser.
    'module-remap-source source_name=microphone master=words.monitor source_properties=device.description=Microphone',
    'module-remap-source source_name=headset-microphone master=headset.monitor source_properties=device.description=Headset',
  ];
  const server = spawn(
    'pulseaudio',
    [
      '--daemonize=no',
      '-n',
      '--exit-idle-time=-1',
      '--use-pid-file=no',
      '--log-level=error',
      ...modules.flatMap((module) => ['-L', module]),
    ],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  server.stderr.on('data', (data: Buffer) => (log += data.toString()));
  await vi.waitUntil(() => {
    if (server.exitCode !== null) throw new Error(`PulseAudio ended with ${server.exitCode}: ${log}`);
    return existsSync(socket);
  });
  await run('pactl', ['set-default-source', 'microphone'], { env });
  await run('pactl', ['set-default-sink', 'loudspeaker'], { env });
  const recorders = Object.keys(SINKS).map((sink) => startTape(sink, env));
  const [words, headset, loudspeaker] = recorders.map(({ tape }) => tape);
  if (!words || !headset || !loudspeaker) throw new Error('A sink is not recorded.');
  // A recorder delivers nothing for its first seconds: until then its tape has no time, and a moment before it is never found.
  await vi.waitUntil(() => recorders.every(({ tape }) => tape.hasBegun), { timeout: 30_000 });
  return {
    env,
    async play(wav, sink = 'words') {
      const format = ['--raw', '--format=s16le', '--rate=48000', '--channels=1', '--latency-msec=20'];
      const player = spawn('pacat', ['--playback', `--device=${sink}`, ...format], { env });
      const ended = new Promise<void>((resolve, reject) => {
        player.once('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`pacat ended with ${String(code)}.`)),
        );
      });
      player.stdin.end(wav.subarray(44));
      await ended;
    },
    tapes: { words, headset, loudspeaker },
    async countStreams() {
      const list = async (kind: string) => {
        const { stdout } = await run('pactl', ['list', 'short', kind], { env });
        return stdout.split('\n').filter((line) => line !== '' && !/module-remap-source/.test(line)).length;
      };
      // The tapes listen as well.
      const listeners = await list('source-outputs');
      return { microphones: listeners - recorders.length, speakers: await list('sink-inputs') };
    },
    async close() {
      await Promise.all(recorders.map(({ recorder }) => end(recorder)));
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startTape(sink: string, env: NodeJS.ProcessEnv): { tape: Tape; recorder: ChildProcess } {
  const format = ['--raw', '--format=s16le', `--rate=${RECORDED_HZ}`, '--channels=1', '--latency-msec=10'];
  const recorder = spawn('parec', [`--device=${sink}.monitor`, ...format], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const tape = new Tape();
  recorder.stdout.on('data', (piece: Buffer) => tape.push(piece));
  return { tape, recorder };
}
