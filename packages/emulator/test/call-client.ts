import { floatToPcm16 } from '@repartee/core/audio';
import type { Emulator } from '../src/create-emulator.ts';
import { tone } from './fake-speech.ts';
import { WireClient } from './wire-client.ts';
import type { ConnectOptions, Frame } from './wire-client.ts';

/** The version that clients name. */
const VERSION = '2026-08-14';

/** A bare client of the protocol that has one call in a socket; audio is PCM at 24 kHz. */
export class CallClient extends WireClient {
  constructor(emulator: Emulator, options: ConnectOptions = {}) {
    const { path = '/v1/agents/websocket/agent_1', headers = {}, ...rest } = options;
    super(emulator, { ...rest, path, headers: { 'Cartesia-Version': VERSION, ...headers } });
  }

  /** Opens the session and reads its acknowledgement. */
  async start(more: object = {}, audio: object = {}): Promise<Frame> {
    await this.opened;
    return this.ask(
      { type: 'session_create', audio: { input_format: 'pcm_24000', ...audio }, ...more },
      'session_ready',
    );
  }

  override append(bytes: Uint8Array): void {
    this.send({ type: 'audio_input', audio: Buffer.from(bytes).toString('base64') });
  }

  /** Says something that is as long as asked for, and is silent until the turn has ended. */
  say(voiceMs = 600, afterMs = 800): void {
    this.hear(tone(voiceMs, 24_000));
    this.hear(new Float32Array(afterMs * 24));
  }

  /** Reads to the end of a turn. */
  turnEnd(role: 'user' | 'assistant'): Promise<Frame> {
    return this.until((frame) => frame.type === 'turn_ended' && frame['role'] === role);
  }

  /** Sends samples in another format's bytes. */
  sendPcm(samples: Float32Array): void {
    this.append(floatToPcm16(samples));
  }
}

/** Connects, opens the session, and hears the greeting to its end. */
export async function openCall(emulator: Emulator, options?: ConnectOptions): Promise<CallClient> {
  const client = new CallClient(emulator, options);
  await client.start();
  await client.turnEnd('assistant');
  return client;
}
