import type { CredentialMinter, SessionConfig } from '@repartee/core/server';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { AuditEvent } from '../src/audit/audit-event.ts';
import { createRelay } from '../src/relay/create-relay.ts';
import type { Relay, RelayOptions } from '../src/relay/relay-options.ts';
import { listen } from './listen.ts';

/** The secret of the tickets in tests. */
export const SECRET = 'a secret of the test, long enough for tickets';

/** A relay on a port of its own, and the clients of a test. */
export interface World {
  readonly relay: Relay;
  readonly events: AuditEvent[];
  /** The errors that the relay has logged. */
  readonly errors: object[];
  /** Gets a ticket, and says where the adapter in a browser connects with it. */
  plan(name: string, config?: SessionConfig): Promise<{ url: string; protocols: readonly string[] }>;
  /** Gets a ticket, and connects with it as the adapter in a browser does. */
  open(name: string): Promise<Client>;
}

/** A client of the relay, as a browser is one. */
export interface Client {
  readonly socket: WebSocket;
  readonly frames: string[];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  send(frames: readonly unknown[]): void;
}

/** Starts a relay until the test ends. */
export async function startRelay(options: Omit<RelayOptions, 'url' | 'secret'>): Promise<World> {
  const events: AuditEvent[] = [];
  const errors: object[] = [];
  let relay: Relay | null = null;
  const { server, origin } = await listen((_, response) => response.writeHead(404).end());
  server.on('upgrade', (request, socket, head) => void relay?.handleUpgrade(request, socket, head));
  const created = createRelay({
    url: `${origin.replace('http', 'ws')}/relay`,
    secret: SECRET,
    audit: (event) => events.push(event),
    logger: { info() {}, warn() {}, error: (details) => errors.push(details) },
    ...options,
  });
  relay = created;
  const plan = async (name: string, config: SessionConfig = {}) => {
    const minter = created.minters.find(({ adapterId }) => adapterId === name) as CredentialMinter;
    const given = options.routes.find(({ adapter }) => adapter.id === name)?.adapter;
    if (!given) throw new Error(`There is no route to ${name}.`);
    const adapter = 'load' in given ? await given.load() : given;
    const credential = await minter.mint({ userId: 'ann', config });
    const planned = adapter.plan({ credential, config: {}, resumeHandle: null });
    if (planned.kind !== 'websocket') throw new Error(`${name} plans ${planned.kind}.`);
    return planned;
  };
  const open = async (name: string) => {
    const { url, protocols } = await plan(name);
    return connect(url, protocols);
  };
  return { relay: created, events, errors, plan, open };
}

/** Connects, and waits until the socket is open. */
export async function connect(url: string, protocols: readonly string[], origin?: string): Promise<Client> {
  const socket = new WebSocket(url, [...protocols], { ...(origin && { origin }) });
  onTestFinished(() => socket.terminate());
  const frames: string[] = [];
  socket.on('message', (data: Buffer) => frames.push(data.toString()));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const send = (all: readonly unknown[]) => {
    for (const frame of all) socket.send(frame as string);
  };
  return { socket, frames, closed, send };
}
