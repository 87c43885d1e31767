import { encode } from 'fast-png';

/** A PNG of one colour, or of what `paint` gives for each pixel. */
export function png(
  colour: readonly [number, number, number],
  { width = 64, height = 48 } = {},
  paint: (x: number, y: number) => readonly [number, number, number] = () => colour,
): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.set(paint(x, y), (y * width + x) * 3);
  return encode({ width, height, data, channels: 3, depth: 8 });
}

export const RED = [255, 0, 0] as const;
export const BLUE = [0, 0, 255] as const;

/** A blue JPEG and a green WebP of 32 by 24 pixels, as Chromium writes them. */
export const jpeg = (): Buffer => Buffer.from(JPEG_BLUE, 'base64');
export const webp = (): Buffer => Buffer.from(WEBP_GREEN, 'base64');

/** A data URL. */
export const urlOf = (bytes: Uint8Array, type = 'image/png'): string =>
  `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;

/** A QR code that says REPARTEE, row by row (made with the qrcode package of Python). */
const CODE = [
  0x1f_df_7f, 0x10_4a_41, 0x17_4c_5d, 0x17_4e_5d, 0x17_45_5d, 0x10_43_41, 0x1f_d5_7f, 0x1f_00, 0x1b_4d_41,
  0x5_2d_53, 0xc_ec_de, 0x14_36_00, 0xf_d8_44, 0x17_0b, 0x1f_c9_f8, 0x10_47_95, 0x17_53_63, 0x17_57_04,
  0x17_48_73, 0x10_5c_c6, 0x1f_de_1e,
];

/** The code as a PNG, with a margin. */
export function code(scale = 6): Uint8Array {
  const side = (CODE.length + 8) * scale;
  return png([0, 0, 0], { width: side, height: side }, (x, y) => {
    const row = CODE[Math.floor(y / scale) - 4] ?? 0;
    const column = Math.floor(x / scale) - 4;
    const isDark = column >= 0 && column < CODE.length && (row >> (CODE.length - 1 - column)) & 1;
    return isDark ? [0, 0, 0] : [255, 255, 255];
  });
}

const JPEG_BLUE =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAYACADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAMG/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AhANIiAAAAAA//9k=';

const WEBP_GREEN =
  'UklGRiQCAABXRUJQVlA4WAoAAAAgAAAAHwAAFwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggNgAAADADAJ0BKiAAGAA/EYK5VawopaMoCAGAIgllAMgSgABAUFAA/tom/r5lnC/n/G83mtkGgOOAAA==';
