import { describe, expect, it } from 'vitest';
import { BLUE, RED, code, jpeg, png, webp } from '../../test/pictures.ts';
import { describeImage } from './describe-image.ts';
import { nameColour } from './colour-name.ts';
import { seeImage } from './see-image.ts';

const see = (bytes: Uint8Array) => {
  const image = seeImage(bytes);
  if (!image) throw new Error('Nothing was seen.');
  return image;
};

describe('an image is seen', () => {
  it.each([
    ['PNG', png(RED), { mimeType: 'image/png', width: 64, height: 48, colour: 'red' }],
    ['JPEG', jpeg(), { mimeType: 'image/jpeg', width: 32, height: 24, colour: 'blue' }],
    ['WebP', webp(), { mimeType: 'image/webp', width: 32, height: 24, colour: 'green' }],
  ])('as a %s: its size and its colour', (_name, bytes, expected) => {
    expect(see(bytes)).toMatchObject({ ...expected, byteLength: bytes.byteLength });
  });

  it('with its brightness', () => {
    expect(see(png([255, 255, 255])).brightness).toBe(1);
    expect(see(png([0, 0, 0])).brightness).toBe(0);
  });

  it('with the text of a code in it', () => {
    expect(see(code()).code).toBe('REPARTEE');
    expect(see(png(RED)).code).toBeNull();
  });

  it.each([
    ['no image', Uint8Array.from([1, 2, 3])],
    ['a PNG that breaks off', png(RED).slice(0, 40)],
    ['a JPEG that breaks off', jpeg().subarray(0, 100)],
    ['a WebP that breaks off', webp().subarray(0, 40)],
  ])('not where it is %s', (_name, bytes) => {
    expect(seeImage(bytes)).toBeNull();
  });
});

it.each([
  [[250, 250, 250], 'white'],
  [[10, 10, 10], 'black'],
  [[128, 128, 128], 'grey'],
  [[255, 140, 0], 'orange'],
  [[110, 60, 10], 'brown'],
  [[255, 235, 0], 'yellow'],
  [[20, 160, 40], 'green'],
  [[0, 180, 180], 'turquoise'],
  [[30, 60, 220], 'blue'],
  [[130, 0, 200], 'purple'],
  [[255, 90, 180], 'pink'],
  [[200, 10, 20], 'red'],
] as const)('the colour %j is %s', ([red, green, blue], name) => {
  expect(nameColour(red, green, blue)).toBe(name);
});

describe('the description of an image', () => {
  it('tells size, colour and light', () => {
    expect(describeImage(see(png(RED)), undefined)).toBe(
      'I see an image of 64 by 48 pixels. It is mostly red, and neither bright nor dark.',
    );
  });

  it('tells whether it has changed', () => {
    const half = png(RED, {}, (x) => (x < 20 ? [255, 255, 255] : RED));
    expect(describeImage(see(png(BLUE)), see(png(RED)))).toContain('It has changed');
    expect(describeImage(see(half), see(png(RED)))).toContain('It has changed');
    expect(describeImage(see(png([250, 4, 4])), see(png(RED)))).toContain('It is the same');
  });

  it('reads a code aloud', () => {
    expect(describeImage(see(code()), undefined)).toContain('A code in it says: REPARTEE.');
  });
});
