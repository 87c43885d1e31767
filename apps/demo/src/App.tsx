import { useEffect, useMemo, useState } from 'react';
import type { RealtimeSessionOptions } from '@repartee/core';
import { Conversation } from './Conversation.tsx';
import { createSpeech, fetchDemoConfig, listChoices } from './demo-config.ts';
import type { Choice, DemoConfig } from './demo-config.ts';
import { Header } from './Header.tsx';
import { useTheme } from './useTheme.ts';
import { VENDORS } from './vendors.ts';
import type { Transport, Vendor } from './vendors.ts';

interface Loaded {
  readonly choice: Choice;
  readonly vendor: Vendor;
  readonly transport: Transport | undefined;
  readonly adapter: RealtimeSessionOptions['adapter'];
}

/** A link may ask for a transport: `?transport=websocket`. */
function readTransport(): Transport | null {
  const asked = new URLSearchParams(location.search).get('transport');
  return asked === 'webrtc' || asked === 'websocket' ? asked : null;
}

/** The page: whom to talk to, and the talk. */
export function App() {
  const [theme, setTheme] = useTheme();
  const [config, setConfig] = useState<DemoConfig | null>(null);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [wanted, setTransport] = useState(readTransport);
  const [isVoiceWanted, setVoice] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    fetchDemoConfig(controller.signal).then(setConfig, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(String(error));
    });
    return () => controller.abort();
  }, []);

  const choices = useMemo(() => (config ? listChoices(config) : []), [config]);
  const choice = chosen ?? choices[0] ?? null;
  const transports = VENDORS.find(({ id }) => id === choice?.vendorId)?.transports ?? [];
  const transport = transports.find((entry) => entry === wanted) ?? transports[0];
  const { loaded, failed } = useAdapter(config, choice, transport);
  const canWrite = !loaded || canWriteWith(loaded);
  const isVoice = isVoiceWanted || !canWrite;
  return (
    <div className="demo">
      <Header
        choices={choices}
        choice={choice}
        onChoose={setChosen}
        transports={transports}
        transport={transport}
        onTransportChange={setTransport}
        isVoice={isVoice}
        canWrite={canWrite}
        onVoiceChange={setVoice}
        theme={theme}
        onThemeChange={setTheme}
      />
      <NobodyThere problem={problem} isEmpty={config !== null && choices.length === 0} />
      {failed && <LoadProblem vendor={failed} />}
      {loaded && (
        // Whoever has chosen somebody else must not start a talk with the one before.
        <div className="demo-whole" inert={loaded.choice !== choice || loaded.transport !== transport}>
          <Conversation
            key={`${loaded.choice.vendorId} ${loaded.choice.isReal} ${loaded.transport} ${isVoice}`}
            adapter={loaded.adapter}
            choice={loaded.choice}
            voices={loaded.vendor.voices}
            loadPrices={loaded.vendor.loadPrices}
            speech={config && createSpeech(config, loaded.choice)}
            isVoice={isVoice}
            onWrite={() => setVoice(false)}
            onThemeChange={setTheme}
          />
        </div>
      )}
    </div>
  );
}

interface NobodyThereProps {
  /** Why the demo's server did not answer. */
  readonly problem: string | null;
  /** Whether it answered that there is nobody. */
  readonly isEmpty: boolean;
}

/** Says why there is nobody to talk to. */
function NobodyThere({ problem, isEmpty }: NobodyThereProps) {
  return (
    <>
      {problem && (
        <p role="alert" className="demo-problem">
          The demo’s server cannot be reached, so there is nobody to talk to. Start it with{' '}
          <code>npm start</code>. ({problem})
        </p>
      )}
      {isEmpty && (
        <p role="alert" className="demo-problem">
          This server runs no emulator and has no vendor’s key, so there is nobody to talk to.
        </p>
      )}
    </>
  );
}

/** Whether one can write to the vendor, and it writes back. */
function canWriteWith({ adapter: { capabilities } }: Loaded): boolean {
  return capabilities.canSendText && capabilities.outputModalities.includes('text');
}

function LoadProblem({ vendor }: { readonly vendor: Vendor }) {
  return (
    <p role="alert" className="demo-problem">
      The code that talks to {vendor.name} could not be loaded. Check that the server is running, then reload
      the page.
    </p>
  );
}

interface AdapterState {
  readonly loaded: Loaded | null;
  /** The vendor whose adapter could not be loaded. */
  readonly failed: Vendor | null;
}

/** Loads the adapter of the chosen vendor; until it is there the page shows what it has. */
function useAdapter(
  config: DemoConfig | null,
  choice: Choice | null,
  transport: Transport | undefined,
): AdapterState {
  const [state, setState] = useState<AdapterState>({ loaded: null, failed: null });
  useEffect(() => {
    const vendor = VENDORS.find((entry) => entry.id === choice?.vendorId);
    const known = config?.vendors.find((entry) => entry.id === choice?.vendorId);
    if (!choice || !vendor || !known) return undefined;
    let isCurrent = true;
    const settle = (next: AdapterState) => {
      if (isCurrent) setState(next);
    };
    vendor.loadAdapter(choice.isReal ? undefined : (known.emulatorUrl ?? undefined), transport).then(
      (adapter) => settle({ loaded: { choice, vendor, transport, adapter }, failed: null }),
      () => settle({ loaded: null, failed: vendor }),
    );
    return () => {
      isCurrent = false;
    };
  }, [config, choice, transport]);
  return state;
}
