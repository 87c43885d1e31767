/**
 * Lets React do late what no test waits for. React hands passive effects, and updates outside of `act`, to `setImmediate`. On an idle
 * machine that is at once, on a busy one it is not: a test that takes the one for granted passes here and fails there. With this it fails in
 * every run.
 */
const LATE_MS = 40;

const { setImmediate: soon, setTimeout: later } = globalThis;
const late = (run: (...values: unknown[]) => void, ...values: unknown[]) => later(run, LATE_MS, ...values);
Object.assign(globalThis, { setImmediate: late });
// React keeps the function that it finds when it loads. Everything else has its own again.
await import('react-dom/client');
Object.assign(globalThis, { setImmediate: soon });
