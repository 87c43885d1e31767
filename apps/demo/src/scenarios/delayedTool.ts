import type { AnyClientTool } from '@repartee/core';

let nextDelayMs = 0;

/** Makes the next run of a tool take longer, by milliseconds. */
export function delayNextTool(ms: number): void {
  nextDelayMs = ms;
}

/** A tool that can be told to be slow. It stops waiting when the call is given up. */
export function delayedTool(tool: AnyClientTool): AnyClientTool {
  return {
    ...tool,
    async execute(args, context) {
      const ms = nextDelayMs;
      nextDelayMs = 0;
      if (ms > 0) await wait(ms, context.signal);
      return tool.execute(args, context);
    },
  };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
