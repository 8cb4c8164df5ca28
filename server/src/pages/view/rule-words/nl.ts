import type { RuleWords } from './rule-words.ts'

export const nl: RuleWords = {
  within: 'Een medewerker antwoordt u binnen {time}', mean: 'Gemiddeld wacht u hoogstens {time}', meanOfBest: 'De {share} kortste wachttijden duren gemiddeld hoogstens {time}',
  over: 'Hoogstens {share} van de klanten wacht langer dan {time}', answered: 'Wie ons contacteert, krijgt antwoord', abandonment: 'Hoogstens {share} van de klanten geeft op voor er iemand antwoordt',
  busy: 'Hoogstens {share} van de klanten vindt alle lijnen bezet', callbackAfter: 'Na {time} wachten bieden we aan u terug te bellen', callbackExpected: 'Zal u naar verwachting langer dan {time} wachten, dan bieden we aan u terug te bellen',
  callbackDone: 'Spraken we af u terug te bellen, dan doen we dat {deadline}', callbackDoneFree: 'Spraken we af u terug te bellen, dan doen we dat {deadline}, gratis',
  announceWait: 'We zeggen u hoelang u waarschijnlijk wacht', announcePosition: 'We zeggen u uw plaats in de wachtrij', cadence: 'Terwijl u wacht, hoort u ons minstens om de {time}',
  respected: 'We houden ons aan de wachttijd die we u meedeelden', overstatement: 'We overdrijven niet: voor de helft van onze klanten is de aangekondigde wachttijd hoogstens {n} keer de echte',
  statusAge: 'Wat we u tonen, is nooit ouder dan {time}', revisions: 'Hoogstens {share} van de klanten hoort later dat het langer duurt',
  exception: 'Gebeurt er iets uitzonderlijks, dan zeggen we dat', exceptionToWaiting: 'Gebeurt er iets uitzonderlijks, dan zeggen we dat, ook aan wie al wacht',
  transfers: 'U wordt hoogstens {n} keer doorverbonden', transferWithin: 'Wordt u doorverbonden, dan is er iemand binnen {time}', reply: 'We beantwoorden uw berichten {deadline}',
  costFree: 'Wachten is gratis', costMost: 'Wachten kost hoogstens {amount} per minuut', costAllowed: 'Terwijl u wacht, betaalt u geen verhoogd tarief', noDisconnect: 'We verbreken de verbinding nooit omdat u wacht',
  fifo: 'Wie eerst komt, wordt eerst geholpen', reachable: 'U kunt ons bereiken op de beloofde uren', human: 'U kunt altijd een medewerker vragen', humanWithin: 'Wie een medewerker vraagt, krijgt er een binnen {time}',
  language: 'We spreken uw taal', menu: 'Het keuzemenu is kort', menuMost: 'Het keuzemenu heeft hoogstens {n} keuzes', noAdvertising: 'Geen reclame terwijl u wacht', advertisingConsent: 'Reclame terwijl u wacht alleen als u daarmee instemt',
  remedy: 'Schieten we tekort, dan is er een vergoeding', publication: 'We maken bekend hoe we het deden', accessible: 'Iedereen kan de wachttijd volgen, ook met een beperking', disclosure: 'We zeggen u vooraf of u met een machine spreekt of opgenomen wordt',
  inTime: 'binnen {time}', nextWorkingDay: 'ten laatste op het einde van de volgende werkdag', workingDays: 'binnen {n} werkdagen', orNextWorkingDay: 'binnen {time} of ten laatste op het einde van de volgende werkdag',
  orAfterOpening: 'binnen {time}; kort voor sluiting binnen {after} na de volgende opening', inShare: ', in {share} van de gevallen', open: '(nog niet ingevuld)',
}
