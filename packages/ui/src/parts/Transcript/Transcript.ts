'use client';

import { TranscriptItem } from './TranscriptItem.tsx';
import { TranscriptRoot } from './TranscriptRoot.tsx';

/**
 * The conversation as rows. `Transcript.Root` alone shows all of it; give it a function as its child to choose or change
 * rows, and use `Transcript.Item` for those that stay as they are.
 *
 * @example
 * <Transcript.Root />
 */
export const Transcript = { Root: TranscriptRoot, Item: TranscriptItem };
