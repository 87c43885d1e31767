import type { InternalState } from './internal-state.ts';

/** Whether the app has asked that turns which the vendor finds be answered only when it says so (`autoRespond: false`). */
export function isAnswerLeftToApp({ public: { inputMode }, vendor }: InternalState): boolean {
  const { turnDetection } = vendor.config;
  return inputMode === 'hands-free' && turnDetection?.mode !== 'off' && turnDetection?.autoRespond === false;
}
