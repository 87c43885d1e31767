import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { attributeName } from './internal/attributesOf.ts';

const parts = path.join(import.meta.dirname, 'parts');
const files = readdirSync(parts, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx') && !/\.(test|stories)\./.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(parts, file), 'utf8') }));

/** The fields of each part's state type, and the types that it extends. */
const states = new Map<string, { readonly fields: readonly string[]; readonly bases: readonly string[] }>();
for (const { file, text } of files) {
  new Visitor({
    TSInterfaceDeclaration({ id, body, extends: heritage }) {
      if (!id.name.endsWith('State')) return;
      const fields = body.body.flatMap((member) =>
        member.type === 'TSPropertySignature' && member.key.type === 'Identifier' ? [member.key.name] : [],
      );
      const bases = heritage.flatMap(({ expression }) =>
        expression.type === 'Identifier' ? [expression.name] : [],
      );
      states.set(id.name, { fields, bases });
    },
  }).visit(parseSync(file, text).program);
}

/** The attributes of a state type, with those of the types that it extends; `undefined` where there is no such interface. */
const attributesOf = (name: string): readonly string[] | undefined => {
  const state = states.get(name);
  if (!state) return undefined;
  const names = [
    ...state.fields.map(attributeName),
    ...state.bases.flatMap((base) => attributesOf(base) ?? []),
  ];
  return [...new Set(names)].toSorted();
};

/** The attributes that the docs of each exported part list. */
const docs = new Map<string, readonly string[]>();
for (const { text } of files) {
  for (const [, comment = '', name = ''] of text.matchAll(
    /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:function|const) ([A-Z]\w+)/g,
  )) {
    const [, list] = /Attributes:([^]*?)\n \*\n/.exec(comment) ?? [];
    docs.set(name, list?.match(/data-[\w-]+/g) ?? []);
  }
}

describe('the docs of', () => {
  const index = readFileSync(path.join(parts, '../index.ts'), 'utf8');
  const documented = [...docs].filter(([name]) => new RegExp(`^export \\{ ${name} \\}`, 'm').test(index));
  it.each(documented)('%s list the attributes of its state', (name, attributes) => {
    expect(attributes.toSorted()).toEqual(attributesOf(`${name.replace(/View$/, '')}State`));
  });

  it.each(documented)('%s and the README agree', (_name, attributes) => {
    const readme = readFileSync(path.join(parts, '../../README.md'), 'utf8');
    expect(attributes.filter((attribute) => !readme.includes(`\`${attribute}\``))).toEqual([]);
  });

  it('all parts are found', () => {
    expect(documented.length).toBeGreaterThan(20);
  });
});
