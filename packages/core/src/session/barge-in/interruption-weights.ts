import type { FittedWeights } from './interruption-features.ts';

// Written by `pnpm corpus --fit` from the tuning half of the field corpus (tests/barge-in/README.md). Do not edit by hand.

/** The durations at which the models have weights of their own, in milliseconds. */
export const DURATIONS_MS: readonly number[] = [150, 350, 600, 1000];

/** The model of the built-in detector's evidence. */
export const BUILT_IN: FittedWeights = {
  weights: {
    bias: [-3.66, -5.3, -7.59, -9.36],
    voiced: [1.19, 0.66, 0.24, 0.98],
    voicedShare: [2.1, 1.33, 0.93, 1.46],
    rises: [-1.91, -0.64, 0.07, -0.12],
    riseRate: [0.74, 1.12, 0.38, -0.16],
    pitchMove: [-0.41, -0.31, -0.17, 0.22],
    pitchStill: [-2.27, -2.02, -0.93, -1.38],
    spectralMove: [0.1, 0.01, -0.12, 0.07],
    levelMove: [0.67, 1.75, 2.15, 2.61],
    attack: [-0.01, 0.23, 0.75, 0.61],
    tiltMove: [1.54, 2.8, 3.81, 5.18],
    peak: [1.89, 1.72, 2.27, 2.31],
    level: [-1.4, -1.24, -0.58, -1.61],
    duty: [-0.43, -0.15, 1.46, 2.16],
    pause: [-0.93, -1, -0.13, 0.09],
    echo: [-0.05, 0.33, 0.82, 0.73],
  },
  yieldAt: [1.4, 0.6, -0.8, -1.3],
};

/** The model of the evidence of a detector that the app has chosen, fitted with the neural one. */
export const CHOSEN: FittedWeights = {
  weights: {
    bias: [-5.87, -6.27, -6.56, -6.86],
    voiced: [0.63, 1.19, 0.64, 0.69],
    voicedShare: [0.66, 1.07, 1.43, 2.58],
    rises: [-0.6, -0.08, 0.21, -0.33],
    riseRate: [0.46, 0.37, 0.73, 0.52],
    pitchMove: [-0.22, 0.2, 0.14, 0.51],
    pitchStill: [-0.93, -0.42, -0.27, 0.42],
    spectralMove: [0.21, -0.03, -0.12, -0.23],
    levelMove: [-0.38, 0.16, 0.95, 1.33],
    attack: [0.39, 0.19, 0.44, 0.49],
    tiltMove: [1.6, 1.53, 1.36, 1.87],
    peak: [1.86, 1.52, 1.53, 1.26],
    level: [1.31, 0.88, 1.37, 2.77],
    duty: [-0.22, -0.39, -0.48, -0.69],
    pause: [-1.03, -0.65, -0.6, -0.58],
    echo: [-1.03, 0.42, 0.39, -0.37],
    probability: [2.85, 2.12, 1.05, 0.73],
    quiet: [-2.18, -1.19, -1.32, -0.33],
  },
  yieldAt: [3.4, 3.4, -1.2, -1.6],
};
