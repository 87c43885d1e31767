'use client';

import { createContext } from 'react';
import type { LabelsOverride } from './Labels.ts';

/** The labels that the providers above change; `null` without a provider. */
export const LabelsContext = createContext<LabelsOverride | null>(null);
