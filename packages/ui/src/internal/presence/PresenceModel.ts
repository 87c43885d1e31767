import type { LevelSource } from '@repartee/core';
import { FLOWS, followsAgent, followsUser, isWorking, PRESENCE_STATES } from './PresenceState.ts';
import type { PresenceState } from './PresenceState.ts';

/** The state of a presence, and the source of its voices. */
export interface PresenceInput {
  readonly state: PresenceState;
  readonly user: LevelSource | null;
  readonly agent: LevelSource | null;
}

/** The picture of a presence as numbers, changed in place on each frame. */
export interface PresenceModel {
  /** The share of each state. The sum is 1; during a transition two or more are above 0. */
  readonly weights: Record<PresenceState, number>;
  /** Loudness as it is drawn, 0 to 1. */
  userLevel: number;
  agentLevel: number;
  /** Bands as they are drawn, each 0 to 1, low tones first. */
  readonly userBands: Float32Array;
  readonly agentBands: Float32Array;
  /** The presence's own time in seconds. It stops in a silence. */
  time: number;
  flow: number;
  silentS: number;
}

export const BAND_COUNT = 16;

/** Speech rarely has a higher level than this. */
const FULL_LEVEL = 0.25;

const TRANSITION_S = 0.16;
const RISE_S = 0.045;
const FALL_S = 0.2;
const FLOW_S = 0.5;

/** After so much silence, a picture of a voice comes to rest. */
const REST_AFTER_S = 1.5;

/** The time of a picture without motion, in seconds. */
const STILL_TIME = 2.4;

const BAND_BUFFER = new Float32Array(BAND_COUNT);

/** Creates the picture of a state, without a transition. */
export function createModel(state: PresenceState): PresenceModel {
  const weights = Object.fromEntries(PRESENCE_STATES.map((each) => [each, each === state ? 1 : 0]));
  return {
    weights: weights as Record<PresenceState, number>,
    userLevel: 0,
    agentLevel: 0,
    userBands: new Float32Array(BAND_COUNT),
    agentBands: new Float32Array(BAND_COUNT),
    time: STILL_TIME,
    flow: 0,
    silentS: REST_AFTER_S,
  };
}

/** The loudness of the voices that a state follows. */
export function listen({ state, user, agent }: PresenceInput): number {
  return Math.max(
    followsUser(state) ? loudness(user?.level()) : 0,
    followsAgent(state) ? loudness(agent?.level()) : 0,
  );
}

/**
 * Moves the picture on by some seconds.
 *
 * @returns whether it will move on by itself. If not, it stays as it is until the input changes or a voice is heard.
 */
export function moveModel(model: PresenceModel, input: PresenceInput, stepS: number): boolean {
  const isMoving = moveWeights(model, input.state, approach(stepS, TRANSITION_S));
  model.userLevel = moveVoice(
    model.userLevel,
    model.userBands,
    followsUser(input.state) && input.user,
    stepS,
  );
  model.agentLevel = moveVoice(
    model.agentLevel,
    model.agentBands,
    followsAgent(input.state) && input.agent,
    stepS,
  );
  const energy = Math.max(model.userLevel, model.agentLevel);
  model.silentS = energy < 0.02 ? model.silentS + stepS : 0;
  const rests = model.silentS >= REST_AFTER_S && !isWorking(input.state);
  const flow = rests ? 0 : FLOWS[input.state] + energy;
  model.flow += (flow - model.flow) * approach(stepS, FLOW_S);
  model.time += model.flow * stepS;
  return isMoving || !rests || energy > 0.002 || model.flow > 0.01;
}

/**
 * Sets the picture to what it is without motion: the state at once, and levels in five steps.
 *
 * @returns whether it differs from before.
 */
export function setStillModel(model: PresenceModel, input: PresenceInput): boolean {
  const user = inSteps(followsUser(input.state) ? loudness(input.user?.level()) : 0);
  const agent = inSteps(followsAgent(input.state) ? loudness(input.agent?.level()) : 0);
  const hasTurned = moveWeights(model, input.state, 1);
  const differs =
    hasTurned || user !== model.userLevel || agent !== model.agentLevel || model.time !== STILL_TIME;
  Object.assign(model, { userLevel: user, agentLevel: agent, time: STILL_TIME, flow: 0 });
  for (let band = 0; band < BAND_COUNT; band += 1) {
    const share = 1 - (0.7 * band) / BAND_COUNT;
    model.userBands[band] = user * share;
    model.agentBands[band] = agent * share;
  }
  return differs;
}

/** Moves the weights towards a state. Returns whether they moved so much that it can be seen. */
function moveWeights({ weights }: PresenceModel, state: PresenceState, share: number): boolean {
  let hasMoved = false;
  for (const each of PRESENCE_STATES) {
    const target = each === state ? 1 : 0;
    const rest = target - weights[each];
    if (Math.abs(rest) > 0.002) hasMoved = true;
    weights[each] = Math.abs(rest) > 0.002 ? weights[each] + rest * share : target;
  }
  return hasMoved;
}

function moveVoice(
  before: number,
  bands: Float32Array,
  source: LevelSource | null | false,
  stepS: number,
): number {
  if (source) source.bands(BAND_BUFFER);
  else BAND_BUFFER.fill(0);
  for (let band = 0; band < BAND_COUNT; band += 1) {
    bands[band] = follow(bands[band] ?? 0, Math.min(1, Math.sqrt(BAND_BUFFER[band] ?? 0)), stepS);
  }
  return follow(before, source ? loudness(source.level()) : 0, stepS);
}

/** Rises fast and falls slowly: speech flickers, and its picture does not. */
function follow(before: number, target: number, stepS: number): number {
  return before + (target - before) * approach(stepS, target > before ? RISE_S : FALL_S);
}

const approach = (stepS: number, timeS: number) => 1 - Math.exp(-stepS / timeS);

const inSteps = (level: number) => Math.round(level * 5) / 5;

/** Loudness as hearing does it: low levels are raised. */
function loudness(level = 0): number {
  return Math.min(1, Math.max(0, level / FULL_LEVEL)) ** 0.6;
}
