/**
 * Starts a worker of the package, which posts a message as soon as it runs. A file that is missing, or not allowed, is told by an
 * error without a reason.
 */
export function openWorker(url: string): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url);
    worker.addEventListener('message', () => resolve(worker), { once: true });
    worker.addEventListener('error', reject, { once: true });
  });
}
