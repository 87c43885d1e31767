import { expect, onTestFinished } from 'vitest';
import { createVideo } from '../src/media/video/video.ts';
import type { VideoSource } from '../src/media/video/video-port.ts';
import { createVision } from '../src/runtime/vision/create-vision.ts';
import { createScriptedSession } from '../src/testing/scripted-session.ts';
import { watchResources } from './watch-resources.ts';

/** Counts the workers that run. */
function watchWorkers(): ReadonlySet<Worker> {
  const Original = globalThis.Worker;
  const running = new Set<Worker>();
  globalThis.Worker = class extends Original {
    constructor(url: string | URL) {
      super(url);
      running.add(this);
    }
    override terminate(): void {
      running.delete(this);
      super.terminate();
    }
  };
  onTestFinished(() => void (globalThis.Worker = Original));
  return running;
}

/** Collects the tracks that the kit clones. */
function watchClones(): readonly MediaStreamTrack[] {
  const clones: MediaStreamTrack[] = [];
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function cloneTrack(this: MediaStreamTrack) {
    const track = clone.call(this);
    clones.push(track);
    return track;
  };
  onTestFinished(() => void (MediaStreamTrack.prototype.clone = clone));
  return clones;
}

/** Collects the video elements that are made. */
function watchVideos(): readonly HTMLVideoElement[] {
  const videos: HTMLVideoElement[] = [];
  const { createElement } = Document.prototype;
  Document.prototype.createElement = function create(this: Document, ...args: [string]) {
    const element = createElement.apply(this, args);
    if (element instanceof HTMLVideoElement) videos.push(element);
    return element;
  } as typeof createElement;
  onTestFinished(() => void (Document.prototype.createElement = createElement));
  return videos;
}

/** A user who shares a drawing as a screen, and asks for no dialog. Returns the tracks that were shared. */
export function shareDrawings(): readonly MediaStreamTrack[] {
  const tracks: MediaStreamTrack[] = [];
  const { getDisplayMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getDisplayMedia = async () => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: 320, height: 180 });
    const context = canvas.getContext('2d');
    context?.fillRect(0, 0, 320, 180);
    const stream = canvas.captureStream(5);
    tracks.push(...stream.getTracks());
    // A canvas gives a frame only when it is painted, a screen also to those who begin to look later.
    const repaint = () => {
      if (!stream.active) return;
      context?.fillRect(0, 0, 320, 180);
      requestAnimationFrame(repaint);
    };
    repaint();
    return stream;
  };
  onTestFinished(() => void (MediaDevices.prototype.getDisplayMedia = getDisplayMedia));
  return tracks;
}

/** Camera or screen is shown and stopped many times. Nothing may be left. */
export async function expectNothingLeft(source: VideoSource, cycles: number): Promise<void> {
  const { session } = createScriptedSession();
  const vision = createVision(session, { video: createVideo() });
  await session.connect();
  const shared = shareDrawings();
  const workers = watchWorkers();
  const videos = watchVideos();
  const clones = watchClones();
  const watch = watchResources();
  onTestFinished(() => watch.stop());
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    await vision.start(source);
    await expect.poll(() => vision.store.getState().usage.images, { timeout: 30_000 }).toBeGreaterThan(cycle);
    expect(workers.size).toBe(1);
    vision.stop();
  }
  const given = source === 'camera' ? watch.tracks() : shared;
  expect(given.length).toBe(cycles);
  expect([...given, ...clones].filter(({ readyState }) => readyState === 'live')).toEqual([]);
  expect(videos.filter(({ srcObject }) => srcObject !== null)).toEqual([]);
  expect(workers.size).toBe(0);
  expect(watch.timers().filter((stack) => stack.includes('/vision/'))).toEqual([]);
  expect(watch.listeners().filter((name) => /Track|Worker/.test(name))).toEqual([]);
  await session.close();
}
