import type { ToolDeclaration } from '../protocol/tool-declaration.ts';
import type { AnyClientTool } from './client-tool.ts';
import { declareTool } from './tool-declarations.ts';

/** Holds the app's tools. What runs them is loaded with the first call. */
export interface ToolRegistry {
  /**
   * Adds a tool and returns the function that takes it away. A later tool of the same name wins until it is removed.
   * Calls that are running when their tool is removed continue: the model still waits for them.
   *
   * @throws RealtimeError `invalid-config` when the tool cannot be declared to a model.
   */
  register(tool: AnyClientTool): () => void;
  /** The declarations for the model, in the order in which the names were first added. */
  declarations(): readonly ToolDeclaration[];
  find(name: string): AnyClientTool | undefined;
}

interface Registration {
  readonly tool: AnyClientTool;
  readonly declaration: ToolDeclaration;
}

/** Creates a registry without tools. */
export function createToolRegistry(): ToolRegistry {
  const registrations = new Map<string, readonly Registration[]>();
  return {
    register(tool) {
      const registration = { tool, declaration: declareTool(tool) };
      const { name } = registration.declaration;
      registrations.set(name, [...(registrations.get(name) ?? []), registration]);
      return () => {
        const left = registrations.get(name)?.filter((other) => other !== registration) ?? [];
        if (left.length > 0) registrations.set(name, left);
        else registrations.delete(name);
      };
    },
    declarations: () => [...registrations.values()].flatMap((same) => same.at(-1)?.declaration ?? []),
    find: (name) => registrations.get(name)?.at(-1)?.tool,
  };
}
