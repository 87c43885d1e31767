'use client';

import { createContext } from 'react';
import { englishLabels } from './englishLabels.ts';
import type { Labels } from './Labels.ts';

/** The words of the parts below. */
export const LabelsContext = createContext<Labels>(englishLabels);
