// What the smallest spoken page imports; measured, not run.
export { openai } from '../../packages/core/src/adapters/openai/index.ts';
export { useRealtimeSession } from '../../packages/hooks/src/index.ts';
