import type { AgentOutput } from '../../agent/agent.ts';
import { untilAborted } from '../../clock.ts';
import type { Random } from '../../random.ts';
import { createId } from '../../random.ts';
import type { AgentTool } from './agents.ts';
import type { Wire } from './frames.ts';

/** The time for which a request for consent stands, in milliseconds: the emulator's own choice. */
const APPROVAL_MS = 30_000;

export interface ToolPorts {
  readonly tools: readonly AgentTool[];
  readonly random: Random;
  readonly now: () => number;
  readonly send: (type: string, payload: Wire) => void;
  readonly later: (delayMs: number, run: () => void) => () => void;
}

interface Answer {
  readonly text: string;
  readonly isError: boolean;
}

type Call = Extract<AgentOutput, { type: 'tool-call' }>;

/** Calls the client's tools, and plays the remote ones. */
export class ToolCalls {
  readonly #ports: ToolPorts;
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  constructor(ports: ToolPorts) {
    this.#ports = ports;
  }

  /** Takes a client's tool result. A late or unrequested result is ignored. */
  settle(id: string, text: string, isError: boolean): void {
    this.#waiting.get(id)?.({ text, isError });
  }

  /** Calls a tool. Returns its output for the model. Rejects when the user interrupts. */
  async call({ name, arguments: parameters }: Call, eventId: number, signal: AbortSignal): Promise<string> {
    const { tools, random, send } = this.#ports;
    const tool = tools.find((entry) => entry.name === name);
    const tool_call_id = createId(random, 'call');
    const shared = { tool_name: name, tool_call_id, tool_type: tool?.type ?? 'client', event_id: eventId };
    send('agent_tool_request', { agent_tool_request: shared });
    if (tool?.type === 'mcp') return this.#callRemote(tool, tool_call_id, parameters, signal);
    send('client_tool_call', {
      client_tool_call: { tool_name: name, tool_call_id, parameters, event_id: eventId },
    });
    if (!tool?.expectsResponse) return 'The tool was called.';
    const { text, isError } = await this.#wait(tool_call_id, tool.timeoutMs, signal, {
      text: '{"error":"The tool call timed out."}',
      isError: true,
    });
    send('agent_tool_response', { agent_tool_response: { ...shared, is_error: isError, is_called: true } });
    return isError ? JSON.stringify({ error: text }) : text;
  }

  async #callRemote(
    { name, description, isApprovalNeeded }: AgentTool,
    tool_call_id: string,
    parameters: Wire,
    signal: AbortSignal,
  ): Promise<string> {
    const { send, now } = this.#ports;
    const report = (state: string, more: Wire = {}) =>
      send('mcp_tool_call', {
        mcp_tool_call: {
          service_id: 'emulated',
          tool_call_id,
          tool_name: name,
          tool_description: description,
          parameters,
          timestamp: new Date(now()).toISOString(),
          state,
          ...more,
        },
      });
    report('loading');
    if (isApprovalNeeded) {
      report('awaiting_approval', { approval_timeout_secs: APPROVAL_MS / 1000 });
      const { text } = await this.#wait(tool_call_id, APPROVAL_MS, signal, { text: '', isError: true });
      if (text !== 'approved') {
        report('failure', { error_message: 'The user did not approve the call.' });
        return '{"error":"The user did not approve the call."}';
      }
    }
    report('success', { result: [{ type: 'text', text: 'The remote tool has done it.' }] });
    return 'The remote tool has done it.';
  }

  async #wait(id: string, timeoutMs: number, signal: AbortSignal, late: Answer): Promise<Answer> {
    let stop = () => {};
    const answer = new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
      if (timeoutMs >= 0) stop = this.#ports.later(timeoutMs, () => resolve(late));
    });
    try {
      return await untilAborted(answer, signal);
    } finally {
      stop();
      this.#waiting.delete(id);
    }
  }
}
