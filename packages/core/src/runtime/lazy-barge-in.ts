import { toRealtimeError } from '../errors/realtime-error.ts';
import type { InternalState } from '../session/internal-state.ts';
import type { BargeInCommand } from '../session/session-effect.ts';
import type { SessionInput } from '../session/session-input.ts';
import type { InputObserver } from '../session/step.ts';
import type { BargeInOptions } from './barge-in-options.ts';
import type { BargeInShell, BargeInShellOptions, OpenDevices } from './barge-in-shell.ts';
import type { LazyModule } from './lazy-module.ts';

/** The module that handles barge-in: its shell and its rules. */
export interface BargeInModule {
  readonly createBargeInShell: (options: BargeInShellOptions) => BargeInShell;
}

/** Barge-in, whose shell and rules are loaded by the first session that asks for them. */
export class LazyBargeIn {
  readonly #module: LazyModule<BargeInModule>;
  readonly #setup: BargeInShellOptions;
  #options: BargeInOptions | null = null;
  #shell: BargeInShell | null = null;
  #devices: OpenDevices | null = null;

  constructor(module: LazyModule<BargeInModule>, setup: BargeInShellOptions) {
    this.#module = module;
    this.#setup = setup;
  }

  /** The rules; `null` until they have been loaded. */
  get observe(): InputObserver | null {
    return this.#shell?.observe ?? null;
  }

  /** Adds what the rules need to know of the app to an input. */
  complete(input: SessionInput, state: InternalState): SessionInput {
    return this.#shell?.complete(input, state) ?? input;
  }

  set(options: BargeInOptions | null): void {
    this.#options = options;
    if (!options) return this.#end();
    if (this.#shell) return this.#configure(this.#shell, options);
    if (this.#module.isLoading) return;
    this.#module.use(
      (module) => this.#begin(module),
      (error) => error && this.#giveUp(),
    );
  }

  attach(devices: OpenDevices): void {
    this.#devices = devices;
    if (this.#shell && this.#options) this.#attach(this.#shell, this.#options);
  }

  tell(command: BargeInCommand): void {
    this.#shell?.tell(command);
  }

  #begin({ createBargeInShell }: BargeInModule): void {
    if (!this.#options || this.#shell) return;
    this.#shell = createBargeInShell(this.#setup);
    this.#configure(this.#shell, this.#options);
  }

  #configure(shell: BargeInShell, options: BargeInOptions): void {
    shell.configure(options);
    this.#attach(shell, options);
  }

  #attach(shell: BargeInShell, options: BargeInOptions): void {
    const devices = this.#devices;
    if (!devices) return;
    shell.attach(devices, options).catch((error: unknown) => {
      if (!devices.signal.aborted) this.#raise(error);
    });
  }

  #end(): void {
    if (!this.#shell) return;
    this.#shell.close();
    this.#shell.configure(null);
  }

  /** Without the rules the agent could not be interrupted: the vendor decides again. */
  #giveUp(): void {
    this.#setup.dispatch({ type: 'turn-authority-changed', turnAuthority: 'vendor' });
  }

  #raise(cause: unknown): void {
    const message =
      'The part of the program that ducks the agent could not be started. The user can still interrupt, less gently.';
    const { adapterId, dispatch } = this.#setup;
    dispatch({
      type: 'local-error-received',
      error: toRealtimeError(cause, 'worklet-failed', message, { adapterId }),
    });
  }
}
