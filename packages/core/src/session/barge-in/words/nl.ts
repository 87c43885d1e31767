/** Dutch. */
export const backchannels =
  'mhm|mm|hm|eh|ah|oh|aha|ja|jaja|jep|ok|oké|okay|precies|klopt|goed|prima|mooi|leuk|snap ik|ik snap het|duidelijk|inderdaad|natuurlijk|dank je|bedankt|echt|wauw';
export const commands = 'nee|stop|wacht|wacht even|hou op|moment|ogenblik|pardon|sorry|stil|genoeg|pauze';
