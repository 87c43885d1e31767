import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { englishLabels, waysOut } from '../packages/ui/src/index.ts';
import { checkFaultPlan } from '../packages/emulator/src/faults/check-fault-plan.ts';
import { parseFault } from '../packages/emulator/src/faults/parse-fault.ts';
import { transcriptLabels } from '../packages/ui/src/parts/Transcript/transcriptLabels.ts';
import { root } from './support/sources.ts';

/* The guide names every failure, in the words that the user reads. */

const page = readFileSync(path.join(root, 'docs/guides/connection-failures.md'), 'utf8');
const { connectionNotices, connectionActions, reconnectionCauses, errors } = englishLabels;

describe('the guide about failures names', () => {
  it.each(Object.keys(waysOut))('the error code %s', (code) => {
    expect(page).toContain(`\`${code}\``);
  });

  it.each(Object.keys(reconnectionCauses))('the cause %s', (cause) => {
    expect(page).toContain(`\`${cause}\``);
  });

  it.each(Object.keys(transcriptLabels.continuity))('the kind of continuity %s, in its words', (kind) => {
    expect(page).toContain(`\`${kind}\``);
    expect(page).toContain(transcriptLabels.continuity[kind as 'fresh']);
  });
});

it('the guide quotes labels that are there', () => {
  const words = JSON.stringify([
    ...[connectionNotices, reconnectionCauses, errors].flatMap((group) => Object.values(group)),
    ...Object.values(connectionActions),
    englishLabels,
  ]);
  const quoted = [...page.matchAll(/“([^”]+)”/g)].map(([, quote = '']) => quote);
  expect(quoted.length).toBeGreaterThan(30);
  // Words of the demo and of labels with a number in them.
  const others = new Set(['Try a failure', 'Go offline for 8 seconds', '5 minutes left']);
  expect(quoted.filter((quote) => !words.includes(quote) && !others.has(quote))).toEqual([]);
});

describe('each fault that the guide names', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('|'));
  const head = rows.filter((line) => line.includes('| try it |'));
  const faults = [...page.matchAll(/`([a-z-]+(?::[^`@\s]+)?(?:@[a-z-]+(?:\+\d+)?)?)`/g)]
    .map(([, text = '']) => text)
    .filter((text) => /[@:]/.test(text));

  it('is found', () => {
    expect(head.length).toBeGreaterThan(2);
    expect(faults.length).toBeGreaterThan(15);
  });

  it.each(faults)('%s is one that the emulator knows', (text) => {
    expect(() => checkFaultPlan([parseFault(text)], { ids: [], lacks: () => false })).not.toThrow();
  });
});
