import { expect, it } from 'vitest';
import { browserFamilyOf } from './browserFamily.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const KHTML = '(KHTML, like Gecko)';

it.each([
  ['chromium', `${MAC} AppleWebKit/537.36 ${KHTML} Chrome/140.0.0.0 Safari/537.36 Edg/140.0`, 0],
  ['firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 0],
  ['safari', `${MAC} AppleWebKit/605.1.15 ${KHTML} Version/26.0 Safari/605.1.15`, 0],
  ['ios', `${MAC} AppleWebKit/605.1.15 ${KHTML} Version/26.0 Safari/605.1.15`, 5],
  ['ios', `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6) AppleWebKit/605.1.15 CriOS/140.0 Mobile Safari/604.1`, 5],
  ['android', `Mozilla/5.0 (Linux; Android 10; K) ${KHTML} Chrome/140.0.0.0 Mobile Safari/537.36`, 5],
  ['other', 'Something else', 0],
] as const)('%s: %s', (family, userAgent, touchPoints) => {
  expect(browserFamilyOf(userAgent, touchPoints)).toBe(family);
});
