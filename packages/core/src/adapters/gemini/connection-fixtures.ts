import type { ClientCommand } from '../../protocol/client-command.ts';
import type { WireCodec } from '../../protocol/provider-adapter.ts';
import type { ServerEvent } from '../../protocol/server-event.ts';
import type { SessionConfig } from '../../protocol/session-config.ts';
import { createAdapter } from './adapter.ts';
import type { GeminiOptions } from './options.ts';

/* Frames and a connection for tests of whole sequences. */

export const commandId = 'cmd_1';
export const audio = { parts: [{ inlineData: { mimeType: 'audio/pcm;rate=24000', data: 'AAEC/w==' } }] };
export const user = (text: string) => ({ serverContent: { inputTranscription: { text } } });
export const agent = (text: string) => ({
  serverContent: { outputTranscription: { text }, modelTurn: audio },
});
export const over = { serverContent: { turnComplete: true } };
export const cut = { serverContent: { interrupted: true } };
export const call = (id: string) => ({ toolCall: { functionCalls: [{ id, name: 'get_time', args: {} }] } });

/** One connection: the frames of Gemini in, the events out. */
export class Connection {
  readonly codec: WireCodec;

  constructor(config: SessionConfig = {}, options: GeminiOptions = {}, connection = 0) {
    this.codec = createAdapter(options).createCodec({ connection, resumeHandle: null });
    this.send({ type: 'configure', commandId, config, isInitial: true });
    this.receive({ setupComplete: {} });
  }

  send(command: ClientCommand): void {
    this.codec.encode(command);
  }

  speak(): this {
    this.send({ type: 'append-audio', audio: new Uint8Array(640) });
    return this;
  }

  receive(...frames: readonly object[]): readonly ServerEvent[] {
    return frames.flatMap((frame) => this.codec.decode(JSON.stringify(frame)));
  }
}

export const types = (events: readonly ServerEvent[]) => events.map(({ type }) => type);
export const idsOf = (events: readonly ServerEvent[], name: string) => [
  ...new Set(events.flatMap((event) => (name in event ? [String((event as never)[name])] : []))),
];
