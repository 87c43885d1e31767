/** The sentences of speakers of other languages over the agent. Written for this corpus. */
export interface Sentences {
  readonly commands: readonly string[];
  readonly backchannels: readonly string[];
  readonly speech: readonly string[];
}

/** By language, ISO 639-1. */
export const SENTENCES: Readonly<Record<string, Sentences>> = {
  it: {
    commands: ['no', 'aspetta', 'basta', 'un momento'],
    backchannels: ['eh', 'va bene', 'certo', 'ah capisco', 'ho capito', 'bene bene'],
    speech: ['scusa, volevo dire una cosa diversa', 'quanto costa il biglietto per domani'],
  },
  hi: {
    commands: ['नहीं', 'रुको', 'बस', 'एक मिनट'],
    backchannels: ['हाँ', 'जी', 'अच्छा', 'ठीक है', 'जी हाँ', 'समझ गया'],
    speech: ['मुझे कल सुबह की गाड़ी चाहिए', 'माफ़ कीजिए इसका दाम क्या है'],
  },
  mr: {
    commands: ['नाही', 'थांबा', 'एक मिनिट'],
    backchannels: ['हो', 'बरं', 'ठीक आहे', 'हो का', 'समजलं'],
    speech: ['मला उद्या सकाळची गाडी हवी आहे', 'माफ करा याची किंमत किती आहे'],
  },
  te: {
    commands: ['కాదు', 'ఆగండి', 'ఒక్క నిమిషం'],
    backchannels: ['అవును', 'సరే', 'అలాగే', 'ఊ', 'అర్థమైంది'],
    speech: ['నాకు రేపు ఉదయం బండి కావాలి', 'క్షమించండి దీని ధర ఎంత'],
  },
  ca: {
    commands: ['no', 'espera', 'prou', 'un moment'],
    backchannels: ['sí', 'd’acord', 'és clar', 'molt bé', 'ja ho veig', 'val'],
    speech: ['perdona, volia dir una altra cosa', 'quant costa el bitllet per demà'],
  },
  fi: {
    commands: ['ei', 'odota', 'seis', 'hetkinen'],
    backchannels: ['joo', 'niin', 'aivan', 'kyllä', 'selvä', 'niin joo'],
    speech: ['anteeksi, tarkoitin jotain muuta', 'paljonko lippu maksaa huomenna'],
  },
  ru: {
    commands: ['нет', 'стоп', 'подождите', 'минуту'],
    backchannels: ['да', 'ага', 'угу', 'понятно', 'хорошо', 'конечно'],
    speech: ['извините, я имел в виду другое', 'сколько стоит билет на завтра'],
  },
};

/** The sentences of the emulator's voices, in English. */
export const ENGLISH: Sentences = {
  commands: ['no', 'stop', 'wait', 'hold on', 'no no', 'excuse me'],
  backchannels: ['uh huh', 'yeah', 'okay', 'right', 'I see', 'yes', 'sure', 'oh', 'of course', 'got it'],
  speech: [
    'Wait, that is not what I asked for.',
    'Actually, can you tell me about the other one?',
    'No, I meant the day after tomorrow.',
    'Sorry to interrupt, but what does it cost?',
  ],
};
