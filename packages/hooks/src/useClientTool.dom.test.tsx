import { render } from '@testing-library/react';
import { Component, StrictMode } from 'react';
import type { ReactNode } from 'react';
import { expect, it, vi } from 'vitest';

import { RealtimeError } from '@repartee/core';
import type { AnyClientTool, RealtimeSession } from '@repartee/core';
import { createStaticSession } from '@repartee/core/testing';

import { renderStrict } from '../test/render-strict.tsx';
import { silenceErrors } from '../test/silence-errors.ts';
import { SessionProvider, useClientTool } from './index.ts';

/** A session that holds the tools registered now, oldest first. */
function createToolSession() {
  const held = new Set<AnyClientTool>();
  const register = vi.fn<RealtimeSession['tools']['register']>((tool) => {
    held.add(tool);
    return () => void held.delete(tool);
  });
  const plain = createStaticSession();
  const session: RealtimeSession = { ...plain, tools: { ...plain.tools, register } };
  return { session, register, tools: () => [...held] };
}

const context = { callId: 'call', itemId: 'item', signal: new AbortController().signal };

interface PaintProps {
  readonly colour: string;
  readonly description?: string;
  readonly limit?: number;
}

function Paint({ colour, description = 'Paints', limit = 9 }: PaintProps) {
  useClientTool({
    name: 'paint',
    description,
    parameters: { type: 'object', properties: { coats: { type: 'number', maximum: limit } } },
    execute: ({ coats }: { readonly coats: number }) => `${coats} coats of ${colour}`,
  });
  return null;
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    return this.state.error ? this.state.error.message : this.props.children;
  }
}

it('is there while the component is, once, StrictMode or not', () => {
  const { session, tools } = createToolSession();
  const { unmount } = renderStrict(<Paint colour="red" />, session);
  expect(tools().map((tool) => tool.name)).toEqual(['paint']);
  unmount();
  expect(tools()).toEqual([]);
});

it('runs the handler of the latest render and is not declared anew for it', () => {
  const { session, register, tools } = createToolSession();
  const { rerender } = renderStrict(<Paint colour="red" />, session);
  const registrations = register.mock.calls.length;
  rerender(<Paint colour="blue" />);
  expect(register).toHaveBeenCalledTimes(registrations);
  expect(tools()[0]?.execute({ coats: 2 }, context)).toBe('2 coats of blue');
});

it('is declared anew when what the model is told changes by value', () => {
  const { session, register, tools } = createToolSession();
  const { rerender } = renderStrict(<Paint colour="red" />, session);
  const registrations = register.mock.calls.length;
  rerender(<Paint colour="red" description="Paints the page" />);
  expect(register).toHaveBeenCalledTimes(registrations + 1);
  rerender(<Paint colour="red" description="Paints the page" limit={3} />);
  expect(register).toHaveBeenCalledTimes(registrations + 2);
  expect(tools()).toHaveLength(1);
  expect(tools()[0]).toMatchObject({
    description: 'Paints the page',
    parameters: { properties: { coats: { maximum: 3 } } },
  });
});

it('validates by the schema, time and rules of the latest render', () => {
  const { session, register, tools } = createToolSession();
  function Slow({ timeoutMs }: { readonly timeoutMs: number }) {
    useClientTool({
      name: 'wait',
      timeoutMs,
      onInterruption: 'continue',
      respond: false,
      execute: () => {},
    });
    return null;
  }
  const { rerender } = renderStrict(<Slow timeoutMs={100} />, session);
  const registrations = register.mock.calls.length;
  rerender(<Slow timeoutMs={200} />);
  expect(register).toHaveBeenCalledTimes(registrations);
  expect(tools()[0]).toMatchObject({ timeoutMs: 200, onInterruption: 'continue', respond: false });
  expect(tools()[0]?.parameters).toBeUndefined();
});

it('moves with its provider to another session', () => {
  const [first, second] = [createToolSession(), createToolSession()];
  const ui = (session: RealtimeSession) => (
    <StrictMode>
      <SessionProvider session={session}>
        <Paint colour="red" />
      </SessionProvider>
    </StrictMode>
  );
  const { rerender } = render(ui(first.session));
  rerender(ui(second.session));
  expect(first.tools()).toEqual([]);
  expect(second.tools()).toHaveLength(1);
});

it('hands a tool that cannot be declared to the error boundary', () => {
  const endSilence = silenceErrors();
  const plain = createStaticSession();
  const register = () => {
    throw new RealtimeError('invalid-config', 'Give the tool a `jsonSchema`.');
  };
  const session: RealtimeSession = { ...plain, tools: { ...plain.tools, register } };
  const ui = (
    <Boundary>
      <Paint colour="red" />
    </Boundary>
  );
  expect(renderStrict(ui, session).container.textContent).toBe('Give the tool a `jsonSchema`.');
  endSilence();
});
