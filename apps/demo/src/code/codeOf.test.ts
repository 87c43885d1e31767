import * as ui from '@repartee/ui';
import { transformWithOxc } from 'vite';
import { expect, it } from 'vitest';
import { CASES } from '../cases/cases.ts';
import { setupOf } from '../drawer/setup.ts';
import { TEMPLATES } from '../templates/templates.ts';
import { VENDORS } from '../vendors.ts';
import { codeOf } from './codeOf.ts';

const capabilities = { turnDetection: ['server'], canCommitTurns: true } as const;

it.each(
  VENDORS.flatMap((vendor) =>
    (vendor.transports ?? [undefined]).flatMap((transport) =>
      CASES.flatMap((example) => TEMPLATES.map((template) => ({ vendor, transport, example, template }))),
    ),
  ),
)('writes a page for $vendor.name, $transport, $example.name, $template.name', async (screen) => {
  const setup = setupOf(screen.example, { instructions: 'Don’t say \'no\'. "Ever."' }, [], capabilities);
  const code = codeOf({ ...screen, setup });
  // It throws where the text is not valid TypeScript.
  const { code: compiled } = await transformWithOxc(code, 'page.tsx');
  expect(compiled).toContain(screen.vendor.id);
  for (const part of screen.template.parts) {
    expect(ui).toHaveProperty(part);
    expect(code).toContain(`<${part}`);
  }
  expect(code.includes("from './tools'")).toBe(screen.example.tools.length > 0);
  for (const { name } of screen.example.tools) expect(screen.example.toolsCode).toContain(`name: '${name}'`);
});
