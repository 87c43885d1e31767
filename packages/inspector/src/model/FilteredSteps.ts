import type { RecordedStep } from '@repartee/core/recording';
import { filterSteps } from './entries.ts';
import type { EntryFilter } from './entries.ts';

/** The places of the steps that fit a filter. Steps that are added are the only ones that are looked at again. */
export class FilteredSteps {
  #steps: readonly RecordedStep[] = [];
  #filter: EntryFilter | null = null;
  #count = 0;
  #found: readonly number[] = [];

  /** @param count - how many of the steps count: the list grows in place. */
  read(steps: readonly RecordedStep[], count: number, filter: EntryFilter): readonly number[] {
    const isSame = steps === this.#steps && filter === this.#filter && count >= this.#count;
    if (isSame && count === this.#count) return this.#found;
    const added = filterSteps(steps, filter, isSame ? this.#count : 0);
    this.#found = isSame ? (added.length > 0 ? [...this.#found, ...added] : this.#found) : added;
    this.#steps = steps;
    this.#filter = filter;
    this.#count = steps.length;
    return this.#found;
  }
}
