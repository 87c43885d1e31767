/** Swedish. */
export const backchannels =
  'mhm|mm|hm|aha|ah|åh|ja|jaja|japp|jo|ok|okej|precis|just det|visst|bra|jag förstår|förstår|klart|tack|verkligen|så klart';
export const commands = 'nej|stopp|sluta|vänta|ett ögonblick|en sekund|ursäkta|förlåt|tyst|räcker|paus';
