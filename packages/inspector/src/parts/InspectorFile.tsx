'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComponentProps, DragEvent, ReactNode } from 'react';
import type { ReadOptions, Recording } from '@repartee/core/recording';
import { readRecording } from '@repartee/core/recording';
import { problemOf } from '../source/problemOf.ts';
import { Inspector } from './Inspector.tsx';
import { Symbol } from './Symbol.tsx';

/** The props of `InspectorFile`. */
export interface InspectorFileProps extends Omit<ComponentProps<'section'>, 'children'> {
  /** The content beside the button that opens a file, such as recordings to begin with. */
  readonly children?: ReactNode;
  /** A file that is open from the start, such as one that the page has fetched. Keep its identity. */
  readonly file?: File | undefined;
  /**
   * The vendors whose frames can be opened as lines of JSON (`.jsonl`), with what was said in them. Without the adapter of its vendor,
   * such a file shows its frames alone. They are taken for the next file that is opened. @default none
   */
  readonly adapters?: ReadOptions['adapters'] | undefined;
}

const NO_ADAPTERS: NonNullable<ReadOptions['adapters']> = [];

interface Opened {
  readonly recording: Recording | null;
  readonly name: string;
  /** The reason why nothing can be shown. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/**
 * Opens `.repartee` files, and frames of a vendor as lines of JSON, by a button or dropped on it, and shows each in an `Inspector`. Of a file that is cut off or damaged it
 * shows what can be read, and says where the fault is; for one that it cannot read at all it shows the code and the reason.
 *
 * @example
 * <InspectorFile />
 */
export function InspectorFile({
  children,
  file,
  adapters = NO_ADAPTERS,
  className,
  ...props
}: InspectorFileProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isOver, setOver] = useState(false);
  const last = useRef<File | null>(null);
  const known = useRef(adapters);
  useEffect(() => {
    known.current = adapters;
  });
  const open = useCallback(async (next: File) => {
    last.current = next;
    const outcome = await read(next, known.current);
    // Another file may have been opened meanwhile.
    if (last.current === next) setOpened(outcome);
  }, []);
  useEffect(() => {
    if (file) void open(file);
  }, [file, open]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) void open(dropped);
  };
  return (
    // The button opens files by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label="Recordings"
      {...props}
      className={`repartee-inspector-file${className ? ` ${className}` : ''}`}
      data-over={isOver ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <OpenBar onOpen={(next) => void open(next)}>{children}</OpenBar>
      {!opened && <NothingOpen />}
      {opened?.failure && (
        <p className="repartee-inspector-problem" role="alert">
          <strong>{`${opened.name} cannot be shown.`}</strong> {opened.failure.message}{' '}
          <code>{opened.failure.code}</code>
        </p>
      )}
      {opened?.recording && <Inspector recording={opened.recording} fileName={opened.name} />}
    </section>
  );
}

const NothingOpen = () => (
  <p className="repartee-inspector-empty">
    <Symbol name="open" />
    No recording is open. Drop a .repartee or .jsonl file here, and it is shown: nothing is uploaded.
  </p>
);

interface OpenBarProps {
  readonly onOpen: (file: File) => void;
  readonly children: ReactNode;
}

/** The button that opens a file, and what the page has beside it. */
function OpenBar({ onOpen, children }: OpenBarProps) {
  return (
    <div className="repartee-inspector-open">
      <label className="repartee-inspector-button" data-strong="">
        <Symbol name="open" />
        Open a recording
        <input
          type="file"
          accept=".repartee,.jsonl"
          className="repartee-inspector-hidden"
          onChange={({ target }) => {
            const [chosen] = target.files ?? [];
            if (chosen) onOpen(chosen);
            // The same file can be opened again.
            target.value = '';
          }}
        />
      </label>
      {children}
    </div>
  );
}

async function read(file: File, adapters: NonNullable<ReadOptions['adapters']>): Promise<Opened> {
  try {
    return { recording: await readRecording(file, { adapters }), name: file.name, failure: null };
  } catch (error) {
    return { recording: null, name: file.name, failure: problemOf(error) };
  }
}
