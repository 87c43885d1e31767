/** Polish. */
export const backchannels =
  'mhm|mm|hm|aha|yhy|ah|och|tak|no|no tak|ok|okej|dobrze|dobra|jasne|rozumiem|właśnie|racja|pewnie|super|świetnie|dzięki|dziękuję|naprawdę';
export const commands =
  'nie|stop|stój|czekaj|poczekaj|proszę czekać|chwila|chwileczkę|moment|sekunda|dość|cicho|przepraszam|pauza';
