import type { Reporter, TestModule } from 'vitest/node';

/** The reasons for skipped tests, where a test gives one, and in the last line the count of the tests of a run. */
export function summarize(modules: readonly TestModule[], errors: readonly unknown[]): readonly string[] {
  const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
  const skipped = new Map<string, string[]>();
  for (const module of modules) {
    const before = counts.failed;
    for (const test of module.children.allTests()) {
      const result = test.result();
      counts[result.state] += 1;
      if (result.state !== 'skipped' || !result.note) continue;
      skipped.set(result.note, [...(skipped.get(result.note) ?? []), test.fullName]);
    }
    // A file that could not be loaded or prepared has no test that failed, and is a failure all the same.
    if (module.state() === 'failed' && counts.failed === before) counts.failed += 1;
  }
  const failed = counts.failed + errors.length;
  return [
    ...[...skipped].map(([reason, names]) => `Skipped: ${names.join('; ')}. ${reason}`),
    `${counts.passed} passed, ${failed} failed, ${counts.skipped + counts.pending} skipped`,
  ];
}

/** Prints the summary of a run when everything else has been printed. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const lines = summarize(modules, errors);
    process.on('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }
}
