import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';
import { WAIT_MS } from './waits.ts';

configure({ asyncUtilTimeout: WAIT_MS });

// jsdom draws nothing. By itself it prints an error for each canvas; a browser without a context returns null.
HTMLCanvasElement.prototype.getContext = () => null;

afterEach(() => cleanup());
