import path from 'node:path';
import { rolldown } from 'rolldown';
import type { Plugin } from 'rolldown';
import { parseSync } from 'oxc-parser';
import { beforeAll, describe, expect, it } from 'vitest';

const CLIENT = Symbol.for('react.client.reference');
const packages = path.join(import.meta.dirname, '../..');

/**
 * Does what the bundler of a framework with Server Components does: a module that begins with `'use client'` becomes a list
 * of references, one for each export, and a reference has no properties of its own.
 */
const clientReferences: Plugin = {
  name: 'client-references',
  transform(code, id) {
    const { program, module } = parseSync(id, code);
    if (!program.body.some((node) => node.type === 'ExpressionStatement' && node.directive === 'use client'))
      return null;
    const names = module.staticExports.flatMap(({ entries }) =>
      entries.filter((entry) => !entry.isType).map((entry) => entry.exportName.name),
    );
    return names
      .map(
        (name) =>
          `export const ${name} = { $$typeof: Symbol.for('react.client.reference'), name: '${name}' };`,
      )
      .join('\n');
  },
};

let ui: Record<string, unknown>;

beforeAll(async () => {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'index.ts'),
    platform: 'node',
    resolve: {
      conditionNames: ['react-server', 'import'],
      alias: { '@repartee/core': path.join(packages, 'core/src/index.ts') },
    },
    external: ['react'],
    plugins: [clientReferences],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  // React has no hooks and no context under this condition: a use of them outside a client module is an error here.
  const { code } = output[0];
  expect(code).not.toMatch(/from ["']react["']/);
  ui = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<string, unknown>;
});

const isReference = (value: unknown) => (value as { $$typeof?: symbol } | null)?.$$typeof === CLIENT;

describe('in a Server Component', () => {
  it('every part is a component', () => {
    const parts = Object.keys(ui).filter((name) => /^[A-Z][a-z]/.test(name) && name !== 'Transcript');
    expect(parts.length).toBeGreaterThan(20);
    expect(parts.filter((name) => !isReference(ui[name]))).toEqual([]);
  });

  it('`Transcript.Root` and `Transcript.Item` are components', () => {
    const { Root, Item } = ui['Transcript'] as Record<string, unknown>;
    expect([Root, Item]).toEqual([ui['TranscriptRoot'], ui['TranscriptItem']]);
    expect(isReference(Root) && isReference(Item)).toBe(true);
  });

  it('the labels and number formats are plain values', () => {
    expect(ui['englishLabels']).toMatchObject({ connect: 'Start talking' });
    expect(ui['budgetNumbers']).toBeInstanceOf(Function);
  });
});
