import { createPalette } from './createPalette.ts';
import type { Palette } from './createPalette.ts';
import type { Face } from './faceOf.ts';
import { createLoop } from './createLoop.ts';
import { createModel, listen, moveModel, setStillModel } from './PresenceModel.ts';
import type { PresenceInput, PresenceModel } from './PresenceModel.ts';
import { followsAgent, followsUser } from './PresenceState.ts';
import { watchCanvas } from './watchCanvas.ts';

/** One picture: what it draws on, and what it draws. */
export interface Scene {
  readonly context: CanvasRenderingContext2D;
  readonly model: PresenceModel;
  readonly palette: Palette;
  readonly face: Face;
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels of one CSS pixel. */
  readonly px: number;
  /** Whether an image of the app stands in the place of the body. */
  readonly hasAvatar: boolean;
}

export type Draw = (scene: Scene) => void;

/** The options that can change while a presence is in the page. */
export interface PresenceOptions extends PresenceInput {
  readonly draw: Draw;
  readonly face: Face;
  readonly hasAvatar: boolean;
}

/** A picture that follows a state and two voices on one canvas. */
export interface Presence {
  update(options: PresenceOptions): void;
  dispose(): void;
}

/** A level above this wakes a picture at rest. */
const AUDIBLE = 0.04;

/**
 * Draws a presence. Frames are asked for while something moves; in a silence the picture rests and listens ten times a
 * second; out of sight, on a hidden page, or in a state without a voice, nothing runs. Size, colours and reduced motion are
 * read when they change and not on each frame.
 */
export function createPresence(canvas: HTMLCanvasElement, first: PresenceOptions): Presence {
  const context = canvas.getContext('2d');
  const model = createModel(first.state);
  let options = first;
  let palette = createPalette(canvas);

  const paint = () => {
    const { width, height } = canvas;
    if (!context || width === 0 || height === 0) return;
    const { draw, face, hasAvatar } = options;
    const px = width / (canvas.clientWidth || width);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, model, palette, face, width, height, px, hasAvatar });
  };
  const loop = createLoop({
    move(stepS) {
      if (view.isStill()) {
        const hasChanged = setStillModel(model, options);
        if (hasChanged) paint();
        return hasChanged || listen(options) > AUDIBLE;
      }
      const goesOn = moveModel(model, options, stepS);
      paint();
      return goesOn;
    },
    // In a state without a voice there is nothing to wait for.
    listens: () => followsAgent(options.state) || followsUser(options.state),
    isAudible: () => listen(options) > AUDIBLE,
  });
  /** Draws what is there now, and runs if anything is to move. */
  const restart = () => {
    if (view.isStill()) setStillModel(model, options);
    paint();
    loop.run();
  };
  const view = watchCanvas(canvas, {
    onSize: paint,
    onColor() {
      palette = createPalette(canvas);
      paint();
    },
    onStillness: restart,
    onSight: loop.setInSight,
  });
  restart();

  return {
    update(next) {
      const hasNewFace = next.face !== options.face;
      options = next;
      if (hasNewFace) palette = createPalette(canvas);
      restart();
    },
    dispose() {
      loop.dispose();
      view.dispose();
    },
  };
}
