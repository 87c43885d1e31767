import { memo } from 'react';
import { createRoot } from 'react-dom/client';
import { createRealtimeSession, createVision, listEntries } from '@repartee/core';
import { openai } from '@repartee/core/adapters/openai';
import { SessionProvider, useTranscript, useTranscriptItem } from '@repartee/hooks';
import type { Contender } from '../contender.ts';

const Row = memo(function Row({ id, onRow }: { readonly id: string; readonly onRow: () => void }) {
  onRow();
  const entry = useTranscriptItem(id);
  return <li>{entry?.kind === 'message' ? entry.text : ''}</li>;
});

function Rows({ onRow }: { readonly onRow: () => void }) {
  const { ids } = useTranscript();
  return (
    <ol>
      {ids.map((id) => (
        <Row key={id} id={id} onRow={onRow} />
      ))}
    </ol>
  );
}

/** Repartee, as an app uses it: the real session, codec, speaker and hooks. */
export const contender: Contender = {
  name: 'repartee',
  async connect({ url, credential }) {
    const session = createRealtimeSession({
      adapter: openai({ baseUrl: url, transport: 'websocket' }),
      credential: () => Promise.resolve(credential),
      microphone: false,
    });
    await session.connect();
    return {
      interrupt: session.interrupt,
      readText: () =>
        listEntries(session.store.getState().transcript)
          .map((entry) => (entry.kind === 'message' ? entry.text : ''))
          .join(''),
      mount(element, onRow) {
        const root = createRoot(element);
        root.render(
          <SessionProvider session={session}>
            <Rows onRow={onRow} />
          </SessionProvider>,
        );
        return () => root.unmount();
      },
      async show(track) {
        const vision = createVision(session, { view: { quietIntervalMs: 1_000 } });
        await vision.open('camera', { track });
        await vision.start('camera');
        return {
          readUsage: () => vision.store.getState().usage,
          stop: () => vision.close('camera'),
        };
      },
      close: session.close,
    };
  },
};
