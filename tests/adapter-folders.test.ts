import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import type { Function as FunctionNode, ArrowFunctionExpression } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { root } from './support/sources.ts';

/** The files that each adapter has. A maintainer who knows one adapter finds the same parts in the others. */
const SHAPE = [
  'index.ts',
  'options.ts',
  'capabilities.ts',
  'plan.ts',
  'prices.ts',
  'adapter.ts',
  'codec-state.ts',
  'decode.ts',
  'encode.ts',
  'session-payload.ts',
  'errors.ts',
  'server.ts',
  'wire-types.ts',
  'contract.ts',
  'fixture.ts',
  'fixtures.ts',
  'command-fixtures.ts',
  'exchange-fixtures.ts',
];

/** Earlier names of these files. */
const EARLIER = ['facts.ts', 'wire.ts', 'read.ts', 'refused.ts', 'line.ts', 'memory.ts', 'talk.ts'];

/** What these files export. Functions that take the state of a codec take it first. */
const EXPORTS = [
  ['adapter.ts', 'export function createAdapter'],
  ['capabilities.ts', 'export function adapterFacts'],
  ['codec-state.ts', 'export class CodecState extends BaseCodecState<'],
  [
    'decode.ts',
    'export function decode(state: CodecState, frame: string | ArrayBuffer): readonly ServerEvent[] {',
  ],
  ['encode.ts', 'export function encode(state: CodecState, command: ClientCommand): readonly WireFrame[] {'],
  ['errors.ts', 'export function readClose('],
  ['plan.ts', 'export function planConnection('],
] as const;

/** Lists the parameters of a file's functions that are the state of a codec, but have another place or name. */
function misplacedStates(text: string): readonly string[] {
  const found: string[] = [];
  const look = ({ params }: FunctionNode | ArrowFunctionExpression) => {
    for (const [place, { start, end }] of params.entries()) {
      const parameter = text.slice(start, end);
      if (!parameter.endsWith(': CodecState')) continue;
      if (place > 0 || !/^(state|\{[^}]*\}): /.test(parameter)) found.push(`${place + 1}. ${parameter}`);
    }
  };
  new Visitor({
    FunctionDeclaration: look,
    FunctionExpression: look,
    ArrowFunctionExpression: look,
  }).visit(parseSync('codec.ts', text).program);
  return found;
}

const folder = path.join(root, 'packages/core/src/adapters');
const adapters = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the folder of an adapter', () => {
  it.each(adapters)('%s has the common files', (name) => {
    const files = new Set(readdirSync(path.join(folder, name)));
    expect(SHAPE.filter((file) => !files.has(file))).toEqual([]);
    expect(EARLIER.filter((file) => files.has(file))).toEqual([]);
  });

  it.each(adapters)('%s has a codec of the common shape', (name) => {
    const read = (file: string) => readFileSync(path.join(folder, name, file), 'utf8');
    expect(EXPORTS.filter(([file, text]) => !read(file).includes(text))).toEqual([]);
    const files = readdirSync(path.join(folder, name)).filter((file) => /^[\w-]+\.ts$/.test(file));
    expect(files.flatMap((file) => misplacedStates(read(file)).map((at) => `${file}: ${at}`))).toEqual([]);
  });
});
