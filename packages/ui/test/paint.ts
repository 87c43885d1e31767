/** The colour that a screen shows for a colour of CSS: red, green and blue from 0 to 255. */
export function paint(color: string): readonly [red: number, green: number, blue: number] {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) throw new Error('This browser cannot paint.');
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
