import type { ServerEvent } from './server-event.ts';
import type { BaseCodecState } from './base-codec-state.ts';
import { readId, readObject, readText, UnreadableFrame } from '../util/untrusted.ts';
import type { Untrusted } from '../util/untrusted.ts';

/** The longest frame that is parsed, in characters. A broken server must not exhaust the memory of the page. */
const MAX_FRAME_LENGTH = 64 * 1024 * 1024;

const NO_FRAME = Object.freeze([]) as unknown as ServerEvent[];

/** Some vendors send their JSON in binary frames, many a second. */
const UTF8 = new TextDecoder();

/** Where the events of a frame are collected. */
type CodecEvents = Pick<BaseCodecState<unknown>, 'events' | 'emit'>;

const readType = ({ type }: { readonly type?: unknown }): string => readText(type);

/**
 * Reads one frame, which is a message in JSON, as events. It never throws: a frame that cannot be read is `malformed`.
 *
 * @param read - Emits the events of a message. It throws `UnreadableFrame` for a field that the message needs.
 * @param nameOf - Reads the name of a message, its `type` by default. A message without a name is malformed.
 */
export function decodeFrame<State extends CodecEvents, Wire>(
  state: State,
  frame: string | ArrayBuffer,
  read: (state: State, name: string, wire: Untrusted<Wire>) => void,
  nameOf: (wire: Untrusted<Wire>) => string = readType,
): readonly ServerEvent[] {
  const events: ServerEvent[] = (state.events = []);
  let name = 'a frame';
  try {
    const text = typeof frame === 'string' ? frame : UTF8.decode(frame);
    if (text.length > MAX_FRAME_LENGTH) throw new UnreadableFrame('of more than 64 MiB');
    const wire = readObject<Wire>(JSON.parse(text));
    name = readId(nameOf(wire), 'a name');
    read(state, name, wire);
  } catch (error) {
    // The message of the JSON parser is left out, because it quotes what users say.
    const why = error instanceof UnreadableFrame ? error.message : 'that cannot be read';
    state.emit({ type: 'malformed', reason: `${name} ${why}` });
  }
  // What is emitted while no frame is read would reach no session: a frozen list throws.
  state.events = NO_FRAME;
  return events;
}
