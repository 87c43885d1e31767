import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readClips } from '../corpus/clips.ts';
import { createFieldScenes } from '../support/field-scenes.ts';
import { DetectorMemory } from '../support/detector-memory.ts';
import { fitModel, followScene, writeModels } from './fit-model.ts';
import type { Trail } from './fit-model.ts';
import { keepTrails, readTrails } from './trail-cache.ts';
import type { Trails } from './trail-cache.ts';

const MODEL = fileURLToPath(
  new URL('../../../packages/core/src/session/barge-in/interruption-weights.ts', import.meta.url),
);

/** The number of times that the scenes are drawn: each clip in so many rooms, levels and backgrounds. */
const DRAWS = 2;

/** Fits the models on the tuning half of the field corpus, and writes them into core. Returns what was done, in words. */
export function refitModel(onProgress: (what: string) => void): string {
  const { builtIn, chosen } = readTrails() ?? playTrails(onProgress);
  onProgress('fitting');
  writeFileSync(MODEL, writeModels(fitModel(builtIn, 'built-in'), fitModel(chosen, 'chosen')));
  return `Fitted on ${builtIn.length} scenes: ${MODEL}\n`;
}

function playTrails(onProgress: (what: string) => void): Trails {
  const library = readClips();
  if (!library) throw new Error('This machine has no corpus: `npm run corpus` builds it.');
  const memory = new DetectorMemory();
  const trails: { builtIn: Trail[]; chosen: Trail[] } = { builtIn: [], chosen: [] };
  for (let draw = 0; draw < DRAWS; draw += 1)
    for (const [index, scene] of createFieldScenes(library, 'tuning', 1, draw).entries()) {
      if (index % 50 === 0) onProgress(`draw ${draw + 1} of ${DRAWS}, scene ${index}`);
      const made = scene.make();
      trails.builtIn.push(followScene(scene, made));
      trails.chosen.push(followScene(scene, { ...made, detector: memory.create() }));
    }
  memory.save();
  keepTrails(trails);
  return trails;
}
