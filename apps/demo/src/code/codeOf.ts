import type { Case } from '../cases/Case.ts';
import type { Setup } from '../drawer/setup.ts';
import type { Template } from '../templates/templates.ts';
import type { Transport, Vendor } from '../vendors.ts';

interface CodeOptions {
  /** Its id is the name of the adapter and of its entry, too. */
  readonly vendor: Pick<Vendor, 'id' | 'transports' | 'transportCode'>;
  readonly transport: Transport | undefined;
  readonly example: Case;
  readonly template: Template;
  readonly setup: Setup;
}

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

/** Writes the app that is on the screen: its vendor, its case and its parts. */
export function codeOf({ vendor, transport, example, template, setup }: CodeOptions): string {
  const { id, transports = [], transportCode } = vendor;
  const own = transport === transports[0] ? undefined : transportCode;
  const names = example.tools.map(({ name }) => nameOf(name));
  const eyes = example.sees ? ['CameraPreview', 'ScreenPreview'] : [];
  const config = [
    `instructions:\n  ${quote(setup.instructions)},`,
    ...(setup.voice === null ? [] : [`voice: ${quote(setup.voice)},`]),
  ];
  const options = [
    'adapter,',
    "credential: '/api/realtime',",
    `config: {\n${indent(config.join('\n'), 2)}\n},`,
    ...(names.length > 0 ? [`tools: [${names.join(', ')}],`] : []),
    ...(setup.inputMode === 'push-to-talk' ? ["inputMode: 'push-to-talk',"] : []),
    "bargeIn: { preset: 'balanced' },",
  ];
  return [
    `import { ${id} } from '@repartee/core/adapters/${id}';`,
    ...(own?.imports ? [own.imports] : []),
    "import { SessionProvider, useRealtimeSession } from '@repartee/hooks';",
    `import { ${[...template.parts, ...eyes].join(', ')} } from '@repartee/ui';`,
    "import '@repartee/ui/styles.css';",
    ...(names.length > 0 ? [`import { ${names.join(', ')} } from './tools';`] : []),
    '',
    `const adapter = ${id}(${own?.options ?? ''});`,
    '',
    'export function VoicePage() {',
    `  const { session } = useRealtimeSession({\n${indent(options.join('\n'), 4)}\n  });`,
    '  return (',
    '    <SessionProvider session={session}>',
    ...eyes.map((part) => `      <${part} />`),
    indent(template.markup.replaceAll('{seed}', quote(example.name).replaceAll("'", '"')), 6),
    '    </SessionProvider>',
    '  );',
    '}',
    '',
  ].join('\n');
}

/** `look_up_order` is `lookUpOrder` in the app. */
function nameOf(tool: string): string {
  return tool.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
