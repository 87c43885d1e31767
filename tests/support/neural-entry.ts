// The imports of a page that chooses the neural detector; built and measured, not run.
import { neural } from '../../packages/core/src/detectors/neural/index.ts';

document.dispatchEvent(new CustomEvent('load', { detail: neural() }));
