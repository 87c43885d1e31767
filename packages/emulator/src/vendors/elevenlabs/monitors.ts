import * as v from 'valibot';
import type { EventConnection } from '../../event-connection.ts';
import { Fault } from './frames.ts';
import type { Wire } from './frames.ts';

/** The number of events of a conversation that are kept for a monitor that comes later (docs, 2026: about 100). */
const KEPT = 100;

/** The messages that no monitor gets (docs, 2026). */
const UNMONITORED: ReadonlySet<string> = new Set(['audio', 'ping', 'vad_score', 'internal_turn_probability']);

/** The commands of a monitor (docs, 2026). A takeover and a transfer need a person and a telephone, which the emulator lacks. */
const command = v.variant('command_type', [
  v.strictObject({ command_type: v.literal('end_call') }),
  v.strictObject({
    command_type: v.literal('contextual_update'),
    parameters: v.strictObject({ contextual_update: v.string() }),
  }),
]);

/** The actions of a monitor on a conversation. */
export interface MonitoredConversation {
  readonly isAllowed: boolean;
  end(): void;
  learn(text: string): void;
}

interface Running {
  readonly conversation: MonitoredConversation;
  readonly kept: string[];
  readonly monitors: Set<EventConnection>;
}

/** The conversations that can be monitored: those that have started and not ended. */
export class Monitors {
  readonly #running = new Map<string, Running>();

  open(id: string, conversation: MonitoredConversation): void {
    this.#running.set(id, { conversation, kept: [], monitors: new Set() });
  }

  /** Passes an event on to the monitors of a conversation. */
  observe(id: string, frame: Wire): void {
    const running = this.#running.get(id);
    if (!running || UNMONITORED.has(String(frame['type']))) return;
    const text = JSON.stringify(frame);
    running.kept.push(text);
    if (running.kept.length > KEPT) running.kept.shift();
    for (const monitor of running.monitors) monitor.send(text);
  }

  close(id: string): void {
    const running = this.#running.get(id);
    this.#running.delete(id);
    for (const monitor of running?.monitors ?? []) monitor.close(1000, '');
  }

  /** Joins a conversation. How the vendor refuses is not documented: a close is the emulator's own choice. @throws Fault */
  join(id: string, monitor: EventConnection): void {
    const running = this.#running.get(id);
    if (!running) throw new Fault('document_not_found', `No conversation '${id}' is going on.`);
    const { conversation, kept, monitors } = running;
    if (!conversation.isAllowed) throw new Fault('monitoring_disabled', 'The agent allows no monitoring.');
    monitors.add(monitor);
    monitor.listen({
      onMessage: (text) => this.#obey(text, conversation, monitor),
      onClose: () => void monitors.delete(monitor),
    });
    for (const text of kept) monitor.send(text);
  }

  #obey(text: string | null, conversation: MonitoredConversation, monitor: EventConnection): void {
    const asked = v.safeParse(command, parse(text));
    if (!asked.success) return monitor.close(1008, 'The command is not valid.');
    const { output } = asked;
    if (output.command_type === 'end_call') conversation.end();
    else conversation.learn(output.parameters.contextual_update);
  }
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null; // Refused as any other command that is none.
  }
}
