import { onAnimationFrame } from '@repartee/hooks';

interface LoopOptions {
  /** Moves the picture on and draws it. Returns whether it will move on by itself. */
  move(stepS: number): boolean;
  /** Whether a voice can move the picture when it is at rest. */
  listens(): boolean;
  /** Whether a voice is heard now. */
  isAudible(): boolean;
}

/** The frames of one picture, which share one loop of the page with all other pictures. */
export interface Loop {
  /** Runs until the picture comes to rest. */
  run(): void;
  /** Halts while the picture cannot be seen. */
  setInSight(isInSight: boolean): void;
  dispose(): void;
}

/** The interval at which a picture at rest listens for a voice, in milliseconds. */
const POLL_MS = 100;

/** A longer gap between two frames counts as this. */
const LONGEST_STEP_S = 0.05;

/** Creates the loop of one picture. Out of sight and on a hidden page, neither frames nor timers run. */
export function createLoop({ move, listens, isAudible }: LoopOptions): Loop {
  let isInSight = true;
  let lastMs: number | null = null;
  let stopFrames: (() => void) | null = null;
  let poll: ReturnType<typeof setInterval> | undefined;

  const halt = () => {
    stopFrames?.();
    stopFrames = null;
    lastMs = null;
    clearInterval(poll);
  };
  const canRun = () => isInSight && document.visibilityState !== 'hidden';
  const frame = (atMs: number) => {
    const stepS = lastMs === null ? 1 / 60 : Math.min(LONGEST_STEP_S, (atMs - lastMs) / 1_000);
    lastMs = atMs;
    if (move(stepS)) return;
    halt();
    if (!listens()) return;
    poll = setInterval(() => {
      if (isAudible()) run();
    }, POLL_MS);
  };
  const run = () => {
    // A state that changes in the middle of a movement changes its aim; the frames go on.
    if (stopFrames && canRun()) return;
    halt();
    if (canRun()) stopFrames = onAnimationFrame(frame);
  };
  document.addEventListener('visibilitychange', run);
  return {
    run,
    setInSight(isNowInSight) {
      isInSight = isNowInSight;
      run();
    },
    dispose() {
      halt();
      document.removeEventListener('visibilitychange', run);
    },
  };
}
