import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'oxc-parser';
import { listFiles, root } from './sources.ts';

/** A declaration that an app can import, or a field of one. */
export interface PublicSymbol {
  readonly name: string;
  /** `packages/…/file.ts:line` */
  readonly at: string;
  /** The text of its doc comment; `null` without one. */
  readonly doc: string | null;
  /** `setting` is a field of an interface or of an alias that apps fill in, by its name. */
  readonly kind: 'declaration' | 'setting';
  /** Whether it is a setting that is on or off. */
  readonly isSwitch: boolean;
}

/** The names of types that apps fill in. */
const SETTINGS =
  /(Options|Props|Config|Setup|Settings|Limits|Policy|Rules|Metering|Prices|Table|Tool|Detection|Fault)$/;

type Exports = Readonly<Record<string, string>>;
type Program = ReturnType<typeof parseSync>['program'];
type Declaration = NonNullable<
  Extract<Program['body'][number], { readonly type: 'ExportNamedDeclaration' }>['declaration']
>;
type Member = Extract<Declaration, { readonly type: 'TSInterfaceDeclaration' }>['body']['body'][number];
type TypeNode = Extract<Declaration, { readonly type: 'TSTypeAliasDeclaration' }>['typeAnnotation'];

/** The source files behind the `exports` of a package's manifest. */
function entriesOf(name: string): readonly string[] {
  const folder = `packages/${name}`;
  const manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as {
    readonly exports: Exports;
  };
  const files = listFiles(folder);
  return Object.values(manifest.exports)
    .filter((target) => /\.tsx?$/.test(target))
    .flatMap((target) => {
      const pattern = new RegExp(
        `^${folder}/${target
          .slice(2)
          .replaceAll('.', String.raw`\.`)
          .replace('*', '[^/]+')}$`,
      );
      return files.filter((file) => pattern.test(file));
    });
}

type Add = (
  name: string,
  start: number,
  docStart: number,
  kind: PublicSymbol['kind'],
  isSwitch?: boolean,
) => void;

class Reader {
  readonly found = new Map<string, PublicSymbol>();

  /** Follows one exported name to its declaration. */
  read(file: string, wanted: ReadonlySet<string> | null): void {
    const text = readFileSync(path.join(root, file), 'utf8');
    const { program, comments } = parseSync(file, text);
    const docBefore = (start: number): string | null => {
      const comment = comments.findLast(({ end }) => end <= start);
      const isNext = comment && text.slice(comment.end, start).trim() === '';
      return isNext && comment.value.startsWith('*') ? comment.value : null;
    };
    const add: Add = (name, start, docStart, kind, isSwitch = false) => {
      const at = `${file}:${text.slice(0, start).split('\n').length}`;
      this.found.set(`${file} ${name}`, { name, at, doc: docBefore(docStart), kind, isSwitch });
    };
    this.#readBody(file, program, wanted, add);
  }

  #readBody(file: string, program: Program, wanted: ReadonlySet<string> | null, add: Add): void {
    for (const node of program.body) {
      if (node.type !== 'ExportNamedDeclaration') continue;
      if (node.source) {
        const names = node.specifiers
          .filter(({ exported }) => wanted === null || wanted.has(nameOf(exported)))
          .map(({ local }) => nameOf(local));
        const target = path.posix.join(path.posix.dirname(file), node.source.value);
        if (names.length > 0 && node.source.value.startsWith('.')) this.read(target, new Set(names));
        continue;
      }
      const { declaration } = node;
      if (!declaration) continue;
      for (const name of declaredNames(declaration)) {
        if (wanted && !wanted.has(name)) continue;
        add(name, declaration.start, node.start, 'declaration');
        if (!SETTINGS.test(name)) continue;
        for (const member of membersOf(declaration)) {
          if (member.type !== 'TSPropertySignature' && member.type !== 'TSMethodSignature') continue;
          const type =
            member.type === 'TSPropertySignature' ? member.typeAnnotation?.typeAnnotation.type : null;
          // The word that tells the variants of a union apart says no more than the variant's own docstring.
          if (type === 'TSLiteralType') continue;
          add(
            `${name}.${nameOf(member.key)}`,
            member.start,
            member.start,
            'setting',
            type === 'TSBooleanKeyword',
          );
        }
      }
    }
  }
}

/** The fields that an interface or an alias writes out; those of a type that it names are read where that one is declared. */
function membersOf(declaration: Declaration): readonly Member[] {
  if (declaration.type === 'TSInterfaceDeclaration') return declaration.body.body;
  return declaration.type === 'TSTypeAliasDeclaration' ? literalMembersOf(declaration.typeAnnotation) : [];
}

function literalMembersOf(node: TypeNode): readonly Member[] {
  if (node.type === 'TSTypeLiteral') return node.members;
  if (node.type === 'TSParenthesizedType') return literalMembersOf(node.typeAnnotation);
  return node.type === 'TSIntersectionType' || node.type === 'TSUnionType'
    ? node.types.flatMap(literalMembersOf)
    : [];
}

function nameOf(node: object): string {
  const { name, value } = node as { readonly name?: string; readonly value?: unknown };
  return name ?? String(value);
}

function declaredNames(declaration: object): readonly string[] {
  const { id, declarations } = declaration as {
    readonly id?: object | null;
    readonly declarations?: readonly { readonly id: object }[];
  };
  if (declarations) return declarations.map((one) => nameOf(one.id));
  return id ? [nameOf(id)] : [];
}

/** Lists what an app can import from the published packages, with the settings of its options. */
export function listPublicSymbols(names: readonly string[]): readonly PublicSymbol[] {
  const reader = new Reader();
  for (const entry of names.flatMap(entriesOf)) reader.read(entry, null);
  return [...reader.found.values()];
}
