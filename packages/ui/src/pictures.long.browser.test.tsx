import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';
import { describePictures } from '../test/part-pictures.tsx';
import './styles.css';

afterEach(cleanup);

describePictures(({ name }) => ['dark', 'reduced motion', 'right to left'].includes(name));
