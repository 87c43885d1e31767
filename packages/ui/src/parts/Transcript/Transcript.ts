import { TranscriptItem } from './TranscriptItem.tsx';
import { TranscriptRoot } from './TranscriptRoot.tsx';

/**
 * `TranscriptRoot` and `TranscriptItem` under one name. This file has no `'use client'`, so that `Transcript.Root` works in a
 * Server Component too: there, an object that comes from a client module has no properties.
 *
 * @example
 * <Transcript.Root />
 */
export const Transcript = { Root: TranscriptRoot, Item: TranscriptItem };
