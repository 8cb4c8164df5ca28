import type { CharterWords } from './charter-words.ts'

export const nl: CharterWords = {
  title: 'Wat {center} belooft', lead: 'Wat u mag verwachten als u ons contacteert, en of we het nakomen: gemeten bij elk contact, niet aan ons gevraagd.',
  adheredSince: 'Onderschreven sinds {date}.', graceUntil: 'Tot {date} wordt een tekort getoond, maar telt het nog niet.', own: 'Onze beloften', draft: 'Wordt nog met de tekst vergeleken; niet definitief.',
  alsoPromised: 'Ook beloofd, zonder cijfer', noCharter: 'Hier is nog geen belofte bekendgemaakt.', notKeptHere: 'Deze server bewaart geen bewijs, dus wordt er niets gemeten.', computing: 'De cijfers worden berekend. Deze pagina werkt zichzelf bij.',
  now: 'Nu', period: 'Sinds {date}', before: 'Voorheen', ofContacts: '{value} van {n}', ofOneContact: '{value} van 1 contact', measure: '{n} contacten',
  status: { met: 'Nagekomen', 'at-risk': 'In gevaar', breached: 'Niet nagekomen', exempt: 'Vrijgesteld', 'not-measurable': 'Nog niet gemeten', 'not-set': 'Nog niet ingevuld' },
  excepted: 'Niet opgenomen', declared: 'Beloofd; geen meting kan het tonen', noCases: 'Nog niemand bij betrokken', notMeasuredYet: 'Nog niet gemeten', callbackMissing: 'er is geen terugbelmogelijkheid ingesteld', grace: 'in de eerste maanden telt een tekort niet',
  channels: 'Hoe u ons bereikt', waitNow: 'Wachttijd nu', cost: 'Kostprijs', perMinute: '{amount} per minuut', freeWhileWaiting: 'gratis terwijl u wacht', costUnknown: 'niet vermeld',
  typical: 'Gewone wachttijd per uur', typicalLead: 'De balk zegt binnen welke tijd negen op de tien geholpen waren, de stip de helft. Laatste vijf weken.', hour: 'Uur', half: 'Helft binnen', nineInTen: 'Negen op tien binnen', contacts: 'Contacten', tooFew: 'te weinig', notMeasured: 'nog niet gemeten', asTable: 'Hetzelfde als tabel', noChannels: 'Hier is geen kanaal openbaar.',
  minutesAxis: 'minuten', updated: 'Bijgewerkt {time}.', ownMeasurement: 'Gemeten door {center} zelf, met Queuecast. Door niemand gecertificeerd.', forInspectors: 'Voor directie en inspectie', report: 'Verslag', accuracy: 'Juistheid van wat wordt aangekondigd', embed: 'Toon het label op uw site', embedLead: 'Zonder script; het zegt alleen wat gemeten is.', copy: 'Plak dit',
  label: {
    kept: 'nagekomen', notKept: 'niet nagekomen', notMeasured: 'nog niet gemeten', expired: '35 dagen geen gegevens', none: 'geen label', promise: 'Belofte aan klanten', rules: '{kept} van {judged} regels nagekomen', n: 'minstens {n} contacten per regel',
    own: 'Gemeten door {center} zelf, niet gecertificeerd', alt: '{title}: {state}. {own}.',
  },
}
