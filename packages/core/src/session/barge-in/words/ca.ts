/** Catalan. */
export const backchannels =
  'mhm|mm|hm|eh|ah|oh|ahà|sí|sí sí|ok|d acord|val|és clar|clar|bé|molt bé|ja|ja ho veig|entesos|exacte|gràcies|perfecte|de veritat';
export const commands =
  'no|para|atura|espera|esperi|un moment|un segon|prou|calla|perdona|perdoni|silenci|pausa';
