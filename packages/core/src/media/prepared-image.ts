/** An image that can be sent. */
export interface PreparedImage {
  /** A JPEG without EXIF: no place, no time, no device. */
  readonly blob: Blob;
  /** The same as a data URL, for a part of a message: `{ type: 'image', url }`. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  /** The size of what the user chose, in pixels, upright. */
  readonly original: { readonly width: number; readonly height: number };
}
