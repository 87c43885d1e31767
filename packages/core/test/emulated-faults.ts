import { inject } from 'vitest';

/** A fault as the control route of the emulator takes it. */
type Fault = Readonly<Record<string, unknown>> & { readonly kind: string };

interface Sessions {
  readonly sessions: readonly { readonly session: number; readonly isOpen: boolean }[];
}

const address = () => `${inject('emulatorOrigin')}/__faults`;

async function post(body: { readonly fault: Fault; readonly session?: number }): Promise<void> {
  const response = await fetch(address(), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The fault was refused: ${await response.text()}`);
}

/** Makes a fault happen when its trigger says so. */
export async function addFault(fault: Fault): Promise<void> {
  await post({ fault });
}

/** Makes a fault happen now, on the newest connection of the emulator. */
export async function injectFault(fault: Fault): Promise<void> {
  const { sessions } = (await (await fetch(address())).json()) as Sessions;
  const newest = sessions.findLast(({ isOpen }) => isOpen);
  await post({ fault, ...(newest && { session: newest.session }) });
}
