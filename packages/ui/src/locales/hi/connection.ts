import type { LabelsOverride } from '../../labels/Labels.ts';
import { formatsOf, say } from '../formatsOf.ts';

const { numbers, plural, seconds, exactSeconds, timeLeft } = formatsOf('hi');
const GOES_ON = 'इसके लौटते ही बातचीत जारी रहेगी।';
const A_MOMENT = 'बातचीत कुछ ही पलों में जारी रहेगी।';
const BACK = 'फिर से कनेक्ट हो गया';
const TO_CONTINUE = 'इसे जारी रखने के लिए फिर से शुरू करें।';

/** The texts about the connection, and about the agent's memory. */
export const connection = {
  connectionNotices: {
    offline: say('आप ऑफ़लाइन हैं', 'नेटवर्क लौटने पर बातचीत जारी रहेगी।'),
    paused: say('रुकी हुई है', 'एजेंट आपको नहीं सुन रहा है।'),
    queued: say('आप कतार में हैं', 'सभी एजेंट व्यस्त हैं। आप अभी जो कहेंगे, वह अगला एजेंट सुनेगा।'),
    'idle-warning': say('क्या आप अब भी यहाँ हैं?', 'काफ़ी देर से चुप्पी है, इसलिए बातचीत जल्द ही समाप्त हो जाएगी।'),
    'microphone-lost': say(
      'माइक्रोफ़ोन डिस्कनेक्ट हो गया',
      'एजेंट आपको नहीं सुन सकता। इसे फिर से जोड़ें या कोई दूसरा इस्तेमाल करें।',
    ),
    'microphone-interrupted': say(
      'कोई दूसरा ऐप माइक्रोफ़ोन का इस्तेमाल कर रहा है',
      'उस ऐप का काम पूरा होने पर एजेंट आपको फिर सुन सकेगा।',
    ),
    resumed: say(BACK, 'बातचीत वहीं से जारी है जहाँ रुकी थी।'),
    reseeded: say(BACK, 'एजेंट को बातचीत याद है।'),
    fresh: say(BACK, 'एजेंट को पिछली बातचीत अब याद नहीं है।'),
    'ended-idle': say('लंबी चुप्पी के बाद बातचीत समाप्त हो गई', TO_CONTINUE),
    'ended-hidden': say('बातचीत बैकग्राउंड में समाप्त हो गई', TO_CONTINUE),
  },
  reconnectionCauses: {
    'connection-lost': say('कनेक्शन टूट गया', GOES_ON),
    'connection-silent': say('सेवा ने जवाब देना बंद कर दिया है', GOES_ON),
    'network-changed': say('आपका नेटवर्क बदल गया है', A_MOMENT),
    'session-expiring': say('कनेक्शन का नवीनीकरण हो रहा है', A_MOMENT),
    'session-expired': say('कनेक्शन अपनी समय-सीमा तक पहुँच गया', A_MOMENT),
    'config-changed': say('नई सेटिंग लागू की जा रही हैं', A_MOMENT),
    resumed: say('बातचीत फिर से शुरू की जा रही है', A_MOMENT),
  },
  connectionActions: {
    'try-now': 'अभी कोशिश करें',
    'try-again': 'फिर से कोशिश करें',
    reconnect: 'फिर से कनेक्ट करें',
    'start-again': 'फिर से शुरू करें',
    resume: 'फिर शुरू करें',
    'keep-talking': 'बोलना जारी रखें',
    'open-microphone': 'दूसरा माइक्रोफ़ोन इस्तेमाल करें',
    'turn-sound-on': 'आवाज़ चालू करें',
    reload: 'पेज फिर से लोड करें',
  },
  nextAttempt: (value) => `अगली कोशिश ${seconds(value)} में`,
  attempting: (attempt) =>
    attempt > 1 ? `कनेक्ट हो रहा है, कोशिश ${numbers.count(attempt)}…` : 'कनेक्ट हो रहा है…',
  endsIn: (value) => `${seconds(value)} में समाप्त`,
  timeLeft: (ms) => `${timeLeft(ms)} बाकी`,
  timeLeftTitle: 'सेवा यह कनेक्शन कितनी देर खुला रखती है',
  continuity: {
    resumed: 'फिर से कनेक्ट हो गया। बातचीत जारी है।',
    reseeded: 'फिर से कनेक्ट हो गया। एजेंट को बातचीत याद है।',
    fresh: 'फिर से कनेक्ट हो गया। एजेंट को पिछली बातचीत अब याद नहीं है।',
  },
  connectionRenewed: 'कनेक्शन का नवीनीकरण हुआ',
  lost: 'क्या खो गया',
  lostEntries: {
    'over-limit': (count) =>
      plural(count, {
        one: 'एजेंट को # पिछला संदेश अब याद नहीं है।',
        other: 'एजेंट को # पिछले संदेश अब याद नहीं हैं।',
      }),
    unsupported: (count) =>
      plural(count, {
        one: 'सेवा को # पिछला संदेश नहीं बताया जा सकता।',
        other: 'सेवा को # पिछले संदेश नहीं बताए जा सकते।',
      }),
    summarized: (count) =>
      plural(count, {
        one: 'एजेंट # पिछले संदेश को सारांश के रूप में जानता है।',
        other: 'एजेंट # पिछले संदेशों को सारांश के रूप में जानता है।',
      }),
  },
  lostMemory: {
    images: (count) =>
      plural(count, { one: 'एजेंट को # चित्र अब नहीं दिखता।', other: 'एजेंट को # चित्र अब नहीं दिखते।' }),
    userAudio: (value) => `आपने जो कहा, उसमें से ${exactSeconds(value)} एजेंट ने नहीं सुने।`,
    answer: 'एक जवाब बीच में कट गया।',
    toolCall: 'एक टूल का नतीजा एजेंट तक नहीं पहुँचा।',
    summary: 'बातचीत का सारांश नहीं बन सका।',
  },
} satisfies LabelsOverride;
