import type { LabelsOverride } from '../../labels/Labels.ts';

export const video: LabelsOverride['video'] = {
  camera: 'कैमरा',
  screen: 'साझा की गई स्क्रीन',
  open: { camera: 'कैमरा चालू करें', screen: 'स्क्रीन साझा करें' },
  close: { camera: 'कैमरा बंद करें', screen: 'साझा करना बंद करें' },
  opening: 'खुल रहा है…',
  show: 'एजेंट को दिखाएँ',
  hide: 'दिखाना बंद करें',
  look: 'एक चित्र दिखाएँ',
  pictureInPicture: 'पिक्चर में पिक्चर',
  shown: 'एजेंट यह देख रहा है',
  unseen: 'यह सिर्फ़ आपको दिखता है',
  pauses: {
    'not-live': 'बातचीत का इंतज़ार है',
    muted: 'म्यूट रहने तक रुका है',
    hidden: 'बैकग्राउंड में रुका है',
  },
  lastImage: 'एजेंट ने आख़िर में जो देखा',
  off: { camera: 'कैमरा बंद है', screen: 'कोई स्क्रीन साझा नहीं हो रही है' },
};

export const look: LabelsOverride['look'] = {
  question: {
    camera: 'क्या एजेंट आपके कैमरे का एक चित्र देख सकता है?',
    screen: 'क्या एजेंट आपकी स्क्रीन का एक चित्र देख सकता है?',
  },
  note: {
    camera: 'कैमरा एक चित्र के लिए खुलता है और फिर बंद हो जाता है। चित्र बातचीत में दिखेगा।',
    screen: 'आगे आप चुनेंगे कि क्या साझा करना है। एक चित्र लिया जाएगा, जो बातचीत में दिखेगा।',
  },
};
