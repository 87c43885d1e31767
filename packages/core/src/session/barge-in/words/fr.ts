/** French. */
export const backchannels =
  'mhm|mm|hm|hmm|euh|ah|oh|oui|ouais|ok|okay|dac|d accord|voilà|bien|très bien|exactement|bien sûr|je vois|super|merci|c est ça|vrai|ah bon|entendu';
export const commands =
  'non|stop|attends|attendez|arrête|arrêtez|pardon|une seconde|un instant|un moment|pause|non non|silence|ça suffit';
