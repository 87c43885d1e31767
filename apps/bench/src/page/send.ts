import { vendorSide } from './scripted-socket.ts';
import type { Delivery } from './sender.worker.ts';

/**
 * Delivers frames at their times by a thread of its own, and resolves when all have arrived.
 *
 * @param onArrival is told when each was handed to the client, on the clock of `performance.now()`.
 */
export function send(
  deliveries: readonly Delivery[],
  onArrival: (index: number, atMs: number) => void = () => {},
): Promise<void> {
  const worker = new Worker(new URL('./sender.worker.ts', import.meta.url), { type: 'module' });
  let index = 0;
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }: MessageEvent<string | null>) => {
      if (data === null) {
        worker.terminate();
        return resolve();
      }
      onArrival(index, performance.now());
      index += 1;
      vendorSide().deliver(data);
    };
    worker.postMessage(deliveries);
  });
}
