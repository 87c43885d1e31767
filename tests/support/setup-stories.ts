import { configure } from 'storybook/test';
import { WAIT_MS } from './waits.ts';

configure({ asyncUtilTimeout: WAIT_MS });
