/** A JSON object on the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/** The audio of either direction, by the vendor's names. */
export type FormatName =
  | 'pcm_8000'
  | 'pcm_16000'
  | 'pcm_22050'
  | 'pcm_24000'
  | 'pcm_44100'
  | 'pcm_48000'
  | 'ulaw_8000';

/** The names of all formats. */
export const FORMAT_NAMES = [
  'pcm_8000',
  'pcm_16000',
  'pcm_22050',
  'pcm_24000',
  'pcm_44100',
  'pcm_48000',
  'ulaw_8000',
] as const satisfies readonly FormatName[];

/** The end of a conversation: the close code and the vendor's name of the error. */
export class Fault extends Error {
  readonly code: number;
  readonly errorType: string;

  constructor(errorType: string, message: string, code = 1008) {
    super(message);
    this.code = code;
    this.errorType = errorType;
  }
}
