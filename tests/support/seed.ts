import fc from 'fast-check';

/**
 * Properties see the same random inputs in every run, so that a failure can be repeated and a commit that was green stays
 * green. `REPARTEE_SEED` takes another number, or `random` for new inputs in every run: use it to look for what no run has
 * found yet.
 */
const { REPARTEE_SEED: seed = '1' } = process.env;

if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
