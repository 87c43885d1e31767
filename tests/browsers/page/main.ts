import { createRealtimeSession } from '../../../packages/core/src/index.ts';
import type { RealtimeSession } from '../../../packages/core/src/index.ts';
import type { DemoConfig } from '../../../apps/demo/src/demo-config.ts';
import { VENDORS } from '../../../apps/demo/src/vendors.ts';
import type { Transport } from '../../../apps/demo/src/vendors.ts';

const query = new URLSearchParams(location.search);
const id = query.get('vendor') ?? '';
const transport = (query.get('transport') ?? 'websocket') as Transport;
const isWritten = query.has('written');

/** The state of the page that a test reads. */
export interface PageReport {
  readonly status: string;
  readonly phase: string;
  readonly microphone: string;
  readonly isPlaybackBlocked: boolean;
  readonly connection: number;
  /** The codes of the errors so far. */
  readonly errors: readonly string[];
  /** The code with which the last `connect` was refused. */
  readonly refusal: string | null;
  /** The messages of the agent and the user, in order. */
  readonly messages: readonly { readonly role: string; readonly text: string; readonly state: string }[];
}

/** The functions of the page that a test uses. */
export interface Kit {
  readonly session: RealtimeSession;
  report(): PageReport;
}

declare global {
  // The page is driven from outside.
  // oxlint-disable-next-line vars-on-top, no-var
  var kit: Kit;
}

/** One session, whose button connects it. */
async function start(): Promise<Kit> {
  const vendor = VENDORS.find((entry) => entry.id === id);
  if (!vendor) throw new Error(`There is no vendor “${id}”.`);
  const config = (await (await fetch('/api/config')).json()) as DemoConfig;
  const emulated = config.vendors.find((entry) => entry.id === id)?.emulatorUrl ?? undefined;
  const session = createRealtimeSession({
    adapter: await vendor.loadAdapter(emulated, transport),
    credential: `/api/realtime/${id}/emulated/credential?transport=${transport}`,
    ...(isWritten ? { microphone: false as const } : { bargeIn: { preset: 'balanced' as const } }),
  });
  const errors: string[] = [];
  let refusal: string | null = null;
  session.on('error', ({ code }) => errors.push(code));
  document.querySelector('#connect')?.addEventListener('click', () => {
    session.connect().catch((error: { code?: string }) => {
      refusal = error.code ?? String(error);
    });
  });
  return {
    session,
    report() {
      const { transcript, ...state } = session.store.getState();
      const entries = transcript.order.map((key) => transcript.live.get(key) ?? transcript.archive.get(key));
      return {
        status: state.status,
        phase: state.phase,
        microphone: state.microphone,
        isPlaybackBlocked: state.isPlaybackBlocked,
        connection: state.connection,
        errors,
        refusal,
        messages: entries.flatMap((entry) =>
          entry?.kind === 'message' ? [{ role: entry.role, text: entry.text, state: entry.state }] : [],
        ),
      };
    },
  };
}

globalThis.kit = await start();
document.title = 'ready';
