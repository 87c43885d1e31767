import { describe, expect, it } from 'vitest';
import { drawAura } from '../../parts/Visualizer/drawAura.ts';
import { drawBars } from '../../parts/Visualizer/drawBars.ts';
import { drawGrid } from '../../parts/Visualizer/drawGrid.ts';
import { drawRadial } from '../../parts/Visualizer/drawRadial.ts';
import { drawWave } from '../../parts/Visualizer/drawWave.ts';
import { drawOrb } from '../../parts/VoiceOrb/drawOrb.ts';
import '../../styles.css';
import { createPalette } from './createPalette.ts';
import type { Palette } from './createPalette.ts';
import { faceOf } from './faceOf.ts';
import { createModel } from './PresenceModel.ts';
import { PRESENCE_STATES } from './PresenceState.ts';

/** The width of the frame around the picture, in which nothing may be drawn. */
const FRAME = 60;

/** Light that no eye sees: of 255. */
const INVISIBLE = 3;

const DRAWINGS = {
  orb: [drawOrb, 192, 192],
  'orb beside a text': [drawOrb, 64, 64],
  bars: [drawBars, 320, 96],
  radial: [drawRadial, 192, 192],
  wave: [drawWave, 320, 96],
  grid: [drawGrid, 192, 192],
  aura: [drawAura, 192, 192],
} as const;

function paletteOf(): Palette {
  const part = document.createElement('div');
  part.className = 'repartee-presence';
  const canvas = document.createElement('canvas');
  canvas.className = 'repartee-presence-canvas';
  part.append(canvas);
  document.body.append(part);
  const palette = createPalette(canvas);
  part.remove();
  return palette;
}

/** The strongest pixel outside of the picture and in its outermost row of pixels, which shows what a smaller buffer has cut off. */
function spillOf(context: CanvasRenderingContext2D, width: number, height: number): number {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(FRAME + 1, FRAME + 1, width - 2, height - 2);
  const { data } = context.getImageData(0, 0, width + 2 * FRAME, height + 2 * FRAME);
  let most = 0;
  for (let at = 3; at < data.length; at += 4) most = Math.max(most, data[at] ?? 0);
  return most;
}

describe('at the loudest, nothing is cut off at the edge', () => {
  it.each(Object.keys(DRAWINGS) as (keyof typeof DRAWINGS)[])('%s', (name) => {
    const [draw, width, height] = DRAWINGS[name];
    const canvas = new OffscreenCanvas(width + 2 * FRAME, height + 2 * FRAME);
    const context = canvas.getContext('2d', {
      willReadFrequently: true,
    }) as unknown as CanvasRenderingContext2D;
    const own = paletteOf();
    expect(own.isPlain).toBe(false);
    const spills = PRESENCE_STATES.flatMap((state) =>
      ['Ada', 'Grace', 'Hedy'].flatMap((seed) =>
        (['body', 'avatar', 'plain'] as const).flatMap((kind) => {
          const palette = { ...own, isPlain: kind === 'plain' };
          const hasAvatar = kind === 'avatar';
          const model = createModel(state);
          Object.assign(model, { userLevel: 1, agentLevel: 1 });
          model.userBands.fill(1);
          model.agentBands.fill(1);
          let most = 0;
          for (let moment = 0; moment < 8; moment += 1) {
            model.time = moment * 0.37;
            context.reset();
            context.translate(FRAME, FRAME);
            draw({ context, model, palette, face: faceOf(seed), width, height, px: 1, hasAvatar });
            most = Math.max(most, spillOf(context, width, height));
          }
          return most > INVISIBLE ? [`${state}, ${seed}, ${kind}: ${most}`] : [];
        }),
      ),
    );
    expect(spills).toEqual([]);
  });
});
