import type { Contender } from '../contender.ts';

interface Frame {
  readonly type: string;
  readonly delta?: string;
  readonly item_id?: string;
}

/** Decodes 16 bit PCM as most guides show it: a binary string, bytes, floats. */
function decode(base64: string): Float32Array<ArrayBuffer> {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  const samples = new Int16Array(bytes.buffer);
  return Float32Array.from(samples, (sample) => sample / 32_768);
}

/**
 * The client that one writes in an afternoon: every chunk is an AudioBufferSourceNode behind the one before it, an
 * interruption stops them all. It is here to be compared with, and as the example of a contender.
 */
export const contender: Contender = {
  name: 'naive',
  async connect({ url, credential }) {
    const context = new AudioContext({ sampleRate: 24_000 });
    const playing = new Set<AudioBufferSourceNode>();
    let endsAt = 0;
    let beganAt = 0;
    let text = '';
    let itemId: string | undefined;
    const socket = new WebSocket(`${url}/realtime`, ['realtime', `openai-insecure-api-key.${credential}`]);
    const play = (samples: Float32Array<ArrayBuffer>) => {
      const buffer = new AudioBuffer({ length: samples.length, sampleRate: 24_000 });
      buffer.copyToChannel(samples, 0);
      const node = new AudioBufferSourceNode(context, { buffer });
      node.connect(context.destination);
      if (endsAt < context.currentTime) beganAt = endsAt = context.currentTime;
      node.start(endsAt);
      endsAt += buffer.duration;
      playing.add(node);
      node.onended = () => playing.delete(node);
    };
    await new Promise<void>((resolve) => {
      socket.onmessage = (event: MessageEvent<string>) => {
        const frame = JSON.parse(event.data) as Frame;
        if (frame.type === 'session.created')
          socket.send(JSON.stringify({ type: 'session.update', session: { type: 'realtime' } }));
        if (frame.type === 'session.updated') resolve();
        if (frame.type === 'response.output_audio_transcript.delta') text += frame.delta;
        if (frame.type === 'response.output_audio.delta' && frame.delta) {
          itemId = frame.item_id;
          play(decode(frame.delta));
        }
      };
    });
    return {
      interrupt() {
        for (const node of playing) node.stop();
        playing.clear();
        const heardMs = Math.round((context.currentTime - beganAt) * 1000);
        endsAt = 0;
        socket.send(JSON.stringify({ type: 'response.cancel' }));
        const truncation = { item_id: itemId, content_index: 0, audio_end_ms: heardMs };
        socket.send(JSON.stringify({ type: 'conversation.item.truncate', ...truncation }));
      },
      readText: () => text,
      async close() {
        socket.close();
        await context.close();
      },
    };
  },
};
