/** The limits of an image's size and type. `session.capabilities.vision` has those of a vendor. */
export interface ImageLimits {
  /** The longest side of what is sent, in pixels. A larger image is scaled down, a smaller one is left as it is. @default 1536 */
  readonly maxSidePx?: number;
  /** The most bytes of what is sent, before Base64. The quality goes down first, then the size. @default 1,000,000 */
  readonly maxBytes?: number;
  /** The most bytes of the file that the user chooses. @default 25,000,000 */
  readonly maxFileBytes?: number;
  /** The most pixels of the file that the user chooses: to decode it takes four bytes for each. @default 100,000,000 */
  readonly maxFilePixels?: number;
  /** The quality of the JPEG, from 0 to 1, before it must go down for `maxBytes`. @default 0.85 */
  readonly quality?: number;
}
