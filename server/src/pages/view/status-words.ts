import type { PageLanguage } from './words.ts'

/** The words of the public status in one language. `{…}` is filled in. */
export interface StatusWords {
  usualNow: string; usualByHour: string; hour: string; half: string; nineInTen: string; atMost: string; notEnough: string; usualNote: string
  cost: string; perMinute: string; freeWhileWaiting: string; quicker: string; phoneToo: string
}

export const STATUS_WORDS: Record<PageLanguage, StatusWords> = {
  en: {
    usualNow: 'Usually at this hour', usualByHour: 'Usual wait by hour', hour: 'Hour', half: 'Half wait', nineInTen: 'Nine in ten wait', atMost: 'at most {time}', notEnough: 'not enough data yet',
    usualNote: 'Of those who were answered, over the last five weeks.', cost: 'Cost', perMinute: '{amount} a minute', freeWhileWaiting: 'free while you wait',
    quicker: 'Quicker now: {name}, {time}.', phoneToo: 'You can phone as well.',
  },
  nl: {
    usualNow: 'Gewoonlijk op dit uur', usualByHour: 'Gewone wachttijd per uur', hour: 'Uur', half: 'De helft wacht', nineInTen: 'Negen op tien wachten', atMost: 'hoogstens {time}', notEnough: 'nog niet genoeg gegevens',
    usualNote: 'Van wie antwoord kreeg, over de laatste vijf weken.', cost: 'Kosten', perMinute: '{amount} per minuut', freeWhileWaiting: 'gratis terwijl u wacht',
    quicker: 'Nu sneller: {name}, {time}.', phoneToo: 'Bellen kan ook.',
  },
  fr: {
    usualNow: 'D’habitude à cette heure', usualByHour: 'Attente habituelle par heure', hour: 'Heure', half: 'La moitié attend', nineInTen: 'Neuf sur dix attendent', atMost: 'au plus {time}', notEnough: 'pas encore assez de données',
    usualNote: 'De ceux qui ont eu une réponse, sur les cinq dernières semaines.', cost: 'Coût', perMinute: '{amount} la minute', freeWhileWaiting: 'gratuit pendant l’attente',
    quicker: 'Plus rapide à présent : {name}, {time}.', phoneToo: 'Vous pouvez aussi téléphoner.',
  },
  de: {
    usualNow: 'Gewöhnlich um diese Zeit', usualByHour: 'Übliche Wartezeit je Stunde', hour: 'Stunde', half: 'Die Hälfte wartet', nineInTen: 'Neun von zehn warten', atMost: 'höchstens {time}', notEnough: 'noch nicht genug Daten',
    usualNote: 'Von denen, die eine Antwort bekamen, in den letzten fünf Wochen.', cost: 'Kosten', perMinute: '{amount} je Minute', freeWhileWaiting: 'kostenlos während Sie warten',
    quicker: 'Jetzt schneller: {name}, {time}.', phoneToo: 'Anrufen können Sie auch.',
  },
}
