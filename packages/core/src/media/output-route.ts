import { isRealtimeError, RealtimeError } from '../errors/realtime-error.ts';
import type { Scope } from '../util/scope.ts';
import type { Speaker } from './speaker-port.ts';

type SetDevice = NonNullable<Speaker['setDevice']>;

/** Contexts that can change their device: Chromium does, others leave it to media elements. */
interface SinkContext extends AudioContext {
  setSinkId(deviceId: string): Promise<void>;
}

/** The system's own device, in the browsers' words. */
const SYSTEM_DEVICE = '';

/** The way from an audio graph's output to a device, which can be another one in the middle of a sentence. */
export class OutputRoute {
  readonly #output: AudioNode;
  readonly #scope: Scope;
  #current = SYSTEM_DEVICE;
  #onLost: Parameters<SetDevice>[1] = () => {};
  #isWatching = false;
  /**
   * Changes one after the other: the last one asked for is the one that holds. The session's `LatestSetting` rejects the choices
   * before it with `aborted`; here each waits for its turn, since a context takes one `setSinkId()` at a time.
   */
  #changing: Promise<unknown> = Promise.resolve();
  #detour: { readonly element: HTMLAudioElement; readonly node: AudioNode } | null = null;

  constructor(output: AudioNode, scope: Scope) {
    this.#output = output;
    this.#scope = scope;
  }

  readonly setDevice: SetDevice = (deviceId, onLost) => {
    const change = this.#changing.then(() => this.#change(deviceId));
    // The caller gets the rejection; the next change does not depend on it.
    this.#changing = change.catch(() => {});
    this.#onLost = onLost;
    return change;
  };

  async #change(deviceId: string): Promise<void> {
    if (this.#scope.isDisposed || deviceId === this.#current) return;
    const { context } = this.#output;
    try {
      if (isSinkContext(context)) await context.setSinkId(deviceId);
      else if (deviceId === SYSTEM_DEVICE) this.#leaveDetour();
      else await this.#takeDetour(deviceId);
    } catch (cause) {
      throw explainOutputError(cause);
    }
    this.#current = deviceId;
    this.#watch();
  }

  /** Plays the output of the graph through an element, for a context that cannot change its device. */
  async #takeDetour(deviceId: string): Promise<void> {
    const { context } = this.#output;
    if (!('setSinkId' in HTMLMediaElement.prototype)) {
      throw new RealtimeError(
        'unsupported-capability',
        'This browser plays on the system’s device only. Let the user choose the device in the system’s settings.',
      );
    }
    const element = this.#detour?.element ?? new Audio();
    await element.setSinkId(deviceId);
    if (this.#detour || this.#scope.isDisposed) return;
    const node = (context as AudioContext).createMediaStreamDestination();
    element.srcObject = node.stream;
    await element.play();
    if (this.#scope.isDisposed) return;
    this.#output.disconnect(context.destination);
    this.#output.connect(node);
    this.#detour = { element, node };
    this.#scope.add(() => this.#leaveDetour());
  }

  #leaveDetour(): void {
    if (!this.#detour) return;
    const { element, node } = this.#detour;
    this.#detour = null;
    this.#output.disconnect(node);
    const { context } = this.#output;
    // Chromium warns of it, and nothing sounds in a closed context.
    if (context.state !== 'closed') this.#output.connect(context.destination);
    element.srcObject = null;
  }

  /** A device that is unplugged would leave the agent unheard: the system's takes its place. */
  #watch(): void {
    const { mediaDevices } = navigator;
    if (this.#isWatching || !mediaDevices) return;
    this.#isWatching = true;
    this.#scope.listen(mediaDevices, 'devicechange', () => void this.#look());
  }

  async #look(): Promise<void> {
    const missing = this.#current;
    if (missing === SYSTEM_DEVICE) return;
    const devices = await navigator.mediaDevices.enumerateDevices();
    const outputs = devices.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '');
    // Without a permission the browser names no device: then nothing can be told.
    const isThere = outputs.length === 0 || outputs.some(({ deviceId }) => deviceId === missing);
    if (isThere || this.#scope.isDisposed || this.#current !== missing) return;
    const tell = this.#onLost;
    await this.setDevice(SYSTEM_DEVICE, tell).catch(() => {});
    tell(
      new RealtimeError(
        'speaker-missing',
        'The chosen speaker is gone, so the agent is heard on the system’s device. Plug it in again or choose another.',
      ),
    );
  }
}

function isSinkContext(context: BaseAudioContext): context is SinkContext {
  return typeof (context as Partial<SinkContext>).setSinkId === 'function';
}

function explainOutputError(cause: unknown): RealtimeError {
  if (isRealtimeError(cause)) return cause;
  const isDenied = (cause as { name?: unknown } | null)?.name === 'NotAllowedError';
  return new RealtimeError(
    'speaker-missing',
    isDenied
      ? 'The browser did not allow that speaker, so the agent is heard where it was. Ask for the microphone first, or let the user choose with selectAudioOutput().'
      : 'No such speaker was found, so the agent is heard where it was. Plug it in or choose another.',
    { cause },
  );
}
