import type { Reporter, TestModule } from 'vitest/node';

/** Prints the one plain line that counts the tests of a run, last. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      const before = counts.failed;
      for (const test of module.children.allTests()) counts[test.result().state] += 1;
      // A file that could not be loaded or prepared has no test that failed, and is a failure all the same.
      if (module.state() === 'failed' && counts.failed === before) counts.failed += 1;
    }
    const failed = counts.failed + errors.length;
    const line = `${counts.passed} passed, ${failed} failed, ${counts.skipped + counts.pending} skipped`;
    process.on('exit', () => process.stdout.write(`\n${line}\n`));
  }
}
