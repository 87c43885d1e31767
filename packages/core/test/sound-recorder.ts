/** A recording sample by sample inside the audio thread, independent of the page. */
export interface SoundRecorder {
  /** One channel of samples for each node, all begun at the same frame. */
  readonly lines: readonly (readonly Float32Array[])[];
  /** The context's time of the first frame, in seconds; `null` before the first block. */
  readonly startSeconds: () => number | null;
  /** The number of samples of each node that were recorded so far: whole blocks. */
  readonly frames: () => number;
  /** The samples of one node, from the block of a frame on. @default from the first */
  line(index: number, fromFrame?: number): Float32Array;
  stop(): void;
}

/** An audio thread renders in blocks of so many samples. */
const BLOCK_FRAMES = 128;

const CODE = `
registerProcessor('test-recorder', class extends AudioWorkletProcessor {
  process(inputs) {
    const blocks = inputs.map(([channel]) => Float32Array.from(channel ?? new Float32Array(128)));
    this.port.postMessage({ atSeconds: currentTime, blocks }, blocks.map((block) => block.buffer));
    return true;
  }
});`;

/** Records what nodes give out, in step with each other. */
export async function recordSound(
  context: AudioContext,
  nodes: readonly AudioNode[],
): Promise<SoundRecorder> {
  const url = URL.createObjectURL(new Blob([CODE], { type: 'text/javascript' }));
  await context.audioWorklet.addModule(url);
  URL.revokeObjectURL(url);
  const recorder = new AudioWorkletNode(context, 'test-recorder', {
    numberOfInputs: nodes.length,
    channelCount: 1,
    channelCountMode: 'explicit',
  });
  const lines = nodes.map((): Float32Array[] => []);
  let startSeconds: number | null = null;
  recorder.port.onmessage = ({
    data,
  }: MessageEvent<{ readonly atSeconds: number; readonly blocks: readonly Float32Array[] }>) => {
    startSeconds ??= data.atSeconds;
    for (const [index, block] of data.blocks.entries()) lines[index]?.push(block);
  };
  for (const [index, node] of nodes.entries()) node.connect(recorder, 0, index);
  recorder.connect(context.destination);
  return {
    lines,
    startSeconds: () => startSeconds,
    frames: () => (lines[0]?.length ?? 0) * BLOCK_FRAMES,
    line: (index, fromFrame = 0) => {
      const blocks = lines[index]?.slice(Math.max(0, Math.floor(fromFrame / BLOCK_FRAMES))) ?? [];
      const whole = new Float32Array(blocks.length * BLOCK_FRAMES);
      for (const [at, block] of blocks.entries()) whole.set(block, at * BLOCK_FRAMES);
      return whole;
    },
    stop: () => {
      for (const node of nodes) node.disconnect(recorder);
      recorder.disconnect();
    },
  };
}
