import { floatToPcm16 } from '@repartee/core/audio';
import type { Emulator } from '../src/create-emulator.ts';
import { tone } from './fake-speech.ts';
import { WireClient } from './wire-client.ts';
import type { ConnectOptions, Frame } from './wire-client.ts';

const KEY = { 'xi-api-key': 'sk_eleven_1' };

/** A bare client of the protocol whose audio has no type; audio is PCM at 16 kHz. */
export class ConvaiClient extends WireClient {
  constructor(emulator: Emulator, options: ConnectOptions = {}) {
    const { path = '/v1/convai/conversation?agent_id=agent_1' } = options;
    super(emulator, { key: null, protocols: ['convai'], ...options, path });
  }

  /** Opens the conversation and reads its acknowledgement. */
  async start(override: object = {}, more: object = {}): Promise<Frame> {
    await this.opened;
    this.send({
      type: 'conversation_initiation_client_data',
      conversation_config_override: { agent: {}, tts: {}, conversation: {}, ...override },
      ...more,
    });
    return this.take();
  }

  override append(bytes: Uint8Array): void {
    this.send({ user_audio_chunk: Buffer.from(bytes).toString('base64') });
  }

  /** Says something that is as long as asked for, and is silent until the turn has ended. */
  say(voiceMs = 600, afterMs = 800): void {
    for (const samples of [tone(voiceMs, 16_000), new Float32Array(afterMs * 16)])
      for (let at = 0; at < samples.length; at += 320)
        this.append(floatToPcm16(samples.subarray(at, at + 320)));
  }

  /** Reads on to the next whole message of the agent's, and gives its words. */
  async words(): Promise<string> {
    return ((await this.until('agent_response'))['agent_response_event'] as Frame)['agent_response'];
  }
}

/** Connects, opens the conversation, and reads the greeting. */
export async function openConvai(emulator: Emulator, options?: ConnectOptions): Promise<ConvaiClient> {
  const client = new ConvaiClient(emulator, options);
  await client.start();
  await client.words();
  return client;
}

/** Makes an agent and gives its id. */
export async function createAgent(
  emulator: Emulator,
  config: object,
  platform: object = {},
): Promise<string> {
  const response = await fetch(`${emulator.origin}/v1/convai/agents/create`, {
    method: 'POST',
    headers: KEY,
    body: JSON.stringify({ conversation_config: config, platform_settings: platform }),
  });
  return ((await response.json()) as { agent_id: string }).agent_id;
}

/** Asks for a signed URL, or for what is refused about it. */
export async function mintLink(
  emulator: Emulator,
  query: string,
  headers: Record<string, string> = KEY,
): Promise<{ status: number; body: Frame }> {
  const response = await fetch(`${emulator.origin}/v1/convai/conversation/get-signed-url?${query}`, {
    headers,
  });
  return { status: response.status, body: (await response.json()) as Frame };
}
