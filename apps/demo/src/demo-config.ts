/** What the page is told by its server. */
export interface DemoConfig {
  readonly vendors: readonly {
    readonly id: string;
    /** The base URL under which the emulator speaks as this vendor; `null` where no emulator runs. */
    readonly emulatorUrl: string | null;
    /** Whether the server has a real key. The key itself never comes here. */
    readonly isRealAvailable: boolean;
  }[];
}

/** Whom the page talks to. */
export interface Choice {
  readonly vendorId: string;
  readonly isReal: boolean;
}

/** Lists all that the page can offer: each vendor as the emulator plays it, and for real where the server has a key. */
export function listChoices(config: DemoConfig): readonly Choice[] {
  return config.vendors.flatMap(({ id, emulatorUrl, isRealAvailable }) => [
    ...(emulatorUrl === null ? [] : [{ vendorId: id, isReal: false }]),
    ...(isRealAvailable ? [{ vendorId: id, isReal: true }] : []),
  ]);
}

/** Asks the server what there is to talk to. */
export async function fetchDemoConfig(signal: AbortSignal): Promise<DemoConfig> {
  const response = await fetch('/api/config', { signal });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return (await response.json()) as DemoConfig;
}
