/** What the page is told by its server. */
export interface DemoConfig {
  readonly vendors: readonly {
    readonly id: string;
    /** The base URL under which the emulator speaks as this vendor. */
    readonly emulatorUrl: string;
    /** Whether the server has a real key. The key itself never comes here. */
    readonly isRealAvailable: boolean;
  }[];
}

/** Whom the page talks to. */
export interface Choice {
  readonly vendorId: string;
  readonly isReal: boolean;
}

/** Asks the server what there is to talk to. */
export async function fetchDemoConfig(signal: AbortSignal): Promise<DemoConfig> {
  const response = await fetch('/api/config', { signal });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return (await response.json()) as DemoConfig;
}
