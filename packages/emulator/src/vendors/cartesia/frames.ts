/** A JSON object on the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/** The audio of both directions, by the vendor's names. */
export type FormatName = 'mulaw_8000' | 'pcm_16000' | 'pcm_24000' | 'pcm_44100';

/** A client's error. A fatal one ends the call. */
export class Refusal extends Error {
  readonly code: string;
  readonly isFatal: boolean;

  constructor(code: string, message: string, isFatal = false) {
    super(message);
    this.code = code;
    this.isFatal = isFatal;
  }
}
