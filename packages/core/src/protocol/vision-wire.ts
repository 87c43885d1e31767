/** One JPEG of a camera or a screen. */
export interface ViewImage {
  /** Chosen by the kit, at most 32 characters. */
  readonly id: string;
  /** The JPEG in Base64. */
  readonly data: string;
  readonly width: number;
  readonly height: number;
}

/** An event of the vendor's own, as `sendVendorEvent` takes it. */
type VendorEvent = Readonly<Record<string, unknown>>;

/** The encoder of a vendor's images. It is loaded when the first image is about to be sent. */
export interface VisionWire {
  /** Writes one image of a live view. `previousId` is the image whose place it takes; `null` for the first one of a connection. */
  readonly writeView?: (image: ViewImage, previousId: string | null) => readonly VendorEvent[];
  /** Writes that an image of a live view is to be forgotten, where the vendor keeps it until then. */
  readonly writeEnd?: (lastId: string) => readonly VendorEvent[];
  /**
   * Uploads an image for a message of this conversation, and gives the vendor's id of the file. Left out where a message of the
   * user can hold an image.
   *
   * @throws RealtimeError `content-refused` with the vendor's reason, `connect-refused`.
   */
  readonly upload?: (
    image: Blob,
    request: { readonly sessionId: string; readonly signal: AbortSignal },
  ) => Promise<string>;
  /** Estimates what one image costs, in tokens; `null` where the vendor counts none. The vendor's own report replaces it. */
  readonly estimateTokens: (size: { readonly width: number; readonly height: number }) => number | null;
}
