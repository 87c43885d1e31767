/**
 * Creates a function that writes a rest of time in whole minutes, and from a minute on in whole seconds, as in “4 minutes”.
 *
 * @param locale a BCP 47 tag
 */
export function formatTimeLeft(locale: string): (ms: number) => string {
  const unit = (name: 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' });
  const [minutes, seconds] = [unit('minute'), unit('second')];
  return (ms) => {
    const whole = Math.ceil(ms / 1000);
    return whole > 60 ? minutes.format(Math.ceil(whole / 60)) : seconds.format(whole);
  };
}
