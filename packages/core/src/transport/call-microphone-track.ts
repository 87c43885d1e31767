import { Latest } from '../util/latest.ts';
import type { Scope } from '../util/scope.ts';

interface OwnTrack {
  readonly track: MediaStreamTrack;
  close(): void;
}

/** Gives a clone to the connection. */
type Apply = (track: MediaStreamTrack | null) => Promise<unknown> | undefined;

/**
 * The microphone's track as a call sends it: a clone, because muting or ending the call must not affect the track that
 * the session or the app uses elsewhere. The clone is disabled until the user may be heard.
 */
export class CallMicrophoneTrack {
  readonly #scope: Scope;
  readonly #latest = new Latest<OwnTrack>('The microphone');
  /** Clones that are live: the current one and those that a replacement has not taken over yet. */
  readonly #clones = new Set<MediaStreamTrack>();
  #isOpen = false;
  /** The clone that the connection was given last. */
  #applied: MediaStreamTrack | null = null;
  /** Replacements run one after the other: the vendor's client is not asked for two tracks at once. */
  #applying: Promise<unknown> = Promise.resolve();

  constructor(scope: Scope) {
    this.#scope = scope;
    scope.add(() => this.#latest.clear());
  }

  get current(): MediaStreamTrack | null {
    return this.#latest.current?.track ?? null;
  }

  /**
   * Takes another track, or none. `apply` gives the clone to the connection. The last choice wins: an earlier one that is
   * not in place yet rejects with `aborted`. When `apply` fails, the track before it stays.
   */
  async replace(input: MediaStreamTrack | null, apply: Apply): Promise<void> {
    if (this.#scope.isDisposed) return;
    if (!input) {
      // A microphone that was switched off is off at once, even if the connection takes longer to let go of it.
      this.#latest.clear();
      return this.#enqueue(null, apply);
    }
    await this.#latest.replace(async (signal) => {
      const own = this.#clone(input);
      try {
        await this.#enqueue(own.track, apply, signal);
      } catch (error) {
        own.close();
        // The connection may still hold the clone of a choice that was superseded meanwhile.
        const { current } = this;
        if (!signal.aborted && this.#applied !== current) await this.#enqueue(current, apply).catch(() => {});
        throw error;
      }
      return own;
    });
  }

  /** Lets the call carry the user's sound, or silence. */
  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    for (const track of this.#clones) track.enabled = isOpen;
  }

  #clone(input: MediaStreamTrack): OwnTrack {
    const track = input.clone();
    track.enabled = this.#isOpen;
    this.#clones.add(track);
    return {
      track,
      close: () => {
        this.#clones.delete(track);
        track.stop();
      },
    };
  }

  async #enqueue(track: MediaStreamTrack | null, apply: Apply, signal?: AbortSignal): Promise<void> {
    const applied = this.#applying.then(async () => {
      if (signal?.aborted || this.#scope.isDisposed) return;
      await apply(track);
      this.#applied = track;
    });
    // The caller gets the failure; the next replacement does not depend on it.
    this.#applying = applied.catch(() => {});
    await applied;
  }
}
