import { describe, expect, it } from 'vitest';
import { listEventNames } from './support/event-names.ts';
import { listPublicSymbols } from './support/public-symbols.ts';
import { readFiles, readProductCode } from './support/sources.ts';

const [page] = readFiles(/./, 'docs/vocabulary.md');

/** A section of the vocabulary, from its heading to the next one. */
function sectionOf(heading: string): string {
  const [, text = ''] =
    new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |(?![\\s\\S]))`, 'm').exec(page?.text ?? '') ?? [];
  return text;
}

const quotedIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

describe('the events', () => {
  const section = sectionOf('Events');
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| what happens'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const verbs = rows.flatMap(([, , cell = '']) => quotedIn(cell));
  const records = [
    ...section.matchAll(/name of the record and no verb:[^.]*\.|could not read:[^.]*\./g),
  ].flatMap(([sentence]) => quotedIn(sentence));
  const events = readProductCode()
    .filter(({ path }) => /^packages\/.*\/src\/.*\.tsx?$/.test(path))
    .filter(({ path }) => !path.startsWith('packages/emulator/src/vendors/'))
    .flatMap(listEventNames);

  it('are read, those of every kind', () => {
    const unions = new Set(events.map(({ at }) => at.split(' ')[1]));
    expect([...unions]).toEqual(
      expect.arrayContaining([
        'SessionInput',
        'SessionServerEvent',
        'ItemServerEvent',
        'InputServerEvent',
        'OutputServerEvent',
        'SpeechEvent',
        'PlaybackEvent',
        'SessionEvents',
        'ReducedEvents',
        'BudgetEvents',
        'EmulatorEvents',
        'AuditEvent',
        'PressInput',
      ]),
    );
    expect(events.length).toBeGreaterThan(140);
  });

  it('end in a verb of the table, or have the name of their record', () => {
    const isNamed = (name: string) =>
      verbs.includes(/[^-]+$/.exec(name)?.[0] ?? '') || records.includes(name);
    expect(events.filter(({ name }) => !isNamed(name))).toEqual([]);
  });

  it('are where the table has examples, and use all that it lists', () => {
    const names = new Set(events.map(({ name }) => name));
    expect(rows.flatMap(([, , , cell = '']) => quotedIn(cell)).filter((name) => !names.has(name))).toEqual(
      [],
    );
    expect(records.filter((name) => !names.has(name))).toEqual([]);
    const used = new Set(events.map(({ name }) => /[^-]+$/.exec(name)?.[0]));
    expect(verbs.filter((verb) => !used.has(verb))).toEqual([]);
  });
});

describe('the settings', () => {
  const switches = listPublicSymbols(['core', 'hooks', 'ui', 'inspector', 'server', 'emulator']).filter(
    ({ isSwitch }) => isSwitch,
  );
  const named = (pattern: RegExp) =>
    switches.filter(({ name }) => pattern.test(name)).map(({ name, at }) => `${at} ${name}`);

  it('are read', () => {
    expect(switches.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'UseSpokenApprovalOptions.disabled',
        'Metering.cache',
        'SessionCapFault.announced',
      ]),
    );
  });

  it('have no prefix, which is for state', () => {
    // The options of an error are its fields, under the same names.
    expect(
      named(/\.(is|are|has|can|should)[A-Z]/).filter(
        (name) => !name.endsWith(' RealtimeErrorOptions.isRetryable'),
      ),
    ).toEqual([]);
  });

  it('are switched off in one way', () => {
    expect(named(/\.enabled?$/)).toEqual([]);
  });
});

describe('the migration tables', () => {
  const rows = readFiles(/\.md$/, '.changeset')
    .filter(({ text }) => text.includes('| before | after |'))
    .flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('| ') && line.includes('`')))
    // A bar inside of a cell is escaped.
    .map((line) => line.split(/(?<!\\)\|/));

  it('name what is there after the change', () => {
    const code = readProductCode().filter(({ path }) => /^packages\/\w+\/src\//.test(path));
    const words = new Set(code.flatMap(({ text }) => text.match(/[A-Za-z][\w-]*/g) ?? []));
    const unknown = rows.flatMap(([, , after = '']) =>
      quotedIn(after).flatMap((name) =>
        (name.match(/[A-Za-z][\w-]*/g) ?? []).filter((word) => !words.has(word)),
      ),
    );
    expect(unknown).toEqual([]);
  });
});

describe('the options of a hook', () => {
  const names = listPublicSymbols(['hooks'])
    .filter(({ at, kind }) => kind === 'declaration' && at.startsWith('packages/hooks/'))
    .map(({ name }) => name);
  const options = names.filter((name) => name.endsWith('Options'));

  it('are named after the hook', () => {
    expect(options).toContain('UseRealtimeSessionOptions');
    const hookOf = (name: string) => name.replace(/^U(.*)Options$/, 'u$1');
    expect(
      options.filter((name) => !/^use[A-Z]/.test(hookOf(name)) || !names.includes(hookOf(name))),
    ).toEqual([]);
  });
});
