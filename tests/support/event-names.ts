import { parseSync } from 'oxc-parser';
import type { SourceFile } from './sources.ts';

/** One event of a union or of a map of events. */
export interface EventName {
  readonly name: string;
  /** `packages/…/file.ts Union` */
  readonly at: string;
}

type Program = ReturnType<typeof parseSync>['program'];
type Alias = Extract<Program['body'][number], { readonly type: 'TSTypeAliasDeclaration' }>;
type TypeNode = Alias['typeAnnotation'];

/** Whether a type of this name holds events. The vendors' own names are on the wire. */
const UNION = /^(?!Wire)\w*(Event|Input)$/;
const MAP = /^(?!Wire)\w*Events$/;

/** The names in the `type` field of the members of a union. A type that is written elsewhere is read there. */
function typesOf(node: TypeNode): readonly string[] {
  switch (node.type) {
    case 'TSParenthesizedType':
      return typesOf(node.typeAnnotation);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return node.types.flatMap(typesOf);
    case 'TSTypeLiteral':
      return node.members.flatMap((member) =>
        member.type === 'TSPropertySignature' && keyOf(member.key) === 'type' && member.typeAnnotation
          ? literalsOf(member.typeAnnotation.typeAnnotation)
          : [],
      );
    default:
      return [];
  }
}

function literalsOf(node: TypeNode): readonly string[] {
  if (node.type === 'TSUnionType') return node.types.flatMap(literalsOf);
  return node.type === 'TSLiteralType' && 'value' in node.literal ? [String(node.literal.value)] : [];
}

function keyOf(key: object): string {
  const { name, value } = key as { readonly name?: string; readonly value?: unknown };
  return name ?? String(value);
}

/** Lists the events of a file: of unions by `type` whose name ends in Event or Input, and of maps whose name ends in Events. */
export function listEventNames(file: SourceFile): readonly EventName[] {
  const { program } = parseSync(file.path, file.text);
  return program.body.flatMap((statement) => {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    const named = (names: readonly string[], type: string) =>
      names.map((name): EventName => ({ name, at: `${file.path} ${type}` }));
    if (node?.type === 'TSTypeAliasDeclaration' && UNION.test(node.id.name))
      return named(typesOf(node.typeAnnotation), node.id.name);
    if (node?.type === 'TSInterfaceDeclaration' && MAP.test(node.id.name))
      return named(
        node.body.body.flatMap((member) =>
          member.type === 'TSPropertySignature' ? [keyOf(member.key)] : [],
        ),
        node.id.name,
      );
    return [];
  });
}
