/** One message on the wire. */
export type WireFrame = string | ArrayBuffer | Uint8Array<ArrayBuffer>;
