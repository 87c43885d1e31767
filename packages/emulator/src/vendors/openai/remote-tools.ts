import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import { createItem } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import type { Wire } from './frames.ts';

export interface RemoteToolsOptions {
  readonly random: Random;
  readonly conversation: Conversation;
  readonly send: (event: Wire) => void;
}

/**
 * Remote tool servers (MCP) run on the vendor's side. The emulator calls no other server: it accepts their declaration
 * and reports, with the vendor's own events, that listing their tools failed.
 */
export class RemoteTools {
  readonly #options: RemoteToolsOptions;
  readonly #known = new Set<string>();

  constructor(options: RemoteToolsOptions) {
    this.#options = options;
  }

  /** Answers the servers of a configuration that are new. */
  declare(tools: unknown): void {
    const { random, conversation, send } = this.#options;
    for (const tool of (tools ?? []) as readonly Wire[]) {
      const label = String(tool['server_label']);
      if (tool['type'] !== 'mcp' || this.#known.has(label)) continue;
      this.#known.add(label);
      const wire = { id: createId(random, 'mcpl'), type: 'mcp_list_tools', server_label: label, tools: [] };
      const about = { previous_item_id: conversation.add(createItem({ wire })), item: wire };
      send({ type: 'conversation.item.added', ...about });
      send({ type: 'mcp_list_tools.in_progress', item_id: wire.id });
      send({ type: 'mcp_list_tools.failed', item_id: wire.id });
      send({ type: 'conversation.item.done', ...about });
    }
  }
}
