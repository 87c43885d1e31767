import { cleanup, render } from '@testing-library/react';
import { Profiler } from 'react';
import type { ReactNode } from 'react';
import { createFixedLevel, createStaticSession } from '@repartee/core/testing';
import { SessionProvider } from '@repartee/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { emulateMedia } from '../../../test/pictures.ts';
import { Visualizer, VisualizerView, VoiceOrb, VoiceOrbView } from '../../index.ts';
import '../../styles.css';
import { PRESENCE_STATES } from './PresenceState.ts';

const request = globalThis.requestAnimationFrame.bind(globalThis);
const nextFrame = () => new Promise<number>((resolve) => void request(resolve));
let asked = 0;

async function framesAskedDuring(count: number): Promise<number> {
  const before = asked;
  for (let frame = 0; frame < count; frame += 1) await nextFrame();
  return asked - before;
}

/** Waits until no more frames are asked for. */
const untilStill = () => vi.waitFor(async () => expect(await framesAskedDuring(10)).toBe(0));

beforeEach(async () => {
  await page.viewport(1_000, 700);
  asked = 0;
  vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((callback) => {
    asked += 1;
    return request(callback);
  });
});

afterEach(async () => {
  cleanup();
  vi.restoreAllMocks();
  await emulateMedia({});
});

const speaking = () =>
  createStaticSession({ status: 'live', phase: 'speaking', microphone: 'on', speakerLevel: 0.2 });

function mount(node: ReactNode, session = speaking()) {
  const renders = { count: 0 };
  const view = render(
    <SessionProvider session={session}>
      <Profiler id="presence" onRender={() => void (renders.count += 1)}>
        {node}
      </Profiler>
    </SessionProvider>,
  );
  return { renders, session, ...view };
}

describe('a presence', () => {
  it('asks for one frame at a time, however many there are, and renders for none', async () => {
    const { renders } = mount(
      <>
        <VoiceOrb />
        <Visualizer />
        <Visualizer variant="aura" />
      </>,
    );
    await nextFrame();
    const before = renders.count;
    const frames = await framesAskedDuring(30);
    expect(frames).toBeGreaterThan(20);
    expect(frames).toBeLessThanOrEqual(31);
    expect(renders.count).toBe(before);
  });

  it.each(['idle', 'muted', 'ended'] as const)('asks for no frame at rest: %s', async (state) => {
    mount(<VoiceOrbView state={state} />);
    await untilStill();
  });

  it('rests in a silence, and wakes with the voice', async () => {
    const { session } = mount(<VoiceOrb />);
    expect(await framesAskedDuring(10)).toBeGreaterThan(5);
    session.setState({ speakerLevel: 0 });
    await untilStill();
    session.setState({ speakerLevel: 0.2 });
    await vi.waitFor(async () => expect(await framesAskedDuring(10)).toBeGreaterThan(5));
  });

  it('asks for no frame out of sight', async () => {
    const { container } = mount(
      <div style={{ blockSize: '200px', overflow: 'auto' }}>
        <div style={{ blockSize: '2000px' }} />
        <VoiceOrb />
      </div>,
    );
    await untilStill();
    container.querySelector('.repartee-orb')?.scrollIntoView();
    await vi.waitFor(async () => expect(await framesAskedDuring(10)).toBeGreaterThan(5));
  });

  it('asks for no frame, and listens to nothing, on a hidden page', async () => {
    const { session } = mount(<VoiceOrb />);
    const level = vi.spyOn(session.speaker, 'level');
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await framesAskedDuring(10)).toBe(0);
    const before = level.mock.calls.length;
    await framesAskedDuring(15);
    expect(level.mock.calls.length).toBe(before);
    vi.mocked(vi.spyOn(document, 'visibilityState', 'get')).mockReturnValue('visible');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(await framesAskedDuring(10)).toBeGreaterThan(5);
  });

  it('leaves nothing behind', async () => {
    const { unmount } = mount(<VoiceOrb />);
    await nextFrame();
    unmount();
    expect(await framesAskedDuring(10)).toBe(0);
  });
});

/** The lightness of the pixels of a canvas on white, without its colours. */
function shapeOf(canvas: HTMLCanvasElement): Float32Array {
  const size = 48;
  const context = new OffscreenCanvas(size, size).getContext('2d');
  if (!context) throw new Error('This browser cannot read a picture.');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size, size);
  context.drawImage(canvas, 0, 0, size, size);
  const { data } = context.getImageData(0, 0, size, size);
  return Float32Array.from(
    { length: size * size },
    (_, at) =>
      (0.21 * (data[at * 4] ?? 0) + 0.72 * (data[at * 4 + 1] ?? 0) + 0.07 * (data[at * 4 + 2] ?? 0)) / 255,
  );
}

describe('with reduced motion and without colours', () => {
  it.each(['orb', 'bars', 'radial', 'wave', 'grid', 'aura'] as const)(
    'the states of %s differ from each other, and nothing moves',
    async (variant) => {
      await emulateMedia({ 'prefers-reduced-motion': 'reduce' });
      const levels = { user: createFixedLevel(0.15), agent: createFixedLevel(0.15) };
      const { container } = mount(
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(5, 150px)' }}>
          {PRESENCE_STATES.map((state) =>
            variant === 'orb' ? (
              <VoiceOrbView key={state} state={state} {...levels} />
            ) : (
              <VisualizerView key={state} variant={variant} state={state} {...levels} />
            ),
          )}
        </div>,
      );
      for (let frame = 0; frame < 5; frame += 1) await nextFrame();
      const canvases = [...container.querySelectorAll('canvas')];
      const shapes = canvases.map(shapeOf);
      const alike = PRESENCE_STATES.flatMap((one, first) =>
        PRESENCE_STATES.slice(first + 1).flatMap((other, offset) => {
          const [a, b] = [shapes[first], shapes[first + 1 + offset]];
          const distance = Math.hypot(...(a ?? []).map((light, at) => light - (b?.[at] ?? 0)));
          return distance < 1 ? [`${one} and ${other}: ${distance.toFixed(2)}`] : [];
        }),
      );
      expect(alike).toEqual([]);
      for (let frame = 0; frame < 10; frame += 1) await nextFrame();
      expect(canvases.map(shapeOf)).toEqual(shapes);
    },
  );
});
