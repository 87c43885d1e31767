import type { ClientTool, StandardSchema, ToolContext } from '@repartee/core';
import { assertType, expectTypeOf } from 'vitest';

import { useClientTool } from './useClientTool.ts';

declare const place: StandardSchema<{ readonly city: string; readonly days?: number }>;

// The handler's arguments are those that the schema puts out.
useClientTool({
  name: 'get_weather',
  parameters: place,
  execute(args, context) {
    expectTypeOf(args).toEqualTypeOf<{ readonly city: string; readonly days?: number }>();
    expectTypeOf(context).toEqualTypeOf<ToolContext>();
    return args.city;
  },
});

useClientTool({
  name: 'get_weather',
  parameters: place,
  // @ts-expect-error the schema has no such argument
  execute: ({ country }) => country,
});

useClientTool({
  name: 'get_weather',
  parameters: place,
  // @ts-expect-error the schema says that it is text
  execute: ({ city }: { readonly city: number }) => city,
});

// A JSON Schema says nothing to the compiler: the handler states what it validated.
useClientTool({
  name: 'switch_lamp',
  parameters: { type: 'object', properties: { on: { type: 'boolean' } }, required: ['on'] },
  execute: ({ on }: { readonly on: boolean }) => on,
});

useClientTool({
  name: 'switch_lamp',
  parameters: { type: 'object' },
  execute(args) {
    expectTypeOf(args).toBeUnknown();
  },
});

useClientTool({ name: 'hang_up', execute: () => {} });

// @ts-expect-error a tool needs a handler
useClientTool({ name: 'hang_up' });

// @ts-expect-error a tool needs a name
useClientTool({ execute: () => {} });

// A tool that was made elsewhere fits.
declare const made: ClientTool<{ readonly colour: string }>;
assertType<void>(useClientTool(made));
