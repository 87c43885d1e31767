import { createRequire } from 'node:module';
import Cartesia from '@cartesia/cartesia-js';
import { describe, expect, it } from 'vitest';
import { CallClient } from '../../../test/call-client.ts';
import { startEmulator } from '../../../test/start-emulator.ts';
import { startTlsProxy } from '../../../test/tls-proxy.ts';

/* The vendor's own package has no client of calls (4.2.0): tokens and text to speech are what it covers here. */

describe('the vendor’s own package', () => {
  it('mints an access token that opens a call', async () => {
    const emulator = await startEmulator();
    const client = new Cartesia({ apiKey: 'sk_car_test', baseURL: emulator.origin, maxRetries: 0 });
    const { token } = await client.accessToken.create({ grants: { agent: true }, expires_in: 60 });
    const path = `/v1/agents/websocket/agent_1?cartesia_version=2026-08-14&access_token=${String(token)}`;
    const call = new CallClient(emulator, { path, key: null, headers: { 'Cartesia-Version': '' } });
    expect(await call.start()).toMatchObject({ agent_id: 'agent_1' });
    await call.close();
  });

  it('receives typed errors for a wrong key and for a lifetime that is too long', async () => {
    const emulator = await startEmulator();
    const withKey = (apiKey: string) => new Cartesia({ apiKey, baseURL: emulator.origin, maxRetries: 0 });
    await expect(withKey('wrong').accessToken.create({ expires_in: 60 })).rejects.toBeInstanceOf(
      Cartesia.AuthenticationError,
    );
    await expect(withKey('sk_car_test').accessToken.create({ expires_in: 3_601 })).rejects.toBeInstanceOf(
      Cartesia.BadRequestError,
    );
  });

  it('has texts spoken, whole and in pieces, and calls one off', async () => {
    const baseURL = await startTlsProxy(await startEmulator());
    // As a module it finds no WebSocket in Node (4.2.0), and it takes nothing but TLS.
    const { Cartesia: Client } = createRequire(import.meta.url)('@cartesia/cartesia-js') as {
      readonly Cartesia: typeof Cartesia;
    };
    const client = new Client({ apiKey: 'sk_car_test', baseURL, maxRetries: 0 });
    const socket = await client.tts.websocket({ rejectUnauthorized: false });
    // Errors also reach a reader of the text.
    socket.on('error', () => {});
    const options = {
      model_id: 'sonic-3',
      voice: { id: 'voice_1' },
      output_format: { container: 'raw', encoding: 'pcm_s16le', sample_rate: 24_000 },
      add_timestamps: true,
    } as const;
    const read = async (events: AsyncIterable<Spoken>) => {
      let [bytes, words] = [0, ''];
      for await (const event of events) {
        if (event.type === 'chunk') bytes += event.audio?.length ?? 0;
        if (event.type === 'timestamps') words += ` ${event.word_timestamps?.words.join(' ')}`;
      }
      return { ms: bytes / 48, words: words.trim() };
    };
    const whole = socket.generate({ ...options, transcript: 'Hello there.' });
    expect(await read(whole as AsyncIterable<Spoken>)).toEqual({ ms: 400, words: 'Hello there.' });
    const pieces = socket.context(options);
    await pieces.push({ transcript: 'One two. ' });
    await pieces.push({ transcript: 'Three.', flush: true });
    await pieces.no_more_inputs();
    expect(await read(pieces.receive() as AsyncIterable<Spoken>)).toEqual({
      ms: 600,
      words: 'One two. Three.',
    });
    const dropped = socket.context(options);
    await dropped.push({ transcript: 'Never mind' });
    await dropped.cancel();
    const refused = socket.context({ ...options, model_id: 'sonic-1' as 'sonic-3' });
    await refused.push({ transcript: 'No.' });
    await expect(read(refused.receive() as AsyncIterable<Spoken>)).rejects.toThrow('model_id');
    socket.close();
  });
});

/** The fields of the package's events that the test reads. */
interface Spoken {
  readonly type: string;
  readonly audio?: Buffer | null;
  readonly word_timestamps?: { readonly words: readonly string[] };
}
