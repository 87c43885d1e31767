import { vi } from 'vitest';

/** Keeps what React and the page report of an expected throw out of the test's output. Returns what ends the silence. */
export function silenceErrors(): () => void {
  const report = vi.spyOn(console, 'error').mockImplementation(() => {});
  const prevent = (event: Event) => event.preventDefault();
  window.addEventListener('error', prevent);
  return () => {
    report.mockRestore();
    window.removeEventListener('error', prevent);
  };
}
