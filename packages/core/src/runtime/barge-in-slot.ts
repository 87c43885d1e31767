import { toRealtimeError } from '../errors/realtime-error.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { Lazy } from '../util/lazy.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { BargeInControl, BargeInSetup, OpenDevices } from './barge-in-part.ts';

interface LoadedPart {
  readonly createBargeInControl: (setup: BargeInSetup) => BargeInControl;
}

/** Holds the place of what handles barge-in: it is loaded when a session wants it, and joins in when it is there. */
export class BargeInSlot {
  readonly #part: Lazy<LoadedPart>;
  readonly #setup: Omit<BargeInSetup, 'options'>;
  #options: BargeInOptions | null = null;
  #control: BargeInControl | null = null;
  #isLoading = false;
  #devices: OpenDevices | null = null;

  constructor(part: Lazy<LoadedPart>, setup: Omit<BargeInSetup, 'options'>) {
    this.#part = part;
    this.#setup = setup;
  }

  set(options: BargeInOptions | null): void {
    this.#options = options;
    if (options && this.#control) return this.#control.set(options);
    if (!options) return this.#end();
    if (this.#part.loaded) return this.#begin(this.#part.loaded);
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#part
      .load()
      .then((part) => this.#begin(part))
      .catch((error: unknown) => this.#giveUp(error))
      .finally(() => {
        this.#isLoading = false;
      });
  }

  attach(devices: OpenDevices): void {
    this.#devices = devices;
    if (this.#control) this.#attach(this.#control, devices);
  }

  observe(input: SessionInput): void {
    this.#control?.observe(input);
  }

  #begin(part: LoadedPart): void {
    if (!this.#options || this.#control) return;
    this.#control = part.createBargeInControl({ ...this.#setup, options: this.#options });
    if (this.#devices) this.#attach(this.#control, this.#devices);
  }

  #attach(control: BargeInControl, devices: OpenDevices): void {
    void control.attach(devices).catch((error: unknown) => {
      if (!devices.signal.aborted) this.#raise(error);
    });
  }

  #end(): void {
    this.#control?.detach();
    this.#control = null;
  }

  /** Without it nobody would cut the agent: the vendor is to do so again. */
  #giveUp(error: unknown): void {
    this.#setup.dispatch({ type: 'holding-set', isHolding: false });
    this.#raise(error);
  }

  #raise(cause: unknown): void {
    const message =
      'The part of the program that ducks the agent could not be started. The user can still interrupt, less gently.';
    this.#setup.dispatch({
      type: 'error-raised',
      error: toRealtimeError(cause, 'worklet-failed', message, { adapterId: this.#setup.adapter.id }),
    });
  }
}
