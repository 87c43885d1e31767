import { expect, it, vi } from 'vitest';

import type { AnyClientTool, StandardSchema } from '@repartee/core';

import { toolSignature } from './toolSignature.ts';

const tool: AnyClientTool = {
  name: 'set_colour',
  description: 'Paints the page',
  parameters: { type: 'object', properties: { colour: { type: 'string' } } },
  execute: () => 'painted',
};

function createSchema(input: (() => Record<string, unknown>) | null): StandardSchema {
  return {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => ({ value }),
      ...(input ? { jsonSchema: { input } } : {}),
    },
  };
}

it('is the same for what the model cannot tell apart', () => {
  expect(toolSignature({ ...structuredClone({ ...tool, execute: undefined }), execute: () => 'other' })).toBe(
    toolSignature(tool),
  );
  expect(toolSignature({ ...tool, timeoutMs: 5, respond: false })).toBe(toolSignature(tool));
});

it('differs in name, description and schema', () => {
  const others: AnyClientTool[] = [
    { ...tool, name: 'set_color' },
    { ...tool, description: 'Paints the wall' },
    { ...tool, parameters: { type: 'object' } },
    { ...tool, jsonSchema: { type: 'object', required: ['colour'] } },
    { name: tool.name, execute: tool.execute },
  ];
  const signatures = new Set([tool, ...others].map(toolSignature));
  expect(signatures.size).toBe(6);
});

it('asks a schema to describe itself once, and takes the description for its value', () => {
  const describe = vi.fn(() => ({ type: 'object', required: ['colour'] }));
  const parameters = createSchema(describe);
  const first = toolSignature({ ...tool, parameters });
  expect(toolSignature({ ...tool, parameters })).toBe(first);
  expect(describe).toHaveBeenCalledOnce();
  expect(
    toolSignature({ ...tool, parameters: createSchema(() => ({ type: 'object', required: ['colour'] })) }),
  ).toBe(first);
  expect(toolSignature({ ...tool, parameters: createSchema(() => ({ type: 'object' })) })).not.toBe(first);
});

it('leaves it to the registration to refuse a schema that cannot describe itself', () => {
  const throwing = createSchema(() => {
    throw new Error('cannot be represented');
  });
  expect(toolSignature({ ...tool, parameters: throwing })).toBe(
    toolSignature({ ...tool, parameters: createSchema(null) }),
  );
});
