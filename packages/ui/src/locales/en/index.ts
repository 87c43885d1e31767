import { englishLabels } from '../../labels/englishLabels.ts';
import type { Labels } from '../../labels/Labels.ts';

/** All labels in English, as the parts have them without a `LabelsProvider`. */
export const en: Labels = englishLabels;
