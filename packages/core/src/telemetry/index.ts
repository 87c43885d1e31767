export { traceRecording, traceSession } from './trace.ts';
export type { TraceOptions } from './trace-options.ts';
