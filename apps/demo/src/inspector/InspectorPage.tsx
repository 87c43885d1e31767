import { useEffect, useState } from 'react';
import type { RealtimeSessionOptions } from '@repartee/core';
import { Inspector, InspectorFile } from '@repartee/inspector';
import { VENDORS } from '../vendors.ts';
import { RECORDINGS } from './recordings.ts';

/** The source of the page: a recording, or a conversation of the demo in another tab. */
type Shown = 'file' | 'running';

/** A page of its own: it opens recordings, or follows the demo in another tab. `?recording=tool` opens one at once. */
export function InspectorPage() {
  const [shown, setShown] = useState<Shown>('file');
  const [file, setFile] = useState<File | undefined>(undefined);
  const [adapters, setAdapters] = useState<Adapters>([]);
  const [asked, setAsked] = useState(() => new URLSearchParams(location.search).get('recording'));
  useEffect(() => {
    if (asked === null) return undefined;
    const controller = new AbortController();
    fetchRecording(asked, controller.signal).then(setFile, () => {});
    return () => controller.abort();
  }, [asked]);
  useEffect(() => {
    // Without an adapter, the frames of its vendor are shown alone.
    loadAdapters().then(setAdapters, () => {});
  }, []);
  const open = (id: string) => {
    setShown('file');
    setAsked(id);
  };
  return (
    <main className="demo-inspector-page">
      <header>
        <h1>
          <img src="/icon.svg" alt="" width={28} height={28} /> Repartee inspector
        </h1>
        <div className="demo-switch" role="group" aria-label="What is shown">
          <Choice name="Recordings" isChosen={shown === 'file'} onChoose={() => setShown('file')} />
          <Choice
            name="The demo in another tab"
            isChosen={shown === 'running'}
            onChoose={() => setShown('running')}
          />
        </div>
      </header>
      {shown === 'running' && <Inspector />}
      {shown === 'file' && (
        <InspectorFile file={file} adapters={adapters}>
          <ul className="demo-recordings" aria-label="Recordings of the demo">
            {RECORDINGS.map(({ id, name }) => (
              <li key={id}>
                <button
                  type="button"
                  className="demo-quiet"
                  aria-pressed={asked === id}
                  onClick={() => open(id)}
                >
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </InspectorFile>
      )}
    </main>
  );
}

type Adapters = readonly RealtimeSessionOptions['adapter'][];

/** All vendors whose frames come over WebSockets. */
const loadAdapters = (): Promise<Adapters> =>
  // None of them is connected: the address is never called.
  Promise.all(VENDORS.map(({ loadAdapter }) => loadAdapter(location.origin, 'websocket')));

interface ChoiceProps {
  readonly name: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ name, isChosen, onChoose }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={isChosen} onClick={onChoose}>
      {name}
    </button>
  );
}

async function fetchRecording(id: string, signal: AbortSignal): Promise<File> {
  const name = `${id}.repartee`;
  const response = await fetch(`/recordings/${name}`, { signal });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return new File([await response.arrayBuffer()], name);
}
