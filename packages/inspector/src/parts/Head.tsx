import type { Recording, Replay } from '@repartee/core/recording';
import { formatLength } from '../model/Timeline.ts';
import { writeTest } from '../model/writeTest.ts';
import type { Snapshot } from '../source/RecordingSource.ts';
import { CopyButton } from './CopyButton.tsx';
import { Player } from './Player.tsx';
import { Symbol } from './Symbol.tsx';

interface HeadProps {
  readonly snapshot: Snapshot;
  readonly recording: Recording | null;
  readonly fileName: string;
  readonly save: (() => Promise<Blob>) | null;
  readonly replay: Replay | null;
  readonly cursorMs: number;
  readonly isPlaying: boolean;
}

/** The name of the shown conversation, and its player. */
export function Head({ snapshot, recording, fileName, save, replay, cursorMs, isPlaying }: HeadProps) {
  const { isLive, timeline, manifest } = snapshot;
  const when = manifest && new Date(manifest.startedAt);
  return (
    <header className="repartee-inspector-head">
      <div className="repartee-inspector-name">
        <span className="repartee-inspector-chip" data-live={isLive ? '' : undefined}>
          {isLive ? 'Live' : 'Recording'}
        </span>
        <strong>{nameOf(snapshot, fileName)}</strong>
        <span className="repartee-inspector-soft">
          {manifest && formatLength(timeline.durationMs)}
          {when && !isLive && `, ${when.toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' })}`}
          {manifest?.words === 'mask' && ', words masked'}
          {recording?.audio.length === 0 && ', without sound'}
        </span>
      </div>
      {replay && recording && <Player {...{ replay, recording, cursorMs, isPlaying }} />}
      {save && (
        <button
          type="button"
          className="repartee-inspector-button"
          onClick={() => void save().then((file) => saveFile(file, fileName))}
        >
          <Symbol name="save" />
          Save the recording
        </button>
      )}
      {recording && (
        <CopyButton
          name="Copy as a test"
          text={() => writeTest(recording, fileName, cursorMs || timeline.durationMs)}
        />
      )}
    </header>
  );
}

function nameOf({ isLive, manifest }: Snapshot, fileName: string): string {
  if (!isLive) return fileName;
  return manifest ? 'Running conversation' : 'Waiting for a conversation';
}

function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
