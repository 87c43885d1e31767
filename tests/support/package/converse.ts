import type { Browser, Page } from 'playwright';

const timeout = 120_000;

/**
 * Opens a page whose microphone is silent: the tone of Chromium's own would be a user who never stops to speak. `html[data-heard]` tells
 * that sound left for the speaker, and `html[data-refused]` what the policy of the page refused.
 */
export async function openSilently(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  await page.addInitScript(listen);
  await page.goto(address, { timeout });
  return page;
}

/** Gives the page a silent microphone, and watches the speaker and the page's policy. It runs before the page's own code. */
function listen(): void {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    document.documentElement.dataset['refused'] = `${effectiveDirective} ${blockedURI}`;
  });
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (constraints) =>
    constraints?.video
      ? open(constraints)
      : Promise.resolve(new AudioContext().createMediaStreamDestination().stream);
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function tapped(this: AudioNode, ...args: never[]) {
    const target = args[0] as unknown;
    if (target instanceof AudioDestinationNode && this.context instanceof AudioContext) {
      const tap = new AnalyserNode(this.context);
      connect.call(this, tap as never);
      const samples = new Float32Array(tap.fftSize);
      setInterval(() => {
        tap.getFloatTimeDomainData(samples);
        if (samples.some((sample) => Math.abs(sample) > 0.02)) document.documentElement.dataset['heard'] = '';
      }, 30);
    }
    return connect.apply(this, args as never);
  } as typeof connect;
}

/** Holds a written question and a spoken answer. A page that a server rendered is clicked only once React has taken it over. */
export async function converse(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const buttons = [...document.querySelectorAll('.repartee-panel button')];
      return buttons.some((button) => Object.keys(button).some((key) => key.startsWith('__reactProps')));
    },
    null,
    { timeout },
  );
  await page.getByRole('button', { name: 'Start talking' }).click({ timeout });
  await page.getByRole('button', { name: 'Conversation' }).click({ timeout });
  await page.getByRole('textbox').fill('What is the weather in London?', { timeout });
  await page.keyboard.press('Enter');
  await page.locator('html[data-heard]').waitFor({ state: 'attached', timeout });
}
