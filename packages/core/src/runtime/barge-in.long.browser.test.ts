import { it } from 'vitest';
import { expectExactTruncation } from '../../test/real-room.ts';

it('over real audio, in a hundred interruptions the truncation is within one block of what was rendered', () =>
  expectExactTruncation(100));
