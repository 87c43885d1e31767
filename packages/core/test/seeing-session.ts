import type { VisionCapabilities } from '../src/protocol/capabilities.ts';
import type { VisionWire } from '../src/protocol/vision-wire.ts';
import type { SessionBudget } from '../src/runtime/session-budget.ts';
import { createVision } from '../src/runtime/vision/create-vision.ts';
import type { ViewOptions } from '../src/runtime/vision/vision-options.ts';
import { createFakeVideo } from '../src/testing/fake-video.ts';
import { createScriptedSession } from '../src/testing/scripted-session.ts';

/** A session whose vendor sees, with a camera of its own. What the vendor is shown, and told to forget, is written down. */
export function createSeeing({
  isLive = true,
  liveView = 'turn' as VisionCapabilities['liveView'],
  budget = undefined as SessionBudget | undefined,
  /** Whether the vendor is told to forget images: one that is not keeps all of them. */
  forgets = true,
  upload = undefined as VisionWire['upload'],
} = {}) {
  const shown: (readonly [id: string, previousId: string | null])[] = [];
  const forgotten: string[] = [];
  const vision: VisionCapabilities = {
    maxSidePx: 1536,
    maxBytes: 1_000_000,
    liveView,
    load: () =>
      Promise.resolve({
        writeView: ({ id }, previousId) => {
          shown.push([id, previousId]);
          return [{ type: 'wave' }];
        },
        ...(forgets && {
          writeEnd: (id: string) => {
            forgotten.push(id);
            return [];
          },
        }),
        estimateTokens: () => 194,
        ...(upload && { upload }),
      }),
  };
  const world = createScriptedSession({
    vendor: { capabilities: { vision }, vendorEvents: true },
    ...(budget && { budget }),
  });
  const video = createFakeVideo();
  let isHidden = false;
  const eyes = createVision(world.session, { video, clock: world.clock, isHidden: () => isHidden });
  const state = () => eyes.store.getState();
  const begin = async (options?: ViewOptions) => {
    if (isLive) await world.session.connect();
    await eyes.start('camera', options);
    await world.settle();
  };
  return {
    ...world,
    video,
    eyes,
    state,
    shown,
    forgotten,
    begin,
    hide: (value: boolean) => (isHidden = value),
  };
}
